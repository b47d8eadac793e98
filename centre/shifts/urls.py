"""The handover of each shift."""
from django.urls import path, register_converter

from . import views


class DayConverter:
    """A service day in a path: 2026-11-21."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> object:
        from datetime import date

        return date.fromisoformat(value)

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(DayConverter, "day")

urlpatterns = [
    path("handover/", views.handover, name="handover"),
    path("handover/<day:day>/<int:night>/", views.handover_shift, name="handover_shift"),
    path("handover/<day:day>/<int:night>/line/", views.handover_line, name="handover_line"),
    path("handover/<day:day>/<int:night>/remark/", views.handover_remark, name="handover_remark"),
    path("handover/<day:day>/<int:night>/close/", views.handover_close, name="handover_close"),
    path("handover/<day:day>/<int:night>/sign/", views.handover_sign, name="handover_sign"),
]
