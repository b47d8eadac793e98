from django.urls import path

from . import views

urlpatterns = [
    path("people/workstations/", views.workstations, name="workstations"),
]
