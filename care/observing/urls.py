"""Names of the pages about the time after a dose."""

from django.urls import path

from . import views

urlpatterns = [
    path("doses/staying/", views.staying, name="staying"),
    path("dose/<uuid:pk>/after/", views.dose_after, name="dose_after"),
    path("dose/<uuid:pk>/came-up/", views.dose_event, name="dose_event"),
    path("came-up/<int:pk>/answer/", views.dose_answer, name="dose_answer"),
    path("dose/<uuid:pk>/watch/", views.dose_watch, name="dose_watch"),
    path("dose/<uuid:pk>/leave/", views.dose_leave, name="dose_leave"),
]
