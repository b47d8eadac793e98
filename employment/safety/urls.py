"""Addresses of safety at work."""

from django.urls import path

from employment.safety import views

urlpatterns = [
    path("work/<int:pk>/safety/", views.session_safety, name="session_safety"),
    path("work/<int:pk>/briefed/", views.session_briefed, name="session_briefed"),
    path("work/places/<int:pk>/tool/", views.tool_lend, name="tool_lend"),
    path("work/tools/<int:pk>/back/", views.tool_back, name="tool_back"),
    path("work/places/<int:pk>/accident/", views.accident_new, name="accident_new"),
    path("work/accidents/", views.accidents, name="accidents"),
    path("work/accidents/<int:pk>/", views.accident, name="accident"),
]
