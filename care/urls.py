"""The doors of this floor: each room brings its own."""

from importlib.util import find_spec

from django.urls import include, path

from care.apps import ROOMS

urlpatterns = [
    path("", include(f"care.{room}.urls"))
    for room in ROOMS
    if find_spec(f"care.{room}") and find_spec(f"care.{room}.urls")
]
