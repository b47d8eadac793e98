"""The frame's own pages."""

from django.urls import path

from centre.shell import views

urlpatterns = [
    path("", views.home, name="home"),
    path("command/", views.command, name="command"),
    path("help/", views.help_page, name="help"),
    path("theme/", views.theme, name="theme"),
    path("language/", views.language, name="language"),
    path("offline/", views.offline, name="offline"),
    path("health/live/", views.health_live, name="health_live"),
    path("health/ready/", views.health_ready, name="health_ready"),
    path("shell/gallery/", views.gallery, name="gallery"),
]
