"""The paper for an outage."""

from django.urls import path

from . import views

urlpatterns = [path("night-pack/", views.night_pack, name="night_pack")]
