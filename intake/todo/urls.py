"""Tasks about a person."""

from django.urls import path

from . import views

urlpatterns = [path("person/<uuid:pk>/task/", views.person_task_add, name="person_task_add")]
