"""A trigger writes what every table went through, whichever way it was written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from audit.ledger.models import Event
from audit.ledger.walls import person_query
from centre.staff.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def evidence(as_: Any, dora: Any) -> Any:
    """`evidence(table, key)`: its events, oldest first, read by the data protection officer."""

    def read(table: str, key: Any) -> list[Event]:
        with as_(dora):
            return list(Event.objects.filter(object_label=table, object_key=str(key)).order_by("id"))

    return read


def test_the_opened_file_leaves_evidence_about_its_person(momo: Any, vera: Any, evidence: Any) -> None:
    born = evidence("intake_person", momo.pk)[0]
    assert (born.verb, born.actor, born.subject, born.diff["alias"]) == ("row.inserted", vera.pk, momo.pk, "Momo")


def test_a_change_holds_only_the_changed_columns(as_: Any, ada: Any, vera: Any, evidence: Any) -> None:
    with as_(ada):
        User.objects.filter(pk=vera.pk).update(language="nl")
    change = evidence("centre_user", vera.pk)[-1]
    assert (change.verb, change.diff, change.actor) == ("row.updated", {"language": ["en", "nl"]}, ada.pk)


def test_raw_sql_and_bulk_writes_are_seen(as_: Any, ada: Any, vera: Any, ivan: Any, evidence: Any) -> None:
    with as_(ada), connection.cursor() as cursor:
        cursor.execute("UPDATE centre_user SET theme = 'night' WHERE id IN (%s, %s)", [vera.pk, ivan.pk])
    for user in (vera, ivan):
        assert evidence("centre_user", user.pk)[-1].diff == {"theme": ["auto", "night"]}


def test_writing_the_same_again_is_seen_too(as_: Any, ada: Any, vera: Any, evidence: Any) -> None:
    with as_(ada):
        User.objects.filter(pk=vera.pk).update(language="en")
    assert evidence("centre_user", vera.pk)[-1].diff == {}


def test_secrets_are_never_readable(as_: Any, ada: Any, evidence: Any) -> None:
    with as_(ada):
        user = User.objects.create_user("newcomer", "a long password 1", display_name="Newcomer")
        user.pin = "argon2$something"
        user.save(update_fields=["pin"])
    born, changed = evidence("centre_user", user.pk)
    assert born.diff["password"].startswith("#")
    assert len(born.diff["password"]) == 13
    assert set(changed.diff) == {"pin"}
    assert "argon2" not in str(changed.diff)


def test_one_statement_is_one_verification_of_the_token(as_: Any, ada: Any, vera: Any, ivan: Any, evidence: Any) -> None:
    """Every row of a bulk write names the same actor, place and request, and each has a salt and a leaf of its own."""
    with as_(ada), connection.cursor() as cursor:
        cursor.execute("UPDATE centre_user SET theme = 'day' WHERE id IN (%s, %s)", [vera.pk, ivan.pk])
    found = [evidence("centre_user", user.pk)[-1] for user in (vera, ivan)]
    assert {(event.actor, event.workstation) for event in found} == {(ada.pk, found[0].workstation)}
    assert found[0].request_id == found[1].request_id is not None
    assert bytes(found[0].leaf) != bytes(found[1].leaf)


def test_the_evidence_goes_with_the_row_it_is_about(as_: Any, ada: Any, vera: Any, evidence: Any) -> None:
    before = len(evidence("centre_user", vera.pk))
    with pytest.raises(ZeroDivisionError), as_(ada):
        User.objects.filter(pk=vera.pk).update(language="nl")
        raise ZeroDivisionError
    assert len(evidence("centre_user", vera.pk)) == before


def test_the_person_of_a_part_is_found_through_its_whole() -> None:
    asked = [model for model in apps.get_models() if person_query(model)]
    assert asked
    for model in asked:
        image = json.dumps({model._meta.get_field(model.wall.through).column: None})
        with connection.cursor() as cursor:
            cursor.execute(person_query(model).replace("$1", "%s::jsonb"), [image])
            assert cursor.fetchall() == []


def test_a_table_without_a_person_needs_no_query() -> None:
    assert person_query(User) == ""
