"""Addresses of the beds to come."""

from django.urls import path

from housing.outlook import views

urlpatterns = [
    path("beds/tonight/", views.beds_tonight, name="beds_tonight"),
    path("beds/tonight/live/", views.beds_tonight_live, name="beds_tonight_live"),
    path("beds/nights/", views.beds_nights, name="beds_nights"),
    path("beds/nights/live/", views.beds_nights_live, name="beds_nights_live"),
]
