"""Names of the pages about tests."""

from django.urls import path

from . import views

urlpatterns = [
    path("tests/", views.results_to_tell, name="results_to_tell"),
    path("test/<uuid:pk>/", views.infection_test, name="infection_test"),
    path("test/<uuid:pk>/result/", views.test_result, name="test_result"),
    path("test/<uuid:pk>/result/write/", views.test_result_write, name="test_result_write"),
    path("test/<uuid:pk>/tell/", views.test_tell, name="test_tell"),
    path("test/<uuid:pk>/strike/", views.test_strike, name="test_strike"),
    path("test/pregnancy/<uuid:pk>/", views.pregnancy_test, name="pregnancy_test"),
    path("test/pregnancy/<uuid:pk>/tell/", views.pregnancy_test_tell, name="pregnancy_test_tell"),
    path("person/<uuid:pk>/tests/", views.tests, name="tests"),
    path("person/<uuid:pk>/tests/add/", views.test_add, name="test_add"),
    path("person/<uuid:pk>/tests/treatment/", views.treatment_link_add, name="treatment_link_add"),
    path("person/<uuid:pk>/tests/pregnancy/", views.pregnancy_tests, name="pregnancy_tests"),
    path("person/<uuid:pk>/tests/pregnancy/add/", views.pregnancy_test_add, name="pregnancy_test_add"),
]
