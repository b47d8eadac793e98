"""Who asks the invented centre for a bed tonight, and who was turned away in two months."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from centre.access.enums import Compartment
from centre.access.identity import acting
from centre.access.scope import holds
from centre.demo.registry import Story, add
from centre.shifts import clock
from housing.requests.actions import ask_for_bed, renew_request, set_priorities, turn_away
from housing.requests.enums import Channel, Criterion, EthosLight, HowLong, Need, RefusalReason, SentTo
from housing.requests.selectors import has_bed, waiting_for
from housing.requests.unmet import shelters
from intake.demo.door import LIFETIME, instant

SITUATIONS = (EthosLight.PUBLIC_SPACE, EthosLight.PUBLIC_SPACE, EthosLight.NON_CONVENTIONAL, EthosLight.FAMILY_FRIENDS, EthosLight.OVERNIGHT_SHELTER)
#: Why nobody known was turned away, "full" most of all, and where they were sent.
REFUSALS = (
    (RefusalReason.FULL, ""), (RefusalReason.FULL, SentTo.SHELTER), (RefusalReason.FULL, SentTo.OUTREACH), (RefusalReason.FULL, ""),
    (RefusalReason.LEFT_QUEUE, ""), (RefusalReason.OWN_CHOICE, SentTo.FRIENDS), (RefusalReason.NOT_POSSIBLE, SentTo.SHELTER),
    (RefusalReason.MEDICAL_CARE, SentTo.HOSPITAL), (RefusalReason.MINOR, SentTo.YOUTH),
)  # fmt: skip
#: Days ago, and what is asked: one line of the waiting list each. The last of them has lapsed by now.
ASKED: tuple[tuple[int, dict[str, Any]], ...] = (
    (5, {"how_long": HowLong.NOTICE, "ethos": EthosLight.PUBLIC_SPACE, "nights_outside": 12, "channel": Channel.OUTREACH}),
    (3, {"how_long": HowLong.NOTICE, "needs": [Need.MEDICAL, Need.LOWER], "ethos": EthosLight.HEALTH, "channel": Channel.PARTNER}),
    (1, {"how_long": HowLong.NOTICE, "needs": [Need.CALM], "protection": True}),
    (0, {"how_long": HowLong.TONIGHT, "ethos": EthosLight.FAMILY_FRIENDS}),
    (0, {"how_long": HowLong.TONIGHT, "needs": [Need.WHEELCHAIR, Need.GROUND_FLOOR], "channel": Channel.PHONE}),
    (0, {"how_long": HowLong.TONIGHT}),
    (2, {"how_long": HowLong.TONIGHT, "ethos": EthosLight.PUBLIC_SPACE}),
)


def turned_away(story: Story) -> None:
    """One to four people a night whom nobody knows, more of them as it gets colder."""
    for number, day in enumerate(story.days[:-1]):
        for _ in range(story.dice.randint(0, 1) + story.dice.randint(0, 1 + 2 * number // len(story.days))):
            reason, sent = story.dice.choice(REFUSALS)
            with (
                clock.at(instant(day, 21 + story.dice.randint(0, 3), story.dice.randint(0, 59))),
                acting(story.staff["walid"], workstation="1", lifetime=LIFETIME) as actor,
            ):
                services = shelters() if sent == SentTo.SHELTER else []
                turn_away(
                    actor=actor, reason=reason, sent_to=sent, count=story.dice.choice((1, 1, 1, 2)) if reason == RefusalReason.FULL else 1,
                    ethos=story.dice.choice(SITUATIONS), client_uuid=story.form_number(),
                    partner_service=story.dice.choice(services) if services else None,
                )


def ordered(story: Story) -> None:
    """The coordinator puts nights outside before a first bed once it freezes."""
    with clock.at(instant(story.days[len(story.days) // 2], 11, 0)), acting(story.staff["colette"], workstation="3", lifetime=LIFETIME) as actor:
        criteria = [Criterion.MEDICAL, Criterion.OUTSIDE, Criterion.PROTECTION, Criterion.NEVER_SERVED, Criterion.LONGEST]
        set_priorities(actor=actor, criteria=criteria, valid_from=clock.service_day(), because="Plan grand froid")


def asking(story: Story) -> None:
    """People without a bed tonight ask for one, two of them together with a dog; one renews, one has lapsed."""
    people = _without_a_bed(story)
    for (days, facts), person in zip(ASKED, people, strict=False):
        request = _ask(story, person, days, facts)
        if days == 5:
            with acting(story.staff["vera"], workstation="1", lifetime=LIFETIME) as actor:
                renew_request(actor=actor, request=request)
    couple = people[len(ASKED) : len(ASKED) + 2]
    if len(couple) == 2:
        first = _ask(story, couple[0], 0, {"how_long": HowLong.NOTICE, "animal": "dog", "ethos": EthosLight.PUBLIC_SPACE})
        _ask(story, couple[1], 0, {"how_long": HowLong.NOTICE, "ethos": EthosLight.PUBLIC_SPACE, "partner": first})


def _without_a_bed(story: Story) -> list[Any]:
    """Those of the story with an alias whom the reception knows, and who have no bed tonight."""
    with acting(story.staff["walid"], workstation="1", lifetime=LIFETIME) as actor:
        known = [person for _, person in story.kept["persons"] if person.alias and holds(actor, person, Compartment.DESK)]
        return [one for one in known if not has_bed(actor, one) and waiting_for(actor, one) is None]


def _ask(story: Story, person: Any, days: int, facts: dict[str, Any]) -> Any:
    """One request, some days ago in the evening, or a while ago today."""
    first = clock.bounds(clock.service_day())[0]
    moment = max(first, clock.now() - timedelta(minutes=story.dice.randint(5, 300)))
    if days:
        moment = instant(story.days[-1 - days], 20, story.dice.randint(0, 59))
    with clock.at(moment), acting(story.staff["walid"], workstation="1", lifetime=LIFETIME) as actor:
        return ask_for_bed(actor=actor, person=person, client_uuid=story.form_number(), **facts)


add(220, "nights without a bed", turned_away)
add(221, "the order of the waiting list", ordered)
add(222, "asking for a bed", asking)
