"""Names of the pages of paper."""

from django.urls import path

from intake.paper import views

urlpatterns = [
    path("paper/", views.paper, name="paper"),
    path("paper/blank/", views.blank, name="paper_blank"),
    path("paper/find/", views.find, name="paper_find"),
    path("paper/<slug:serial>/", views.sheet, name="sheet"),
]
