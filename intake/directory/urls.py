"""Names of the pages of the directory."""

from django.urls import path

from . import views

urlpatterns = [
    path("directory/", views.directory, name="directory"),
    path("directory/plain/", views.directory_plain, name="directory_plain"),
    path("directory/to-check/", views.directory_to_check, name="directory_to_check"),
    path("directory/new/", views.partner_write, name="partner_add"),
    path("directory/organization/", views.organization_write, name="organization_add"),
    path("directory/<uuid:pk>/", views.partner, name="partner"),
    path("directory/<uuid:pk>/write/", views.partner_write, name="partner_write"),
    path("directory/<uuid:pk>/verify/", views.partner_verify, name="partner_verify"),
    path("directory/<uuid:pk>/places/", views.partner_places, name="partner_places"),
    path("directory/<uuid:pk>/slip/<str:language>/<str:size>/", views.partner_slip, name="partner_slip"),
]
