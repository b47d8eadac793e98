"""Names of the pages of referrals."""

from django.urls import path

from . import views

urlpatterns = [
    path("person/<uuid:pk>/refer/", views.referral_add, name="referral_add"),
    path("person/<uuid:pk>/refer/<uuid:service_pk>/", views.referral_to, name="referral_to"),
    path("person/<uuid:pk>/referred-here/", views.referral_receive, name="referral_receive"),
    path("referrals/", views.referrals, name="referrals"),
    path("referrals/follow-up/", views.follow_ups, name="follow_ups"),
    path("referrals/partners/", views.partner_answers, name="partner_answers"),
    path("referral/<int:pk>/", views.referral, name="referral"),
    path("referral/<int:pk>/correct/", views.referral_correct, name="referral_correct"),
    path("referral/<int:pk>/send/", views.referral_send, name="referral_send"),
    path("referral/<int:pk>/move/", views.referral_move, name="referral_move"),
    path("referral/<int:pk>/follow-up/", views.follow_ups, name="follow_up"),
    path("referral/<int:pk>/letter/", views.referral_letter, name="referral_letter"),
    path("referral/<int:pk>/letter/<str:language>/", views.referral_paper, name="referral_paper"),
    path("referral/<int:pk>/link/", views.link_make, name="link_make"),
    path("referral/link/<uuid:pk>/revoke/", views.link_revoke, name="link_revoke"),
    path("r/<str:token>/", views.partner_link, name="partner_link"),
    path("r/<str:token>/answer/", views.partner_answer, name="partner_answer"),
]
