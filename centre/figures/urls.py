"""Addresses of the coordination's figures."""

from django.urls import path

from centre.figures import views

urlpatterns = [
    path("figures/", views.figures, name="figures"),
    path("figures/file/<slug:form>/", views.figures_file, name="figures_file"),
    path("figures/<slug:slug>/", views.figure, name="figure"),
    path("figures/<slug:slug>/rows/<slug:key>/", views.figure_rows, name="figure_rows"),
]
