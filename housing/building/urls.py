"""Addresses of the house."""

from django.urls import path

from housing.building import views

urlpatterns = [
    path("house/", views.house, name="house"),
    path("house/building/", views.building_add, name="building_add"),
    path("house/building/<int:pk>/", views.building_edit, name="building_edit"),
    path("house/ward/", views.ward_add, name="ward_add"),
    path("house/ward/<int:pk>/", views.ward_edit, name="ward_edit"),
    path("house/ward/<int:pk>/room/", views.room_add, name="room_add"),
    path("house/room/<int:pk>/", views.room_edit, name="room_edit"),
    path("house/room/<int:pk>/beds/", views.beds_add, name="beds_add"),
    path("house/bed/<int:pk>/", views.bed_edit, name="bed_edit"),
    path("house/bed/<int:pk>/out/", views.bed_retire, name="bed_retire"),
]
