"""Signing in, one's own account, the people of the house."""
from django.urls import path

from . import people_views, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/first/", views.enrol, name="enrol"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("lock/", views.lock, name="lock"),
    path("unlock/", views.unlock, name="unlock"),
    path("switch/", views.switch_user, name="switch_user"),
    path("account/", views.my_account, name="my_account"),
    path("account/pin/", views.set_pin, name="set_pin"),
    path("account/recovery-codes/", views.recovery_codes, name="recovery_codes"),
    path("staff/", people_views.staff_list, name="staff_list"),
    path("staff/new/", people_views.staff_add, name="staff_add"),
    path("staff/roles/", people_views.staff_roles, name="staff_roles"),
    path("staff/<int:pk>/", people_views.staff_member, name="staff_member"),
    path("staff/<int:pk>/renew/", people_views.staff_renew, name="staff_renew"),
    path("staff/<int:pk>/deactivate/", people_views.staff_deactivate, name="staff_deactivate"),
    path("staff/membership/<int:pk>/end/", people_views.staff_end_membership, name="staff_end_membership"),
]
