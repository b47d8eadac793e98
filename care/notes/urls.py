"""Names of the pages about notes."""

from django.urls import path

from . import views

urlpatterns = [
    path("person/<uuid:pk>/note/", views.note_add, name="note_add"),
    path("person/<uuid:pk>/note/draft/", views.note_draft, name="note_draft"),
    path("person/<uuid:pk>/note/draft/drop/", views.note_drop, name="note_drop"),
    path("person/<uuid:pk>/notes/<slug:compartment>/", views.notes, name="notes"),
    path("person/<uuid:pk>/notes/<slug:compartment>/copy/", views.notes_copy, name="notes_copy"),
    path("notes/beginnings/", views.note_templates, name="note_templates"),
    path("notes/beginnings/add/", views.note_template_add, name="note_template_add"),
    path("notes/beginnings/<int:pk>/", views.note_template_edit, name="note_template_edit"),
    path("notes/beginnings/<int:pk>/retire/", views.note_template_retire, name="note_template_retire"),
    path("note/<int:pk>/add/", views.addendum_add, name="addendum_add"),
    path("note/<int:pk>/correct/", views.note_correct, name="note_correct"),
]
