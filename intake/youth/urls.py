"""Names of the pages of the minor pathway."""

from django.urls import path

from intake.youth import views

urlpatterns = [
    path("minor/<uuid:pk>/", views.minor, name="minor"),
    path("minor/<uuid:pk>/mark/", views.mark, name="minor_mark"),
    path("minor/<uuid:pk>/end/", views.end, name="minor_end"),
    path("minor/<uuid:pk>/guardianship/", views.decide, name="guardianship_decide"),
]
