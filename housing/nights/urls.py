"""Addresses of the nights."""

from django.urls import path

from housing.nights import views

urlpatterns = [
    path("beds/occupancy/", views.occupancy, name="occupancy"),
]
