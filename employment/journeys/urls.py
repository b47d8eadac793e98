"""Addresses of journeys."""

from django.urls import path

from employment.journeys import views

urlpatterns = [
    path("work/journeys/", views.journeys, name="journeys"),
    path("person/<uuid:pk>/journey/", views.journey, name="journey"),
    path("person/<uuid:pk>/journey/open/", views.journey_open, name="journey_open"),
    path("work/journeys/<int:pk>/print/", views.journey_print, name="journey_print"),
    path("work/journeys/<int:pk>/phase/", views.journey_phase, name="journey_phase"),
    path("work/journeys/<int:pk>/pause/", views.journey_pause, name="journey_pause"),
    path("work/journeys/<int:pk>/resume/", views.journey_resume, name="journey_resume"),
    path("work/journeys/<int:pk>/give/", views.journey_give, name="journey_give"),
    path("work/journeys/<int:pk>/end/", views.journey_end, name="journey_end"),
    path("work/journeys/<int:pk>/outcome/", views.journey_outcome, name="journey_outcome"),
    path("work/journeys/<int:pk>/fact/", views.journey_fact, name="journey_fact"),
    path("work/journeys/<int:pk>/step/", views.journey_step, name="journey_step"),
    path("work/steps/<int:pk>/move/", views.journey_step_move, name="journey_step_move"),
]
