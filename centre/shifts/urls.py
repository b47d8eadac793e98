"""The handover of each shift."""
from django.urls import path

from . import views

urlpatterns = [
    path("handover/", views.handover, name="handover"),
    path("handover/<uuid:pk>/", views.handover_shift, name="handover_shift"),
    path("handover/<uuid:pk>/fill/", views.handover_fill, name="handover_fill"),
    path("handover/<uuid:pk>/line/", views.handover_line, name="handover_line"),
    path("handover/<uuid:pk>/remark/", views.handover_remark, name="handover_remark"),
    path("handover/<uuid:pk>/draft/", views.handover_draft, name="handover_draft"),
    path("handover/<uuid:pk>/close/", views.handover_close, name="handover_close"),
    path("handover/<uuid:pk>/sign/", views.handover_sign, name="handover_sign"),
    path("handover/<uuid:pk>/second/", views.handover_second, name="handover_second"),
    path("handover/<uuid:pk>/read/", views.handover_read, name="handover_read"),
]
