"""Addresses of lockers and belongings."""

from django.urls import path

from housing.belongings import views

urlpatterns = [
    path("belongings/", views.belongings, name="belongings"),
    path("belongings/find/", views.belonging_find, name="belonging_find"),
    path("belongings/<uuid:pk>/", views.belonging, name="belonging"),
    path("belongings/<uuid:pk>/label/", views.belonging_label, name="belonging_label"),
    path("belongings/<uuid:pk>/back/", views.belonging_back, name="belonging_back"),
    path("belongings/<uuid:pk>/longer/", views.belonging_longer, name="belonging_longer"),
    path("belongings/<uuid:pk>/warned/", views.belonging_warned, name="belonging_warned"),
    path("belongings/<uuid:pk>/dispose/", views.belonging_dispose, name="belonging_dispose"),
    path("belongings/<uuid:pk>/confirm/", views.belonging_confirm, name="belonging_confirm"),
    path("belongings/<uuid:pk>/undo/", views.belonging_undo, name="belonging_undo"),
    path("person/<uuid:pk>/belongings/", views.belonging_add, name="belonging_add"),
    path("lockers/", views.lockers, name="lockers"),
    path("lockers/new/", views.locker_add, name="locker_add"),
    path("lockers/<int:pk>/", views.locker_edit, name="locker_edit"),
]
