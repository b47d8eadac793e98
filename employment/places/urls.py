"""Addresses of places."""

from django.urls import path

from employment.places import presence_views, views

urlpatterns = [
    path("work/<int:pk>/", views.session, name="session"),
    path("work/<int:pk>/sign-up/", views.sign_up, name="sign_up"),
    path("work/<int:pk>/draw/", views.session_draw, name="session_draw"),
    path("work/<int:pk>/call/", views.session_call, name="session_call"),
    path("work/<int:pk>/close/", presence_views.session_close, name="session_close"),
    path("work/<int:pk>/came/", presence_views.session_came, name="session_came"),
    path("work/<int:pk>/sheet/", presence_views.session_sheet, name="session_sheet"),
    path("work/sign-up/", views.work_sign_up, name="work_sign_up"),
    path("work/sign-up/<uuid:pk>/", views.work_sign_up_person, name="work_sign_up_person"),
    path("work/to-tell/", views.to_tell, name="to_tell"),
    path("work/rules/", views.work_rules, name="work_rules"),
    path("work/calls/<int:pk>/answer/", views.call_answer, name="call_answer"),
    path("work/places/<int:pk>/withdraw/", views.sign_up_withdraw, name="sign_up_withdraw"),
    path("work/places/<int:pk>/told/", views.sign_up_told, name="sign_up_told"),
    path("work/places/<int:pk>/words/", presence_views.sign_up_words, name="sign_up_words"),
    path("work/places/<int:pk>/attendance/", presence_views.attendance, name="attendance"),
    path("work/places/<int:pk>/hours/", presence_views.attendance_hours, name="attendance_hours"),
]
