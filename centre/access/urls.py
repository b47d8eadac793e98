"""Opening a file in an emergency, and its review."""
from django.urls import path

from . import views

urlpatterns = [
    path("person/<uuid:person>/break-glass/", views.break_glass, name="break_glass"),
    path("break-glass/", views.glass_reviews, name="glass_reviews"),
    path("break-glass/<uuid:pk>/", views.glass_review, name="glass_review"),
]
