"""Addresses of the nights."""

from django.urls import path

from housing.nights import views

urlpatterns = [
    path("nights/", views.night_rounds, name="night_rounds"),
    path("nights/begin/", views.night_open, name="night_open"),
    path("nights/<int:pk>/", views.night_round, name="night_round"),
    path("nights/<int:pk>/look/", views.night_look, name="night_look"),
    path("nights/<int:pk>/close/", views.night_close, name="night_close"),
    path("nights/<int:pk>/sheet/", views.night_sheet, name="night_sheet"),
]
