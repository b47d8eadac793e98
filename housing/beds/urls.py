"""Addresses of the board."""

from django.urls import path

from housing.beds import views

urlpatterns = [
    path("beds/", views.beds, name="beds"),
    path("beds/live/", views.beds_live, name="beds_live"),
    path("beds/cleaning/", views.beds_cleaning, name="beds_cleaning"),
    path("beds/<int:pk>/to-clean/", views.bed_to_clean, name="bed_to_clean"),
    path("beds/<int:pk>/clean/", views.bed_clean, name="bed_clean"),
    path("beds/<int:pk>/close/", views.bed_close, name="bed_close"),
    path("beds/<int:pk>/reopen/", views.bed_reopen, name="bed_reopen"),
]
