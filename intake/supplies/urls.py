"""Names of the equipment counter's and the store room's pages."""

from django.urls import path

from intake.supplies import views

urlpatterns = [
    path("equipment/", views.supplies, name="supplies"),
    path("equipment/give/", views.hand_out, name="equipment_give"),
    path("equipment/back/", views.take_back, name="equipment_back"),
    path("equipment/<slug:kind>/<int:pk>/undo/", views.undo, name="equipment_undo"),
    path("equipment/<slug:kind>/<int:pk>/correct/", views.correct, name="equipment_correct"),
    path("equipment/figures/", views.figures, name="equipment_figures"),
    path("equipment/for/<uuid:pk>/", views.supplies_person, name="supplies_person"),
    path("equipment/in/<slug:code>/", views.supplies_space, name="supplies_space"),
    path("stock/", views.stock, name="stock"),
    path("stock/delivery/", views.receive, name="stock_receive"),
    path("stock/item/new/", views.edit_item, name="item_add"),
    path("stock/boxes/", views.boxes, name="boxes"),
    path("stock/boxes/new/", views.edit_box, name="box_add"),
    path("stock/boxes/<int:pk>/", views.edit_box, name="box_edit"),
    path("stock/<slug:code>/", views.stock_item, name="stock_item"),
    path("stock/<slug:code>/edit/", views.edit_item, name="item_edit"),
    path("stock/<slug:code>/count/", views.count, name="stock_count_loose"),
    path("stock/<slug:code>/<int:lot>/count/", views.count, name="stock_count"),
    path("stock/<slug:code>/<int:lot>/discard/", views.discard, name="stock_discard"),
]
