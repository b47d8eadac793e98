"""Names of the pages of the network."""

from django.urls import path

from . import views

urlpatterns = [
    path("directory/", views.directory, name="directory"),
    path("directory/<uuid:pk>/", views.partner, name="partner"),
    path("directory/<uuid:pk>/verify/", views.partner_verify, name="partner_verify"),
    path("person/<uuid:pk>/refer/", views.referral_add, name="referral_add"),
    path("person/<uuid:pk>/refer/<uuid:service_pk>/", views.referral_to, name="referral_to"),
    path("referrals/", views.referrals, name="referrals"),
    path("referral/<int:pk>/", views.referral, name="referral"),
    path("referral/<int:pk>/move/", views.referral_move, name="referral_move"),
    path("referral/<int:pk>/letter/", views.referral_letter, name="referral_letter"),
]
