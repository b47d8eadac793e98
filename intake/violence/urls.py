"""Names of the pages about violence."""

from django.urls import path

from intake.violence import views

urlpatterns = [
    path("inside/<uuid:pk>/", views.violence, name="violence"),
    path("inside/<uuid:pk>/talk/", views.screen, name="violence_screen"),
    path("inside/<uuid:pk>/contact/", views.contact, name="violence_contact"),
    path("inside/<uuid:pk>/apart/", views.apart, name="violence_apart"),
    path("inside/apart/<int:pk>/end/", views.end_apart, name="violence_apart_end"),
]
