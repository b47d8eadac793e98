"""Addresses of projects and sessions."""

from django.urls import path

from employment.projects import project_views, views

urlpatterns = [
    path("work/", views.sessions, name="sessions"),
    path("work/week/", views.sessions_week, name="sessions_week"),
    path("work/month/", views.sessions_month, name="sessions_month"),
    path("work/new/", views.session_new, name="session_new"),
    path("work/row/", views.session_row, name="session_row"),
    path("work/<int:pk>/move/", views.session_move, name="session_move"),
    path("work/<int:pk>/change/", views.session_change, name="session_change"),
    path("work/<int:pk>/cancel/", views.session_cancel, name="session_cancel"),
    path("work/<int:pk>/reopen/", views.session_reopen, name="session_reopen"),
    path("work/projects/", project_views.projects, name="projects"),
    path("work/projects/new/", project_views.project_new, name="project_new"),
    path("work/projects/<int:pk>/", project_views.project, name="project"),
    path("work/projects/<int:pk>/change/", project_views.project_change, name="project_change"),
    path("work/projects/<int:pk>/tasks/", project_views.project_tasks, name="project_tasks"),
    path("work/projects/<int:pk>/briefing/", project_views.project_briefing, name="project_briefing"),
    path("work/projects/<int:pk>/sheet/", project_views.project_sheet, name="project_sheet"),
    path("work/projects/<int:pk>/close/", project_views.project_close, name="project_close"),
    path("work/projects/<int:pk>/reopen/", project_views.project_reopen, name="project_reopen"),
    path("work/holidays/", project_views.holidays, name="holidays"),
    path("work/holidays/<int:pk>/remove/", project_views.holiday_remove, name="holiday_remove"),
    path("work/calendar/", project_views.work_feeds, name="work_feeds"),
    path("work/calendar/<slug:token>.ics", project_views.work_calendar, name="work_calendar"),
]
