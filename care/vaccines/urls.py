"""Names of the pages about vaccination."""

from django.urls import path

from . import views

urlpatterns = [
    path("vaccinations/", views.vaccinations_due, name="vaccinations_due"),
    path("vaccinations/<uuid:pk>/strike/", views.vaccination_strike, name="vaccination_strike"),
    path("vaccines/", views.vaccines, name="vaccines"),
    path("vaccines/new/", views.vaccine_new, name="vaccine_new"),
    path("vaccines/<int:pk>/", views.vaccine_edit, name="vaccine_edit"),
    path("vaccines/schedule/", views.vaccine_schedule, name="vaccine_schedule"),
    path("person/<uuid:pk>/vaccinations/", views.vaccinations, name="vaccinations"),
    path("person/<uuid:pk>/vaccinations/add/", views.vaccination_add, name="vaccination_add"),
]
