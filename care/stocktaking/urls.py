"""Addresses of discrepancies and inventories."""

from django.urls import path

from care.stocktaking import views

urlpatterns = [
    path("care/register/cases/<int:pk>/", views.drug_case, name="drug_case"),
    path("care/register/cases/<int:pk>/follow/", views.drug_case_follow, name="drug_case_follow"),
    path("care/register/cases/<int:pk>/close/", views.drug_case_close, name="drug_case_close"),
    path("care/register/cases/<int:pk>/confirm/", views.drug_case_confirm, name="drug_case_confirm"),
    path("care/register/cases/<int:pk>/second/", views.drug_case_second, name="drug_case_second"),
    path("care/register/inventories/", views.drug_inventories, name="drug_inventories"),
    path("care/register/inventories/new/", views.drug_inventory_new, name="drug_inventory_new"),
    path("care/register/inventories/<int:pk>/", views.drug_inventory, name="drug_inventory"),
    path("care/register/inventories/<int:pk>/sign/", views.drug_inventory_sign, name="drug_inventory_sign"),
    path("care/register/inventories/<int:pk>/second/", views.drug_inventory_second, name="drug_inventory_second"),
]
