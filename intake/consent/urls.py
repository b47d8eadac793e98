"""Names of the pages about agreements."""

from django.urls import path

from . import views

urlpatterns = [
    path("person/<uuid:pk>/agreements/", views.consents, name="consents"),
    path("agreement/<int:pk>/withdraw/", views.consent_withdraw, name="consent_withdraw"),
]
