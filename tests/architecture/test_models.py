"""Every table: walled, classed, remembered; foreign keys point down the floors."""

import pytest
from django.apps import apps
from django.core.checks import run_checks

from centre.access.raising import wall_of

FLOOR = {"audit": 0, "centre": 1, "intake": 2, "housing": 3, "care": 3, "employment": 3}
CLASSES = {"identity", "health", "social", "operational", "none"}

#: Models without a readable history, each with its reason.
UNTRACKED = {
    "audit": "the ledger, releases and rights are append-only or keep their own dates",
    "centre.Access": "a projection of the grant book; the evidence rows tell its changes",
    "centre.Denial": "evidence rows tell its changes",
    "centre.Batch": "written once by a command",
    "centre.BroughtRow": "written once by a command",
    "intake.TagSet": "written over by rotation; nobody reads tags as a page, and the evidence rows tell their changes",
    "intake.Asking": "gone within the hour; written by definer functions, the evidence rows tell its changes",
    "intake.Pause": "written by a definer function; the evidence rows tell its changes",
    "intake.PersonTeamGrant": "evidence rows tell its changes; nobody reads the book as a page",
    "intake.PersonUserGrant": "as above",
}


def own_models():
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in FLOOR and not model._meta.model_name.startswith("historical")
    ]


@pytest.mark.parametrize("model", apps.get_models(include_auto_created=True), ids=lambda model: model._meta.label)
def test_every_table_has_a_wall(model):
    if model._meta.managed and not model._meta.proxy:
        assert wall_of(model) is not None


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_field_is_classed(model):
    if not model._meta.managed:
        return
    fields = {
        field.name
        for field in model._meta.local_fields
        if not field.primary_key or (field.name == "id" and "id" in model.classified)
    } - {"group_ptr"}
    assert fields <= set(model.classified) | {"id"}, "a field without a class"
    assert set(model.classified.values()) <= CLASSES


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_change_of_a_model_is_remembered(model):
    if model._meta.label in UNTRACKED or model._meta.app_label in UNTRACKED or not model._meta.managed:
        return
    wall = wall_of(model)
    if getattr(wall, "append_only", False):
        return
    assert hasattr(model, "history"), "track() it, or say in UNTRACKED why not"


def test_the_exceptions_are_still_models():
    labels = {model._meta.label for model in own_models()} | set(FLOOR)
    assert set(UNTRACKED) - labels == set()


def test_foreign_keys_point_down_the_floors():
    upward = [
        (model._meta.label, field.name)
        for model in own_models()
        for field in model._meta.local_fields
        if field.is_relation
        and field.related_model._meta.app_label in FLOOR
        and FLOOR[field.related_model._meta.app_label] > FLOOR[model._meta.app_label]
    ]
    sideways = [
        (model._meta.label, field.name)
        for model in own_models()
        for field in model._meta.local_fields
        if field.is_relation
        and FLOOR[model._meta.app_label] == 3
        and FLOOR.get(field.related_model._meta.app_label) == 3
        and field.related_model._meta.app_label != model._meta.app_label
    ]
    assert (upward, sideways) == ([], [])


def test_the_system_check_has_nothing_to_say():
    found = [one for one in run_checks() if not one.is_silenced()]
    assert found == []
