"""Attacks on treatment: the answers at entry are frozen by who treats, about the person of the episode, and never again."""
from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from care.episodes.actions import open_episode, write_programme
from care.episodes.models import EntrySnapshot, Episode
from centre.shifts import clock

pytestmark = pytest.mark.django_db


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def refused(act, *codes):
    """Said no to by the database, for want of a right or of sense; everything stays as it was."""
    try:
        with transaction.atomic():
            done = act()
    except DatabaseError as error:
        return error.__cause__.sqlstate in (codes or ("42501",))
    return done == 0


@pytest.fixture
def episode(as_, colette, nadia, momo, near):
    near("nurses")
    with as_(colette):
        programme = write_programme(actor=colette, label="Nurses", compartment="nursing", centre="low_threshold", counts=True)
    with as_(nadia):
        return open_episode(
            actor=nadia, person=momo, programme=programme, started_on=date(2026, 1, 5), answers={}, client_uuid=uuid.uuid4()
        )


def snapshot(episode, person, by, **about):
    facts = {
        "episode_id": episode.pk, "person": person, "compartment": episode.compartment, "number": 2, "frozen_at": clock.now(),
        "frozen_by": by.pk, "centre": "low_threshold",
    } | about
    return EntrySnapshot.objects.create(**facts)


def test_attack_400_a_desk_freezes_no_answers_under_another_compartment(as_, episode, momo, vera, ivan):
    with as_(vera):
        assert refused(lambda: snapshot(episode, momo, vera, compartment="desk"))
    with as_(ivan):
        assert refused(lambda: snapshot(episode, momo, ivan, compartment="social"))
        assert refused(lambda: snapshot(episode, momo, ivan, compartment="desk"))


def test_attack_401_answers_are_of_the_person_of_the_episode_and_of_who_asked(as_, episode, momo, vera, nadia, near):
    from centre.access.grants import grant_team
    from centre.staff.models import Team
    from intake.person.actions import open_file

    with as_(vera):
        other = open_file(actor=vera, alias="Other")
        grant_team(person=other, team=Team.objects.get(code="nurses"), compartment="nursing", days=30, origin="manual")
    with as_(nadia):
        assert refused(lambda: snapshot(episode, other, nadia))
        assert refused(lambda: snapshot(episode, momo, nadia, frozen_by=vera.pk))
        assert refused(lambda: ask("UPDATE care_entrysnapshot SET hiv_test = '1'"))
        assert refused(lambda: ask("DELETE FROM care_entrysnapshot"))
        assert refused(lambda: Episode.objects.filter(pk=episode.pk).update(person=other))
        assert refused(lambda: Episode.objects.filter(pk=episode.pk).update(ended_on=date(2026, 2, 1), end_reason="planned", ended_by=vera.pk))
        assert refused(lambda: ask("INSERT INTO care_treatmentprogramme (label, compartment, centre, counts, active, written_by) VALUES ('x', 'desk', 'x', true, true, %s)", nadia.pk))


@pytest.mark.parametrize("who", ["vera", "ivan", "colette", "olga", "psy"])
def test_attack_402_being_treated_is_known_to_who_treats_alone(request, as_, browse, episode, who):
    user = request.getfixturevalue(who)
    with as_(user):
        for table in ("episode", "entrysnapshot", "historicalepisode", "historicalentrysnapshot"):
            assert ask(f"SELECT count(*) FROM care_{table}") == [(0,)], table
    client = browse(user)
    for name in ("episode", "episode_correct"):
        assert client.get(reverse(name, args=[episode.pk])).status_code in (403, 404)
    for name in ("episode_contact", "episode_end"):
        assert client.post(reverse(name, args=[episode.pk]), {"on": "2026-02-01", "reason": "planned"}).status_code in (403, 404)
