"""Tasks of the house."""

from django.urls import path

from . import views

urlpatterns = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/add/", views.task_add, name="task_add"),
    path("tasks/<uuid:pk>/done/", views.task_done, name="task_done"),
    path("tasks/<uuid:pk>/reopen/", views.task_reopen, name="task_reopen"),
    path("tasks/<uuid:pk>/move/", views.task_move, name="task_move"),
]
