"""The addresses of this floor."""

from django.urls import include, path

urlpatterns = [
    path("audit/", include("audit.ledger.urls")),
    path("", include("audit.rights.urls")),
]
