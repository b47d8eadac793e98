"""The doors of this floor: each room brings its own."""

from importlib.util import find_spec

from django.urls import include, path

from employment.apps import ROOMS

urlpatterns = [
    path("", include(f"employment.{room}.urls"))
    for room in ROOMS
    if find_spec(f"employment.{room}") and find_spec(f"employment.{room}.urls")
]
