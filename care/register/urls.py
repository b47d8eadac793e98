"""Addresses of the controlled-drug register."""

from django.urls import path

from care.register import line_views, views

urlpatterns = [
    path("care/register/", views.register, name="register"),
    path("care/register/new/", views.register_new, name="register_new"),
    path("care/register/waiting/", line_views.register_waiting, name="register_waiting"),
    path("care/register/quarter/", views.register_quarter, name="register_quarter"),
    path("care/register/<int:pk>/", views.register_account, name="register_account"),
    path("care/register/<int:pk>/count/", views.register_count, name="register_count"),
    path("care/register/<int:pk>/close/", views.register_close, name="register_close"),
    path("care/register/<int:pk>/book/", views.register_book, name="register_book"),
    path("care/register/<int:pk>/paper/", views.register_paper, name="register_paper"),
    path("care/register/<int:pk>/write/<slug:kind>/", views.register_write, name="register_write"),
    path("care/register/batches/<int:pk>/", views.register_batch, name="register_batch"),
    path("care/register/batches/<int:pk>/free/", views.register_free, name="register_free"),
    path("care/register/lines/<int:pk>/", line_views.register_line, name="register_line"),
    path("care/register/lines/<int:pk>/sign/", line_views.register_sign, name="register_sign"),
    path("care/register/lines/<int:pk>/second/", line_views.register_second, name="register_second"),
    path("care/register/lines/<int:pk>/correct/", line_views.register_correct, name="register_correct"),
]
