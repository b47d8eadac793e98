"""Names of the outreach pages."""

from django.urls import path

from intake.outreach import views

urlpatterns = [
    path("outreach/", views.rounds, name="rounds"),
    path("outreach/start/", views.start, name="round_start"),
    path("outreach/<int:pk>/", views.round_page, name="round"),
    path("outreach/<int:pk>/contact/", views.contact, name="round_contact"),
    path("outreach/<int:pk>/find/", views.find, name="round_find"),
    path("outreach/<int:pk>/give/", views.give, name="round_give"),
    path("outreach/<int:pk>/picked-up/", views.picked_up, name="round_picked_up"),
    path("outreach/<int:pk>/end/", views.end, name="round_end"),
    path("outreach/contact/<int:pk>/strike/", views.strike, name="contact_strike"),
    path("outreach/zones/", views.zones, name="zones"),
    path("outreach/zones/new/", views.edit_zone, name="zone_add"),
    path("outreach/zones/<int:pk>/", views.edit_zone, name="zone_edit"),
    path("outreach/zones/<int:zone>/place/", views.edit_place, name="place_add"),
    path("outreach/place/<int:pk>/", views.edit_place, name="place_edit"),
    path("outreach/figures/", views.figures, name="outreach_figures"),
    path("outreach/lost/", views.lost, name="lost"),
    path("outreach/lost/<uuid:pk>/", views.look, name="look_for"),
    path("outreach/along/", views.accompaniments, name="accompaniments"),
    path("outreach/along/<uuid:pk>/", views.plan, name="accompaniment_add"),
    path("outreach/along/<int:pk>/close/", views.close, name="accompaniment_close"),
]
