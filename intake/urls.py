"""The doors of this floor: each room brings its own."""

from importlib.util import find_spec

from django.urls import include, path

from intake.apps import ROOMS

urlpatterns = [
    path("", include(f"intake.{room}.urls"))
    for room in ROOMS
    if find_spec(f"intake.{room}") and find_spec(f"intake.{room}.urls")
]
