"""Names of the pages about prescriptions and the signed rules."""

from django.urls import path

from . import views

urlpatterns = [
    path("person/<uuid:pk>/prescriptions/", views.prescriptions, name="prescriptions"),
    path("person/<uuid:pk>/prescription/", views.prescription_new, name="prescription_new"),
    path("person/<uuid:pk>/prescription/ask/", views.prescription_ask, name="prescription_ask"),
    path("prescription/<uuid:pk>/", views.prescription, name="prescription"),
    path("prescription/<uuid:pk>/change/", views.prescription_change, name="prescription_change"),
    path("prescription/<uuid:pk>/end/", views.prescription_end, name="prescription_end"),
    path("prescription/<uuid:pk>/decide/", views.prescription_decide, name="prescription_decide"),
    path("doses/prescriber/", views.prescriber, name="prescriber"),
    path("dose-rules/", views.dose_rules, name="dose_rules"),
    path("dose-rules/missed/", views.missed_rules_sign, name="missed_rules_sign"),
    path("dose-rules/limits/", views.dose_limits_sign, name="dose_limits_sign"),
    path("dose-rules/programme/", views.programme_authorise, name="programme_authorise"),
    path("dose-rules/programme/<int:pk>/end/", views.programme_end, name="programme_end"),
]
