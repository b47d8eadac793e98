"""Names of the pages of files withheld from colleagues."""

from django.urls import path

from intake.withholding import views

urlpatterns = [
    path("withheld/", views.withheld, name="withheld"),
    path("withheld/<uuid:pk>/review/", views.review, name="withholding_review"),
    path("withheld/<uuid:pk>/end/", views.end, name="withholding_end"),
    path("person/<uuid:pk>/withhold/", views.withheld, name="withhold"),
]
