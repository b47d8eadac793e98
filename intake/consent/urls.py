"""Names of the pages about agreements."""

from django.urls import path

from . import views

urlpatterns = [
    path("person/<uuid:pk>/agreements/", views.consents, name="consents"),
    path("person/<uuid:pk>/agreements/new/", views.consent_add, name="consent_add"),
    path("person/<uuid:pk>/agreements/sheet/<str:language>/", views.consent_sheet, name="consent_sheet"),
    path("agreements/ending/", views.consents_ending, name="consents_ending"),
    path("agreement/<int:pk>/again/", views.consent_again, name="consent_again"),
    path("agreement/<int:pk>/withdraw/", views.consent_withdraw, name="consent_withdraw"),
]
