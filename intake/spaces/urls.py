"""Names of the spaces' pages."""

from django.urls import path

from intake.spaces import views

urlpatterns = [
    path("spaces/", views.spaces, name="spaces"),
    path("spaces/<slug:code>/", views.space, name="space"),
    path("spaces/<slug:code>/find/", views.find, name="space_find"),
    path("spaces/<slug:code>/enter/", views.enter, name="space_enter"),
    path("spaces/<slug:code>/leave/", views.leave, name="space_leave"),
    path("spaces/<slug:code>/leave/<int:pk>/", views.leave_unnamed, name="space_leave_unnamed"),
    path("spaces/<slug:code>/edit/", views.edit, name="space_edit"),
]
