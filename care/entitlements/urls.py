"""Names of the pages of entitlements."""

from django.urls import path

from . import letter_views, views

urlpatterns = [
    path("entitlements/", views.entitlements, name="entitlements"),
    path("entitlements/days/", views.entitlement_days, name="entitlement_days"),
    path("person/<uuid:pk>/entitlement/", views.entitlement_new, name="entitlement_new"),
    path("entitlement/<int:pk>/", views.entitlement, name="entitlement"),
    path("entitlement/<int:pk>/to/<slug:state>/", views.entitlement_move, name="entitlement_move"),
    path("entitlement/<int:pk>/back/", views.entitlement_back, name="entitlement_back"),
    path("entitlement/<int:pk>/undo/", views.entitlement_undo, name="entitlement_undo"),
    path("entitlement/<int:pk>/paper/", views.entitlement_tick, name="entitlement_tick"),
    path("entitlement/<int:pk>/tie/", views.entitlement_tie, name="entitlement_tie"),
    path("entitlement/<int:pk>/deadline/", views.entitlement_deadline, name="entitlement_deadline"),
    path("entitlement/<int:pk>/worker/", views.entitlement_worker, name="entitlement_worker"),
    path("entitlement/<int:pk>/insurer/", views.entitlement_insurer, name="entitlement_insurer"),
    path("entitlement/<int:pk>/seen/", views.entitlement_encoded, name="entitlement_encoded"),
    path("entitlement/<int:pk>/attestation/", views.entitlement_attest, name="entitlement_attest"),
    path("entitlement/<int:pk>/situation/", views.entitlement_situation, name="entitlement_situation"),
    path("entitlement/<int:pk>/letter/", letter_views.entitlement_letter_new, name="entitlement_letter_new"),
    path("entitlement/letter/<int:pk>/", letter_views.entitlement_letter, name="entitlement_letter"),
    path("entitlement/letter/<int:pk>/paper/", letter_views.entitlement_letter_paper, name="entitlement_letter_paper"),
    path("entitlement/letter/<int:pk>/sent/", letter_views.entitlement_letter_send, name="entitlement_letter_send"),
]
