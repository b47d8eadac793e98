"""Addresses of the figures that may leave."""

from django.urls import path

from audit.release import views

urlpatterns = [
    path("", views.releases, name="releases"),
    path("quarters/", views.quarter_close, name="quarter_close"),
    path("new/", views.release_table, name="release_table"),
    path("new/<slug:table>/", views.release_prepare, name="release_prepare"),
    path("<uuid:pk>/", views.release, name="release"),
    path("<uuid:pk>/approve/", views.release_approve, name="release_approve"),
    path("<uuid:pk>/<slug:form>/", views.release_file, name="release_file"),
]
