"""Names of the pages about product alerts."""

from django.urls import path

from intake.bulletins import views

urlpatterns = [
    path("products/alerts/", views.bulletins, name="bulletins"),
    path("products/alerts/new/", views.draft, name="bulletin_draft"),
    path("products/alert/<uuid:pk>/", views.bulletin, name="bulletin"),
    path("products/alert/<uuid:pk>/publish/", views.publish, name="bulletin_publish"),
    path("products/alert/<uuid:pk>/end/", views.end, name="bulletin_end"),
]
