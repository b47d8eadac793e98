"""Addresses of the closures."""

from django.urls import path

from housing.closures import views

urlpatterns = [
    path("beds/closures/", views.closures, name="closures"),
    path("beds/closures/<int:pk>/", views.closure, name="closure"),
    path("beds/closures/<int:pk>/change/", views.closure_edit, name="closure_edit"),
    path("beds/closures/<int:pk>/cancel/", views.closure_cancel, name="closure_cancel"),
    path("beds/rooms/<int:pk>/close/", views.room_close, name="room_close"),
    path("beds/<int:pk>/history/", views.bed_history, name="bed_history"),
]
