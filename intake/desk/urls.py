"""Names of the desk's pages."""

from django.urls import path

from intake.desk import views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/search/", views.find, name="desk_find"),
    path("desk/inside/", views.inside, name="desk_inside"),
    path("desk/passage/", views.record, name="passage_record"),
    path("desk/passage/<int:pk>/undo/", views.undo, name="passage_undo"),
    path("desk/passage/<int:pk>/correct/", views.correct, name="passage_correct"),
    path("desk/queue/<slug:code>/", views.queue, name="desk_queue"),
    path("desk/<uuid:pk>/", views.desk_person, name="desk_person"),
    path("desk/<uuid:pk>/passage/", views.record, name="passage_record_for"),
    path("desk/<uuid:pk>/leave/", views.leave, name="passage_leave"),
]
