"""Names of the pages about vital signs."""

from django.urls import path

from . import views

urlpatterns = [
    path("vitals/", views.vitals_lately, name="vitals_lately"),
    path("vitals/<uuid:pk>/strike/", views.vitals_strike, name="vitals_strike"),
    path("person/<uuid:pk>/vitals/", views.vitals, name="vitals"),
    path("person/<uuid:pk>/vitals/add/", views.vitals_add, name="vitals_add"),
]
