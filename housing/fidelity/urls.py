"""Addresses of fidelity."""

from django.urls import path

from housing.fidelity import views

urlpatterns = [
    path("homes/programmes/<int:pk>/fidelity/", views.fidelity, name="fidelity"),
    path("homes/fidelity/<int:pk>/strike/", views.fidelity_strike, name="fidelity_strike"),
    path("homes/programmes/<int:pk>/principles/", views.principles, name="principles"),
]
