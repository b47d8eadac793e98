"""Names of the pages of the eight questions."""

from django.urls import path

from intake.linkage import views

urlpatterns = [
    path("people/questions/", views.questions, name="questions"),
    path("people/questions/pauses/", views.pauses, name="question_pauses"),
    path("people/questions/pauses/<int:pk>/seen/", views.pause_seen, name="question_pause_seen"),
    path("people/questions/<uuid:pk>/", views.answer, name="questions_answer"),
    path("people/questions/<uuid:pk>/confirm/", views.confirm, name="questions_confirm"),
    path("people/questions/<uuid:pk>/new/", views.open_new_file, name="questions_new_file"),
    path("person/<uuid:pk>/questions/", views.keep, name="tags_set"),
    path("person/<uuid:pk>/questions/remove/", views.remove, name="tags_remove"),
]
