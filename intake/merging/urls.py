"""Names of the pages of joining two files."""

from django.urls import path

from intake.merging import views

urlpatterns = [
    path("person/<uuid:pk>/join/", views.other, name="merge_other"),
    path("person/<uuid:pk>/join/propose/", views.propose, name="merge_propose"),
    path("join/<uuid:pk>/", views.merge, name="merge"),
    path("join/<uuid:pk>/do/", views.do, name="merge_do"),
    path("join/<uuid:pk>/decline/", views.decline, name="merge_decline"),
    path("join/<uuid:pk>/undo/", views.undo, name="merge_undo"),
]
