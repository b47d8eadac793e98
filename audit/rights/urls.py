"""Addresses of the data protection officer's pages."""

from django.urls import path

from audit.rights import views

urlpatterns = [
    path("dpo/", views.console, name="dpo"),
    path("dpo/erasures/", views.ask, name="erasure_request"),
    path("dpo/erasures/<uuid:pk>/", views.erasure, name="erasure"),
    path("dpo/erasures/<uuid:pk>/approve/", views.approve, name="erasure_approve"),
    path("dpo/erasures/<uuid:pk>/withdraw/", views.withdraw, name="erasure_withdraw"),
    path("dpo/erasures/<uuid:pk>/carry-out/", views.carry_out, name="erasure_carry_out"),
    path("person/<uuid:pk>/who-looked/", views.who_looked, name="who_looked"),
]
