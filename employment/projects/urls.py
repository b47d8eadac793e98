"""Addresses of projects and sessions."""

from django.urls import path

from employment.projects import views

urlpatterns = [
    path("work/", views.sessions, name="sessions"),
    path("work/new/", views.session_new, name="session_new"),
    path("work/projects/new/", views.project_new, name="project_new"),
]
