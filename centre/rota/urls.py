"""The rota."""

from django.urls import path

from . import views

urlpatterns = [
    path("rota/", views.rota, name="rota"),
    path("rota/month/", views.rota_month, name="rota_month"),
    path("rota/plan/", views.rota_plan, name="rota_plan"),
    path("rota/copy/", views.rota_copy, name="rota_copy"),
    path("rota/least/", views.rota_least, name="rota_least"),
    path("rota/absences/", views.rota_absences, name="rota_absences"),
    path("rota/mine/", views.rota_mine, name="rota_mine"),
    path("rota/mine/address/", views.rota_address, name="rota_address"),
    path("rota/mine/absence/", views.rota_absence, name="rota_absence"),
    path("rota/absence/<uuid:pk>/end/", views.rota_absence_end, name="rota_absence_end"),
    path("rota/duty/<uuid:pk>/cancel/", views.duty_cancel, name="duty_cancel"),
    path("rota/duty/<uuid:pk>/swap/", views.duty_swap, name="duty_swap"),
    path("rota/swap/<uuid:pk>/answer/", views.swap_answer, name="swap_answer"),
    path("rota/calendar/<slug:token>.ics", views.rota_calendar, name="rota_calendar"),
]
