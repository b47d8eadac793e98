"""Names of the pages of the identity envelope."""

from django.urls import path

from intake.identity import views

urlpatterns = [
    path("person/<uuid:pk>/identity/", views.identity, name="identity"),
    path("person/<uuid:pk>/identity/make/", views.make, name="envelope_make"),
    path("identity/<uuid:pk>/open/", views.show, name="envelope_open"),
    path("identity/<uuid:pk>/correct/", views.correct, name="envelope_correct"),
    path("identity/<uuid:pk>/renew/", views.renew, name="envelope_renew"),
    path("identity/<uuid:pk>/remove/", views.remove, name="envelope_remove"),
]
