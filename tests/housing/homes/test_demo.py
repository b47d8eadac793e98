"""The invented homes are told through the same actions as a worker would."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from centre.demo.registry import SEED, Story
from centre.shifts import clock
from housing.demo import homes
from housing.homes.enums import CandidatureState as S
from housing.homes.models import Candidature

pytestmark = pytest.mark.django_db


def test_the_invented_homes_leave_no_page_empty(as_, vera, colette, hugo):
    from intake.person.actions import issue_card, open_file

    today = clock.service_day()
    story = Story(random.Random(SEED), [today - timedelta(days=60 - number) for number in range(61)], {"colette": colette, "hugo": hugo})
    story.kept |= {"persons": [], "cards": {}}
    for alias, *_rest in homes.LOOKING:
        with clock.at(homes.instant(story.days[3], 10, 0)), as_(vera):
            person = open_file(actor=vera, alias=alias)
            story.kept["cards"][person.pk] = issue_card(actor=vera, person=person)
        story.kept["persons"].append((story.days[3], person))
    homes.build(story)
    homes.look(story)
    with as_(hugo):
        states = dict(Candidature.objects.values_list("person__alias", "state"))
    assert states == {
        "Tante Rose": S.OPEN, "J.-P.": S.ACCEPTED, "Dragan": S.REFUSED_BY_PERSON, "Kenza": S.REFUSED_BY_LANDLORD,
        "Momčilo": S.PROPOSED, "Ana Maria": S.OPEN, "Wim": S.VISITED, "Sky": S.OPEN, "Rachid": S.OPEN, "Toto": S.WITHDRAWN,
    }
