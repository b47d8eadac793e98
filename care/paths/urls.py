"""Names of the pages about paths."""

from django.urls import path

from . import views

urlpatterns = [
    path("paths/", views.paths, name="paths"),
    path("person/<uuid:pk>/timeline/", views.timeline, name="timeline"),
    path("person/<uuid:pk>/path/summary/", views.path_summary, name="path_summary"),
    path("person/<uuid:pk>/path/summary/paper/", views.path_paper, name="path_paper"),
    path("person/<uuid:pk>/path/", views.path, name="path"),
    path("person/<uuid:pk>/path/open/", views.path_open, name="path_open"),
    path("path/<int:pk>/close/", views.path_close, name="path_close"),
    path("path/<int:pk>/worker/", views.path_assign, name="path_assign"),
    path("path/<int:pk>/cover/", views.path_cover, name="path_cover"),
    path("path/cover/<int:pk>/end/", views.cover_end, name="cover_end"),
    path("path/<int:pk>/need/", views.need_add, name="need_add"),
    path("path/<int:pk>/goal/", views.goal_add, name="goal_add"),
    path("path/<int:pk>/step/", views.step_add, name="step_add"),
    path("path/<int:pk>/review/", views.review_add, name="review_add"),
    path("need/<int:pk>/move/", views.need_move, name="need_move"),
    path("goal/<int:pk>/move/", views.goal_move, name="goal_move"),
    path("step/<int:pk>/move/", views.step_move, name="step_move"),
]
