"""Names of the pages of the neighbourhood."""

from django.urls import path

from intake.neighbourhood import views

urlpatterns = [
    path("around/", views.activities, name="activities"),
    path("around/new/", views.edit, name="activity_add"),
    path("around/<int:pk>/", views.edit, name="activity_edit"),
    path("around/<int:pk>/strike/", views.strike, name="activity_strike"),
]
