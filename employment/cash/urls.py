"""Addresses of the cash box."""

from django.urls import path

from employment.cash import views

urlpatterns = [
    path("work/cash/", views.cash, name="cash"),
    path("work/cash/new/", views.cash_new, name="cash_new"),
    path("work/cash/<int:pk>/", views.cash_box, name="cash_box"),
    path("work/cash/<int:pk>/in/", views.cash_in, name="cash_in"),
    path("work/cash/<int:pk>/count/", views.cash_count, name="cash_count"),
    path("work/cash/<int:pk>/close/", views.cash_close, name="cash_close"),
    path("work/cash/<int:pk>/month/", views.cash_month, name="cash_month"),
    path("work/cash/lines/<int:pk>/", views.cash_entry, name="cash_entry"),
    path("work/cash/lines/<int:pk>/correct/", views.cash_correct, name="cash_correct"),
    path("work/cash/lines/<int:pk>/sign/", views.cash_sign, name="cash_sign"),
    path("work/cash/lines/<int:pk>/second/", views.cash_second, name="cash_second"),
]
