"""Attacks on notes, with SQL as the web role, where only the walls of the database stand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from care.notes.actions import correct_note
from care.notes.models import Note
from centre.shifts import clock

pytestmark = pytest.mark.django_db


def refused(act: Any) -> bool:
    """Said no to by the database for want of a right; everything stays as it was."""
    try:
        with transaction.atomic():
            act()
    except DatabaseError as error:
        return error.__cause__.sqlstate == "42501"
    return False


def ask(words: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words, values)


def test_attack_533_a_note_is_not_rewritten_after_its_day_nor_dated_to_have_none(as_, nadia, momo, note):
    facts = {
        "person": momo, "compartment": "nursing", "body": "x", "author": nadia.pk, "at": clock.now() - timedelta(hours=26),
        "service_day": clock.service_day(),
    }
    with as_(nadia):
        old = Note.objects.create(**facts)
        assert refused(lambda: Note.objects.filter(pk=old.pk).update(version=2))
        assert refused(lambda: ask("UPDATE care_note SET body = body || body, version = 2 WHERE id = %s", old.pk))
        assert refused(lambda: ask("UPDATE care_note SET body = body || body WHERE id = %s", note.pk)), "an earlier wording is skipped"
        assert refused(lambda: ask("UPDATE care_note SET body = NULL, version = 2 WHERE id = %s", note.pk))
        assert refused(lambda: Note.objects.create(**facts | {"at": clock.now() + timedelta(days=900)}))
        assert correct_note(actor=nadia, note=note, version=1, text="y").version == 2
