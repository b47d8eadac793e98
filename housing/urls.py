"""The doors of this floor: each room brings its own."""

from importlib.util import find_spec

from django.urls import include, path

from housing.apps import ROOMS

urlpatterns = [
    path("", include(f"housing.{room}.urls"))
    for room in ROOMS
    if find_spec(f"housing.{room}") and find_spec(f"housing.{room}.urls")
]
