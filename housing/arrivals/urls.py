"""Addresses of arrivals."""

from django.urls import path

from housing.arrivals import views

urlpatterns = [
    path("stays/arrivals/", views.arrivals, name="arrivals"),
    path("stays/<int:pk>/came/", views.stay_came, name="stay_came"),
    path("stays/<int:pk>/not-come/", views.stay_not_come, name="stay_not_come"),
    path("stays/<int:pk>/not-back/", views.stay_not_back, name="stay_not_back"),
    path("stays/<int:pk>/back-late/", views.stay_back_late, name="stay_back_late"),
    path("person/<uuid:pk>/couple/", views.couple, name="couple"),
    path("person/<uuid:pk>/couple/hold/", views.couple_hold, name="couple_hold"),
]
