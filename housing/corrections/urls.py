"""Addresses of corrections."""

from django.urls import path

from housing.corrections import views

urlpatterns = [
    path("person/<uuid:pk>/stay-late/", views.stay_admit_late, name="stay_admit_late"),
    path("stays/<int:pk>/ended-earlier/", views.stay_end_late, name="stay_end_late"),
    path("stays/<int:pk>/reopen/", views.stay_reopen, name="stay_reopen"),
]
