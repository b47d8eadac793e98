"""Names of the pages about paths."""

from django.urls import path

from . import views

urlpatterns = [
    path("paths/", views.paths, name="paths"),
    path("person/<uuid:pk>/path/summary/", views.path_summary, name="path_summary"),
    path("person/<uuid:pk>/path/", views.path, name="path"),
    path("person/<uuid:pk>/path/open/", views.path_open, name="path_open"),
    path("path/<int:pk>/close/", views.path_close, name="path_close"),
    path("path/<int:pk>/goal/", views.goal_add, name="goal_add"),
    path("path/<int:pk>/step/", views.step_add, name="step_add"),
    path("step/<int:pk>/move/", views.step_move, name="step_move"),
]
