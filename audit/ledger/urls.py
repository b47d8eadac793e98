from django.urls import path

from audit.ledger import views

urlpatterns = [
    path("", views.ledger, name="ledger"),
]
