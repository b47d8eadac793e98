"""The addresses of this floor."""

from django.urls import include, path

urlpatterns = [
    path("audit/", include("audit.ledger.urls")),
    path("releases/", include("audit.release.urls")),
    path("", include("audit.rights.urls")),
    path("", include("audit.review.urls")),
]
