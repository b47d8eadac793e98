"""A card is lost: the person is found again by eight questions, and nobody else ever learns anything."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from audit.ledger import verification
from audit.ledger.models import Event
from intake.linkage import tags

pytestmark = pytest.mark.usefixtures("as_worker", "db")
#: What Momo says at the window, in the letters of the worker's keyboard; and how a colleague writes it months later.
SAID = {"mother": "Fatima", "own": "Mohammed", "father": "Ahmed", "town": "Tanger", "day": 14, "month": 3, "year": 1990, "sex": "M"}
SAID_AGAIN = SAID | {"mother": "فاطمة", "father": "Аhmed", "town": "Tetouan"}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(tags, "MEMORY_KIB", 64)
    with translation.override("en"):
        yield


def code_on(page: str) -> str:
    """The card that is on the screen."""
    found = re.search(r'id="card-code">([^<]+)<', page)
    assert found
    return found[1]


def test_a_lost_card(browse: Any, as_: Any, vera: Any, walid: Any, psy: Any, momo: Any) -> None:
    # Given Momo has a card, and said yes when Vera asked whether the questions may find him again.
    night, day = browse(vera), browse(walid)
    card = code_on(night.post(reverse("card_issue", args=[momo.pk])).content.decode())
    kept = night.post(reverse("tags_set", args=[momo.pk]), SAID | {"agreed": "on"}, follow=True)
    assert "The answers are not" in kept.content.decode()

    # When the key of the tags is changed meanwhile, nobody has to be asked anything.
    call_command("rotate_keys", "tags")

    # When he comes without his card, two answers written otherwise and one of them wrong, one file may be his.
    asked = day.post(reverse("questions"), SAID_AGAIN)
    page = day.get(asked["Location"]).content.decode()
    assert "One file may be theirs" in page
    assert "Momo" not in page
    assert str(momo.pk) not in page

    # When he says "yes, that is me", his file opens at the desk; the lost card is blocked and a new one given.
    confirmed = day.post(asked["Location"] + "confirm/")
    assert confirmed["Location"] == reverse("desk_person", args=[momo.pk])
    new = code_on(day.post(reverse("card_issue", args=[momo.pk]), {"reason": "lost"}).content.decode())

    # Then whoever found the old card finds nobody with it, and the new one opens his file.
    assert day.post(reverse("desk_find"), {"q": card}).status_code == 422
    assert day.post(reverse("desk_find"), {"q": new})["Location"] == reverse("desk_person", args=[momo.pk])

    # Then somebody who answers at random learns nothing, and waits after the fifth time.
    curious = browse(psy)
    for year in range(1970, 1975):
        missed = curious.post(reverse("questions"), SAID | {"year": year, "town": "Gent"}, follow=True)
        assert "No file answers" in missed.content.decode()
    assert curious.post(reverse("questions"), SAID).status_code == 429

    # Then the ledger tells who found him and how, says no answer, and is whole.
    told = Event.objects.filter(subject=momo.pk, actor=walid.pk, verb__startswith="intake").order_by("id")
    verbs = list(dict.fromkeys(told.values_list("verb", flat=True)))
    assert verbs[0] == "intake.questions.confirmed"
    assert {"intake.card.revoked", "intake.card.issued", "intake.card.presented"} <= set(verbs)
    written = " ".join(str(diff) for diff in Event.objects.values_list("diff", flat=True))
    assert not any(word in written for word in ("Fatima", "Tanger", "Tetouan", "Gent"))
    assert verification.verify().whole
