"""Addresses of money."""

from django.urls import path

from employment.allowances import views

urlpatterns = [
    path("work/<int:pk>/allowances/", views.allowances, name="allowances"),
    path("work/places/<int:pk>/allowance/", views.allowance_new, name="allowance_new"),
    path("work/ceilings/", views.caps, name="caps"),
]
