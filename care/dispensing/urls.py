"""Names of the pages about doses."""

from django.urls import path

from . import views

urlpatterns = [
    path("doses/", views.doses, name="doses"),
    path("doses/person/<uuid:pk>/", views.doses_of, name="doses_of"),
    path("dose/<uuid:pk>/<slug:slot>/give/", views.dose, name="dose"),
    path("dose/<uuid:pk>/<slug:slot>/hold/", views.dose_hold, name="dose_hold"),
    path("dose/<uuid:pk>/<slug:slot>/refuse/", views.dose_refuse, name="dose_refuse"),
    path("dose/<uuid:pk>/<slug:slot>/told/", views.dose_tell, name="dose_tell"),
    path("dose/<uuid:pk>/<slug:slot>/prepare/", views.dose_prepare, name="dose_prepare"),
    path("prepared/<int:pk>/check/", views.dose_check, name="dose_check"),
    path("prepared/<int:pk>/second/", views.dose_second, name="dose_second"),
    path("prepared/<int:pk>/drop/", views.dose_drop, name="dose_drop"),
    path("dose/<uuid:pk>/", views.dose_shown, name="dose_shown"),
    path("dose/<uuid:pk>/strike/", views.dose_strike, name="dose_strike"),
    path("dose/<uuid:pk>/register/", views.dose_enter, name="dose_enter"),
]
