"""Addresses of money."""

from django.urls import path

from employment.allowances import views

urlpatterns = [
    path("work/<int:pk>/allowances/", views.allowances, name="allowances"),
    path("work/places/<int:pk>/allowance/", views.allowance_new, name="allowance_new"),
    path("work/allowances/<int:pk>/", views.allowance, name="allowance"),
    path("work/allowances/<int:pk>/reverse/", views.allowance_reverse, name="allowance_reverse"),
    path("work/allowances/<int:pk>/receipt/", views.allowance_receipt, name="allowance_receipt"),
    path("work/allowances/<int:pk>/received/", views.allowance_received, name="allowance_received"),
    path("work/ceilings/", views.caps, name="caps"),
    path("person/<uuid:pk>/money/", views.person_money, name="person_money"),
    path("person/<uuid:pk>/money/elsewhere/", views.declared_new, name="declared_new"),
    path("person/<uuid:pk>/money/c45b/", views.c45b_new, name="c45b_new"),
    path("person/<uuid:pk>/money/contract/", views.contract_new, name="contract_new"),
    path("work/declared/<int:pk>/strike/", views.declared_strike, name="declared_strike"),
    path("work/contracts/<int:pk>/end/", views.contract_end, name="contract_end"),
]
