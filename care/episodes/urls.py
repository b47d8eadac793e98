"""Names of the pages about treatment."""

from django.urls import path

from . import views

urlpatterns = [
    path("treatment/", views.episodes, name="episodes"),
    path("treatment/programmes/", views.programmes, name="treatment_programmes"),
    path("treatment/programmes/new/", views.programme_new, name="treatment_programme_new"),
    path("treatment/programmes/<int:pk>/", views.programme_edit, name="treatment_programme_edit"),
    path("treatment/<uuid:pk>/", views.episode, name="episode"),
    path("treatment/<uuid:pk>/contact/", views.episode_contact, name="episode_contact"),
    path("treatment/<uuid:pk>/end/", views.episode_end, name="episode_end"),
    path("treatment/<uuid:pk>/correct/", views.episode_correct, name="episode_correct"),
    path("person/<uuid:pk>/treatment/new/", views.episode_new, name="episode_new"),
]
