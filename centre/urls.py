"""The building's doors: each app brings its own rooms."""

from django.urls import include, path

urlpatterns = [
    path("", include("centre.shell.urls")),
    path("", include("centre.staff.urls")),
    path("", include("centre.workstations.urls")),
    path("", include("centre.access.urls")),
    path("", include("centre.shifts.urls")),
    path("", include("centre.todo.urls")),
    path("", include("centre.rota.urls")),
    path("", include("centre.nightpack.urls")),
    path("", include("centre.figures.urls")),
    path("", include("audit.urls")),
    path("", include("intake.urls")),
    path("", include("housing.urls")),
    path("", include("care.urls")),
    path("", include("employment.urls")),
]
handler403 = "centre.shell.views.refused"
handler404 = "centre.shell.views.not_found"
handler500 = "centre.shell.views.broken"
handler400 = "centre.shell.views.bad_request"
