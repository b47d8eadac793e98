"""The doors of this floor."""

from django.urls import include, path

urlpatterns = [path("", include(f"care.{room}.urls")) for room in ("notes", "paths", "episodes")]
