"""The review of readings."""

from django.urls import path

from . import views

urlpatterns = [
    path("log-review/", views.log_review, name="log_review"),
    path("log-review/<uuid:pk>/answer/", views.log_review_answer, name="log_review_answer"),
]
