"""Names of the pages about incidents."""

from django.urls import path

from intake.safety import views

urlpatterns = [
    path("incidents/", views.incidents, name="incidents"),
    path("incidents/new/", views.start, name="incident_start"),
    path("person/<uuid:pk>/incident/", views.start_for, name="incident_start_for"),
    path("incident/<uuid:pk>/clock/", views.running, name="incident_clock"),
    path("incident/<uuid:pk>/clock/live/", views.live, name="incident_live"),
    path("incident/<uuid:pk>/act/", views.tap, name="incident_tap"),
    path("incident/<uuid:pk>/stop/", views.stop, name="incident_stop"),
    path("incident/act/<int:pk>/", views.detail, name="incident_act_detail"),
    path("incident/act/<int:pk>/strike/", views.strike, name="incident_act_strike"),
    path("incident/<uuid:pk>/", views.incident, name="incident"),
    path("incident/<uuid:pk>/describe/", views.describe, name="incident_describe"),
    path("incident/<uuid:pk>/who/", views.who, name="incident_who"),
    path("incident/who/<uuid:pk>/remove/", views.who_remove, name="incident_who_remove"),
    path("incident/<uuid:pk>/account/", views.story, name="incident_story"),
    path("incident/<uuid:pk>/step/", views.step, name="incident_step"),
    path("naloxone/", views.products, name="naloxone"),
    path("naloxone/<int:pk>/", views.product, name="naloxone_product"),
]
