"""Addresses of asking for a bed."""

from django.urls import path

from housing.requests import views

urlpatterns = [
    path("beds/waiting/", views.waiting_list, name="waiting_list"),
    path("beds/waiting/card/", views.waiting_card, name="waiting_card"),
    path("beds/waiting/order/", views.priority_order, name="priority_order"),
    path("beds/waiting/order/set/", views.priority_order_set, name="priority_order_set"),
    path("beds/turned-away/", views.turn_aways, name="turn_aways"),
    path("beds/turned-away/tap/", views.turn_away_tap, name="turn_away_tap"),
    path("beds/turned-away/add/", views.turn_away_add, name="turn_away_add"),
    path("beds/turned-away/<uuid:pk>/undo/", views.turn_away_undo, name="turn_away_undo"),
    path("beds/night-of-the-count/", views.count_night, name="count_night"),
    path("person/<uuid:pk>/bed-request/", views.bed_request_add, name="bed_request_add"),
    path("bed-request/<uuid:pk>/", views.bed_request, name="bed_request"),
    path("bed-request/<uuid:pk>/renew/", views.bed_request_renew, name="bed_request_renew"),
    path("bed-request/<uuid:pk>/withdraw/", views.bed_request_withdraw, name="bed_request_withdraw"),
    path("bed-request/<uuid:pk>/turn-away/", views.bed_request_turn_away, name="bed_request_turn_away"),
    path("bed-request/<uuid:pk>/back/", views.bed_request_return, name="bed_request_return"),
    path("bed-request/<uuid:pk>/pair/", views.bed_request_pair, name="bed_request_pair"),
    path("bed-request/<uuid:pk>/part/", views.bed_request_part, name="bed_request_part"),
]
