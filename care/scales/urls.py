"""Names of the pages about scales."""

from django.urls import path

from . import views

urlpatterns = [
    path("scales/", views.scale_catalogue, name="scale_catalogue"),
    path("scales/<uuid:pk>/", views.scale_result, name="scale_result"),
    path("scales/<uuid:pk>/paper/", views.scale_paper, name="scale_paper"),
    path("scales/<uuid:pk>/correct/", views.scale_correct, name="scale_correct"),
    path("person/<uuid:pk>/scales/", views.scales, name="scales"),
    path("person/<uuid:pk>/scales/<slug:code>/", views.scale_course, name="scale_course"),
    path("person/<uuid:pk>/scales/<slug:code>/new/", views.scale_new, name="scale_new"),
]
