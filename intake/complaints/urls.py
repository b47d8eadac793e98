"""Names of the pages about complaints."""

from django.urls import path

from intake.complaints import views

urlpatterns = [
    path("complaints/", views.complaints, name="complaints"),
    path("complaints/new/", views.add, name="complaint_add"),
    path("person/<uuid:pk>/complaint/", views.add_for, name="complaint_add_for"),
    path("complaints/overview/", views.overview, name="complaint_overview"),
    path("complaint/<uuid:pk>/", views.complaint, name="complaint"),
    path("complaint/<uuid:pk>/follow/", views.follow, name="complaint_follow"),
]
