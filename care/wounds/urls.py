"""Names of the pages about wounds."""

from django.urls import path

from . import views

urlpatterns = [
    path("person/<uuid:pk>/wounds/", views.wounds, name="wounds"),
    path("person/<uuid:pk>/wounds/add/", views.wound_add, name="wound_add"),
    path("wounds/<int:pk>/", views.wound, name="wound"),
    path("wounds/<int:pk>/look/", views.wound_look, name="wound_look"),
    path("wounds/<int:pk>/photos/", views.wound_photos, name="wound_photos"),
    path("wounds/<int:pk>/close/", views.wound_close, name="wound_close"),
    path("wounds/<int:pk>/reopen/", views.wound_reopen, name="wound_reopen"),
    path("wounds/look/<int:pk>/strike/", views.wound_look_strike, name="wound_look_strike"),
    path("wounds/look/<int:pk>/photo/", views.wound_photo_add, name="wound_photo_add"),
    path("wounds/photo/<int:pk>/file/", views.wound_photo_file, name="wound_photo_file"),
    path("wounds/photo/<int:pk>/remove/", views.wound_photo_remove, name="wound_photo_remove"),
]
