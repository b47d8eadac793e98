"""Addresses of placements."""

from django.urls import path

from . import views

urlpatterns = [
    path("placements/", views.placements, name="placements"),
    path("placements/<uuid:pk>/", views.placement, name="placement"),
    path("placements/<uuid:pk>/print/", views.placement_print, name="placement_print"),
    path("placements/<uuid:pk>/move-in/", views.placement_move_in, name="placement_move_in"),
    path("placements/<uuid:pk>/move-in/undo/", views.placement_undo_move_in, name="placement_undo_move_in"),
    path("placements/<uuid:pk>/workers/", views.placement_workers, name="placement_workers"),
    path("placements/<uuid:pk>/end/", views.placement_end, name="placement_end"),
    path("placements/<uuid:pk>/end/undo/", views.placement_reopen, name="placement_reopen"),
    path("placements/<uuid:pk>/cancel/", views.placement_cancel, name="placement_cancel"),
    path("placements/<uuid:pk>/second-home/", views.placement_rehouse, name="placement_rehouse"),
    path("placements/<uuid:pk>/lease/", views.lease_add, name="lease_add"),
    path("placements/<uuid:pk>/rent/", views.arrears_keep, name="arrears_keep"),
    path("placements/<uuid:pk>/entry/", views.tenancy_add, name="tenancy_add"),
    path("leases/<uuid:pk>/", views.lease_change, name="lease_change"),
    path("tenancy/<uuid:pk>/back/", views.tenancy_back, name="tenancy_back"),
    path("person/<uuid:pk>/move-in/", views.placement_begin, name="placement_begin"),
    path("person/<uuid:pk>/placement/", views.placement_plan, name="placement_plan"),
]
