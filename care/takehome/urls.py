"""Names of the pages about bottles."""

from django.urls import path

from . import views

urlpatterns = [
    path("prescription/<uuid:pk>/bottles/", views.bottles, name="bottles"),
    path("bottle/<int:pk>/back/", views.bottle_back, name="bottle_back"),
]
