"""Treatment in the invented centre: two programmes, whoever entered them, one who was corrected and one who left."""

from __future__ import annotations

from datetime import timedelta

from care.episodes.actions import correct_snapshot, end_episode, note_contact, open_episode, write_programme
from care.episodes.enums import EndReason
from care.episodes.lists import CentreType, Drug, Frequency, Route, Treated
from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from intake.demo.door import LIFETIME, instant

#: Primary drug, its usual route, other drugs, age at first use.
USES: tuple[tuple[Drug, Route, tuple[Drug, ...], int], ...] = (
    (Drug.HEROIN, Route.INJECT, (Drug.CRACK, Drug.ALCOHOL), 19), (Drug.CRACK, Route.SMOKE, (Drug.HEROIN,), 24),
    (Drug.HEROIN, Route.SMOKE, (Drug.BENZODIAZEPINE,), 22), (Drug.POWDER_COCAINE, Route.SNIFF, (), 18),
    (Drug.ALCOHOL, Route.EAT, (Drug.CANNABIS,), 15), (Drug.PREGABALIN, Route.EAT, (Drug.CANNABIS, Drug.ALCOHOL), 25),
)  # fmt: skip


def treat(story: Story) -> None:
    """Every third person followed by the nurses or the social worker enters a programme of theirs."""
    colette = story.staff["colette"]
    with clock.at(instant(story.days[0], 10, 30)), acting(colette, workstation="3", lifetime=LIFETIME):
        care = {
            "nadia": write_programme(actor=colette, label="Traitement par agoniste opioïde (TSO)", compartment="nursing", centre=CentreType.LOW_THRESHOLD, counts=True),
            "ivan": write_programme(actor=colette, label="Suivi psychosocial", compartment="social", centre=CentreType.LOW_THRESHOLD, counts=True),
        }
        write_programme(actor=colette, label="Comptoir d'échange", compartment="nursing", centre=CentreType.LOW_THRESHOLD, counts=False)
    for number, (since, person) in enumerate(story.kept["persons"][:36]):
        name = ("nadia", "ivan")[number % 3] if number % 3 < 2 else ""
        if not name or number % 9 > 4:
            continue
        day = min(since + timedelta(days=14), story.days[-1])
        drug, route, others, first = USES[number % len(USES)]
        with clock.at(min(instant(day, 14, 30), clock.now())), acting(story.staff[name], workstation="4", lifetime=LIFETIME) as actor:
            episode = open_episode(
                actor=actor, person=person, programme=care[name], started_on=clock.service_day(),
                answers={
                    "age": clock.service_day().year - (person.birth_year or 1988), "primary": drug, "route": route, "secondary": list(others),
                    "first_use_age": first, "frequency": Frequency.DAILY, "treated": (Treated.NEVER, Treated.BEFORE)[number % 2],
                },
                client_uuid=story.form_number(),
            )  # fmt: skip
        with clock.at(instant(story.days[-1], 9, 0)), acting(story.staff[name], workstation="4", lifetime=LIFETIME) as actor:
            if number % 4:
                note_contact(actor=actor, episode=episode, on=clock.service_day())
            elif number == 4:
                end_episode(actor=actor, episode=episode, on=clock.service_day(), reason=EndReason.COMPLETED)
            if number == 1:
                correct_snapshot(actor=actor, episode=episode, answers={"primary": Drug.HEROIN, "age": 31}, because="Mal entendu le premier jour.")


add(305, "treatment begun and ended", treat)
