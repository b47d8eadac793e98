"""History: who saved what, behind the same wall; double entry finds what went round it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from audit.history import double_entry, tracked_models
from centre.staff.models import User

pytestmark = pytest.mark.django_db


def test_the_author_comes_from_the_token(as_: Any, ada: Any, vera: Any) -> None:
    with as_(ada):
        vera.language = "nl"
        vera.save()
        copy = User.history.filter(id=vera.pk).latest()
        assert (copy.history_user_id, copy.language, copy.history_type) == (ada.pk, "nl", "~")


def test_the_author_cannot_be_chosen(as_: Any, ada: Any, vera: Any) -> None:
    with as_(ada):
        vera._history_user = vera
        vera.theme = "night"
        vera.save()
        assert User.history.filter(id=vera.pk).latest().history_user_id == ada.pk


def test_every_copy_has_the_wall_and_the_classes_of_its_original() -> None:
    pairs = list(tracked_models())
    assert pairs
    for model, copy in pairs:
        assert copy.wall == model.wall
        assert set(model.classified) <= set(copy.classified)


def test_no_copy_has_a_key_to_an_account() -> None:
    for _, copy in tracked_models():
        field = copy._meta.get_field("history_user_id")
        assert field.get_internal_type() == "IntegerField"
        assert all(not key.db_constraint for key in copy._meta.fields if key.is_relation)


def test_double_entry_names_what_went_round_the_history(as_: Any, ada: Any, dora: Any, vera: Any, ivan: Any) -> None:
    since = timezone.now() - timedelta(minutes=1)
    with as_(ada):
        vera.language = "nl"
        vera.save()
        User.objects.filter(pk=ivan.pk).update(language="nl")
    with as_(dora):
        found = double_entry(since=since, until=timezone.now() + timedelta(minutes=1))
    differences = {(one.table, one.key): one for one in found}
    assert ("centre_user", str(vera.pk)) not in differences
    missed = differences["centre_user", str(ivan.pk)]
    assert missed.evidence - missed.history == 1
