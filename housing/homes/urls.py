"""Addresses of homes."""

from django.urls import path

from housing.homes import letting_views, views

urlpatterns = [
    path("homes/", views.homes, name="homes"),
    path("person/<uuid:pk>/home/", views.home_look, name="home_look"),
    path("homes/search/<uuid:pk>/", views.home_search, name="home_search"),
    path("homes/search/<uuid:pk>/wishes/", views.home_wishes, name="home_wishes"),
    path("homes/search/<uuid:pk>/propose/", views.home_propose, name="home_propose"),
    path("homes/search/<uuid:pk>/step/<slug:kind>/", views.home_step, name="home_step"),
    path("homes/search/<uuid:pk>/undo/", views.home_undo, name="home_undo"),
    path("homes/programmes/", letting_views.home_programmes, name="home_programmes"),
    path("homes/programmes/new/", letting_views.home_programme_new, name="home_programme_new"),
    path("homes/programmes/<int:pk>/", letting_views.home_programme, name="home_programme"),
    path("homes/programmes/<int:pk>/edit/", letting_views.home_programme_edit, name="home_programme_edit"),
    path("homes/landlords/", letting_views.home_landlords, name="home_landlords"),
    path("homes/landlords/new/", letting_views.home_landlord_new, name="home_landlord_new"),
    path("homes/landlords/<int:pk>/", letting_views.home_landlord, name="home_landlord"),
    path("homes/landlords/<int:pk>/edit/", letting_views.home_landlord_edit, name="home_landlord_edit"),
    path("homes/dwellings/", letting_views.home_dwellings, name="home_dwellings"),
    path("homes/dwellings/new/", letting_views.home_dwelling_new, name="home_dwelling_new"),
    path("homes/dwellings/<int:pk>/", letting_views.home_dwelling, name="home_dwelling"),
    path("homes/dwellings/<int:pk>/edit/", letting_views.home_dwelling_edit, name="home_dwelling_edit"),
    path("homes/dwellings/<int:pk>/address/", letting_views.home_address, name="home_address"),
]
