"""Names of the pages about danger assessments."""

from django.urls import path

from intake.dangers import views

urlpatterns = [
    path("dangers/", views.dangers, name="dangers"),
    path("dangers/new/", views.assess, name="danger_assess"),
    path("person/<uuid:pk>/danger/", views.assess_for, name="danger_assess_for"),
    path("danger/<uuid:pk>/", views.danger, name="danger"),
    path("danger/<uuid:pk>/sign/", views.sign, name="danger_sign"),
]
