"""Addresses of stays."""

from django.urls import path

from housing.stays import views

urlpatterns = [
    path("beds/<int:pk>/", views.bed, name="bed"),
    path("beds/give/", views.stay_admit, name="stay_admit"),
    path("beds/hold/", views.stay_hold, name="stay_hold"),
    path("stays/ending/", views.stays_ending, name="stays_ending"),
    path("stays/<int:pk>/", views.stay, name="stay"),
    path("stays/<int:pk>/end/", views.stay_end, name="stay_end"),
    path("stays/<int:pk>/move/", views.stay_move, name="stay_move"),
    path("stays/<int:pk>/extend/", views.stay_extend, name="stay_extend"),
    path("stays/<int:pk>/before/", views.stay_describe, name="stay_describe"),
    path("stays/<int:pk>/out/", views.stay_absent, name="stay_absent"),
    path("stays/<int:pk>/keep/", views.stay_keep, name="stay_keep"),
    path("stays/<int:pk>/back/", views.stay_returned, name="stay_returned"),
    path("stays/<int:pk>/longer/", views.stay_hold_longer, name="stay_hold_longer"),
    path("stays/<int:pk>/release/", views.stay_release, name="stay_release"),
    path("stays/<int:pk>/undo/", views.stay_undo, name="stay_undo"),
]
