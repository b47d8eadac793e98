"""A person asks to be forgotten: two people agree, the worker erases, and the ledger stays whole."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from audit.ledger import verification
from audit.rights import tasks
from audit.rights.models import ErasureRequest
from audit.vault import keys
from care.notes.actions import write_note
from centre.access.grants import grant_team
from centre.staff.models import Team

pytestmark = pytest.mark.usefixtures("as_worker", "db")
SECRET = "Plaie au pied, pansement refait."


@pytest.fixture
def followed(as_: Any, vera: Any, nadia: Any, momo: Any) -> Any:
    """Given: Momo, known at the desk, with a nursing note."""
    with as_(vera):
        grant_team(person=momo, team=Team.objects.get(code="nurses"), compartment="desk", days=30, origin="contact")
    with as_(nadia):
        write_note(actor=nadia, person=momo, compartment="nursing", text=SECRET, client_uuid=uuid4())
    return momo


def test_nothing_of_a_person_is_left_and_the_ledger_is_whole(
    browse: Any, as_: Any, dora: Any, dirk: Any, nadia: Any, followed: Any, settings: Any
) -> None:
    officer = browse(dora)

    # When the nurse has read the note, the sheet "who looked" says so, and does not say what stands in it.
    notes = reverse("notes", args=[followed.pk, "nursing"])
    assert SECRET in browse(nadia).get(notes).content.decode()
    sheet = officer.get(reverse("who_looked", args=[followed.pk])).content.decode()
    assert "Nadia" in sheet
    assert SECRET not in sheet

    # When Dora asks, she cannot approve it herself; Dirk can, and the days of waiting begin.
    asked = officer.post(reverse("erasure_request"), {"file": str(followed.pk), "ground": "asked"})
    with as_(dora):
        pk = ErasureRequest.objects.get().pk
    assert asked["Location"] == reverse("erasure", args=[pk])
    assert officer.post(reverse("erasure_approve", args=[pk])).status_code == 409
    assert browse(dirk).post(reverse("erasure_approve", args=[pk])).status_code == 302
    settings.CENTRE_DEMO = False
    assert officer.post(reverse("erasure_carry_out", args=[pk])).status_code == 409

    # When it is ordered (a demonstration need not wait), the worker carries it out.
    settings.CENTRE_DEMO = True
    assert officer.post(reverse("erasure_carry_out", args=[pk])).status_code == 302
    assert tasks.carry_out_ordered() == 1

    # Then the key is gone, the note cannot be opened by anybody, and the ledger is whole.
    assert keys.is_shredded(followed.pk)
    assert SECRET not in browse(nadia).get(notes).content.decode()
    assert "Momo" not in officer.get(reverse("erasure", args=[pk])).content.decode()
    assert verification.verify().whole
