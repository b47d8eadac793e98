"""Names of the pages about restrictions."""

from django.urls import path

from intake.restrictions import views

urlpatterns = [
    path("restrictions/", views.restrictions, name="restrictions"),
    path("person/<uuid:pk>/restriction/", views.propose, name="restriction_propose"),
    path("restriction/<uuid:pk>/", views.restriction, name="restriction"),
    path("restriction/<uuid:pk>/decide/", views.decide, name="restriction_decide"),
    path("restriction/<uuid:pk>/review/", views.review, name="restriction_review"),
    path("restriction/<uuid:pk>/lift/", views.lift, name="restriction_lift"),
    path("restriction/<uuid:pk>/appeal/", views.appeal, name="restriction_appeal"),
    path("restriction/<uuid:pk>/notice/", views.notice, name="restriction_notice"),
    path("appeal/<uuid:pk>/answer/", views.answer, name="appeal_answer"),
]
