"""Names of the pages about papers."""

from django.urls import path

from . import views

urlpatterns = [
    path("person/<uuid:pk>/papers/", views.papers, name="papers"),
    path("person/<uuid:pk>/papers/add/", views.paper_add, name="paper_add"),
    path("papers/<int:pk>/", views.kept_paper, name="kept_paper"),
    path("papers/<int:pk>/file/", views.kept_paper_file, name="kept_paper_file"),
    path("papers/<int:pk>/remove/", views.kept_paper_remove, name="kept_paper_remove"),
]
