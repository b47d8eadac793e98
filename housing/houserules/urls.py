"""Address of the rules of the house."""

from django.urls import path

from housing.houserules import views

urlpatterns = [
    path("stays/rules/", views.house_rules, name="house_rules"),
]
