"""Names of the pages about a person."""

from django.urls import path

from intake.person import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/new/", views.open_new_file, name="person_open"),
    path("person/<uuid:pk>/", views.person, name="person"),
    path("person/<uuid:pk>/edit/", views.edit, name="person_edit"),
    path("person/<uuid:pk>/card/", views.new_card, name="card_issue"),
    path("person/<uuid:pk>/alert/", views.new_alert, name="alert_add"),
    path("card/<int:pk>/revoke/", views.revoke, name="card_revoke"),
    path("card/<int:pk>/restore/", views.restore, name="card_restore"),
    path("alert/<int:pk>/read/", views.acknowledge, name="alert_read"),
    path("alert/<int:pk>/end/", views.end, name="alert_end"),
]
