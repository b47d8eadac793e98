"""Names of the pages about people to reach."""

from django.urls import path

from . import views

urlpatterns = [
    path("reach/", views.reach, name="reach"),
    path("path/<int:pk>/lost/", views.lost_add, name="lost_add"),
    path("path/<int:pk>/prison/", views.prison_add, name="prison_add"),
    path("reach/lost/<int:pk>/", views.lost_move, name="lost_move"),
    path("reach/prison/<int:pk>/", views.prison_edit, name="prison_edit"),
    path("reach/prison/<int:pk>/release/", views.prison_release, name="prison_release"),
    path("reach/after/<int:pk>/", views.after_care, name="after_care"),
]
