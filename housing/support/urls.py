"""Addresses of support visits."""

from django.urls import path

from . import views

urlpatterns = [
    path("visits/", views.visits, name="visits"),
    path("visits/<uuid:pk>/", views.visit, name="visit"),
    path("placements/attention/", views.attention, name="attention"),
    path("placements/<uuid:pk>/visit/", views.visit_add, name="visit_add"),
    path("placements/<uuid:pk>/rhythm/", views.visit_rhythm, name="visit_rhythm"),
    path("person/<uuid:pk>/visit/", views.visit_begin, name="visit_begin"),
]
