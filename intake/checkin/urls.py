"""Names of the check-in's pages."""

from django.urls import path

from intake.checkin import views

urlpatterns = [path("check-in/", views.check_in, name="check_in")]
