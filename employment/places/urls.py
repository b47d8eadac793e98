"""Addresses of places."""

from django.urls import path

from employment.places import views

urlpatterns = [
    path("work/<int:pk>/", views.session, name="session"),
    path("work/<int:pk>/sign-up/", views.sign_up, name="sign_up"),
    path("work/<int:pk>/draw/", views.session_draw, name="session_draw"),
    path("work/<int:pk>/close/", views.session_close, name="session_close"),
    path("work/places/<int:pk>/withdraw/", views.sign_up_withdraw, name="sign_up_withdraw"),
    path("work/places/<int:pk>/attendance/", views.attendance, name="attendance"),
]
