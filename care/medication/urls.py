"""Names of the pages of the medication list."""

from django.urls import path

from . import views

urlpatterns = [
    path("person/<uuid:pk>/medication/", views.medication, name="medication"),
    path("person/<uuid:pk>/medication/sheet/", views.medication_sheet, name="medication_sheet"),
    path("person/<uuid:pk>/medication/add/", views.medicine_add, name="medicine_add"),
    path("person/<uuid:pk>/medication/check/", views.medication_check, name="medication_check"),
    path("person/<uuid:pk>/medication/caution/", views.caution_add, name="caution_add"),
    path("medicine/<uuid:pk>/change/", views.medicine_change, name="medicine_change"),
    path("medicine/<uuid:pk>/stop/", views.medicine_stop, name="medicine_stop"),
    path("caution/<uuid:pk>/end/", views.caution_end, name="caution_end"),
]
