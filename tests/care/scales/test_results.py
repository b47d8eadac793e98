"""What is filled in is kept, counted anew, corrected by the next entry, and seen by whoever follows the person there."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from audit.rules import Refused
from care.scales import actions, selectors
from care.scales.enums import Verb
from care.scales.models import ScaleResult
from care.scales.panels import lines, of_person
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team
from intake.person.actions import open_file

pytestmark = pytest.mark.django_db
LOW = {str(number): 0 for number in range(1, 12)}


def correct(actor, result, answers, *, because="misread", form=None):
    return actions.correct_scale(
        actor=actor, result=result, answers=answers, mode="interview", language="fr", taken_at=clock.now(), because=because,
        client_uuid=form or uuid.uuid4(),
    )


def test_answers_are_sealed_and_the_sum_is_counted_from_them(fill, as_, nadia, momo, deeds_about):
    result = fill("cows", value=1)
    with as_(nadia):
        row = ScaleResult.objects.get()
        assert (row.score, row.most, row.version, row.mode, row.language, row.compartment) == (13, 48, "2003", "interview", "fr", "nursing")
        assert json.loads(row.answers.reveal()) == {**dict.fromkeys([str(n) for n in range(1, 11)], 1), "11": 3}
        found = selectors.opened(nadia, result)
        assert (found.recounted, found.wrong_sum, str(found.shown.band.label)) == (13, False, "moderate")
        with connection.cursor() as cursor:
            cursor.execute("SELECT position('\"11\"'::bytea IN answers) FROM care_scaleresult")
            assert cursor.fetchone() == (0,)
    assert deeds_about(momo)[-2:] == [Verb.TAKEN, Verb.READ]


def test_the_same_form_is_written_once(fill, as_, nadia):
    form = uuid.uuid4()
    assert fill("cows", form=form) == fill("cows", value=1, form=form)
    with as_(nadia):
        assert ScaleResult.objects.get().score == 0


@pytest.mark.parametrize(
    ("code", "options", "words"),
    [
        ("cows", {"answers": {**LOW} | {"4": 3}}, "Item 4 cannot have this value"),
        ("cows", {"answers": {key: 0 for key in LOW if key != "8"}}, "Item 8 is not answered: Tremor"),
        ("cows", {"mode": "self"}, "not filled in this way"),
        ("cows", {"minutes": -5}, "has not come yet"),
        ("cows", {"minutes": 60 * 24 * 365 * 1820}, "Look at the year once more: 0"),
        ("cows", {"about": "opioids"}, "about no substance"),
        ("sds", {}, "which substance"),
        ("phq-9", {"compartment": "social"}, "does not stand in this part"),
        ("phq-9", {"compartment": "psych"}, "does not work in this part"),
    ],
)
def test_what_is_refused_says_why_and_leaves_nothing(fill, as_, nadia, code, options, words):
    with pytest.raises(Refused, match=words):
        fill(code, **options)
    with as_(nadia):
        assert not ScaleResult.objects.exists()


def test_a_correction_is_the_next_entry_and_both_stay(fill, as_, nadia, amina, momo, deeds_about):
    first = fill("cows", value=1)
    form = uuid.uuid4()
    with as_(nadia):
        second = correct(nadia, first, LOW, form=form)
        assert correct(nadia, first, LOW, form=form) == second
        assert ScaleResult.objects.count() == 2
        assert (second.score, second.replaces_id, second.because.reveal()) == (0, first.pk, "misread")
        (course,) = selectors.courses_of(nadia, momo)
        assert [(one.result.pk, one.replaced) for one in course.entries] == [(second.pk, False), (first.pk, True)]
        assert course.latest.result == second
        assert selectors.latest(nadia, momo, "cows").result == second
        with pytest.raises(Refused, match="Nadia corrected this result on 20/03/2026"):
            correct(nadia, selectors.result_for(nadia, first.pk), LOW | {"1": 1})
        with pytest.raises(Refused, match="Item 3 is not answered"):
            correct(nadia, selectors.result_for(nadia, second.pk), {key: 0 for key in LOW if key != "3"})
    assert Verb.CORRECTED in deeds_about(momo)


def test_the_database_changes_nothing_and_takes_nothing_away(fill, as_, nadia):
    fill("cows")
    with as_(nadia):
        for deed in (lambda: ScaleResult.objects.update(score=9), lambda: ScaleResult.objects.all().delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                deed()
        row = ScaleResult.objects.get()
        for wrong in ({"score": 49}, {"by": row.by + 1}, {"compartment": "social"}, {"taken_at": row.written_at + timedelta(minutes=1)}):
            values = {name: getattr(row, name) for name in ("person_id", "compartment", "code", "version", "language", "mode", "taken_at", "score", "most", "by", "written_at")}
            with pytest.raises(DatabaseError), transaction.atomic():
                ScaleResult(**values | wrong, answers="{}").save(force_insert=True)


def test_who_does_not_follow_the_person_knows_nothing(fill, as_, browse, ivan, noor, colette, vera, momo, near):
    result = fill("cows", value=1)
    near("social")
    near("mobile")
    for other in (ivan, noor):
        with as_(other):
            assert selectors.courses_of(other, momo) == []
            assert selectors.latest(other, momo, "cows") is None
            assert lines(other, [momo.pk], None, 10) == []
            with pytest.raises(Http404):
                selectors.result_for(other, result.pk)
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM care_scaleresult")
                assert cursor.fetchone() == (0,)
        for address in (f"/scales/{result.pk}/", f"/scales/{result.pk}/paper/", f"/scales/{result.pk}/correct/"):
            assert browse(other).get(address).status_code == 404
    for other in (vera, colette):
        assert browse(other).get(f"/scales/{result.pk}/").status_code == 403
    with pytest.raises(Refused, match="Another team follows"):
        fill("cows", by=noor)


def test_each_part_of_the_file_is_its_own(fill, as_, nadia, ivan, amina, momo, near):
    near("social")
    near("doctors")
    fill("audit-c", value=2)
    fill("audit-c", value=1, by=ivan, compartment="social")
    fill("phq-9", value=3, by=amina, compartment="psych")
    seen = {}
    for who in (nadia, ivan, amina):
        with as_(who):
            seen[who.username] = [(one.scale.name, one.latest.result.compartment) for one in selectors.courses_of(who, momo)]
    assert seen == {"nadia": [("AUDIT-C", "nursing")], "ivan": [("AUDIT-C", "social")], "amina": [("PHQ-9", "psych")]}


def test_the_latest_says_how_it_changed(fill, as_, nadia, momo):
    fill("cows", value=2, minutes=120)
    fill("cows", value=1)
    fill("assist", value=0, about="opioids")
    with as_(nadia):
        cows, assist = selectors.courses_of(nadia, momo)
        assert [one.change for one in cows.entries] == [13 - cows.entries[1].result.score, None]
        assert (assist.title, assist.key, assist.latest.change) == ("ASSIST · opioids", "assist-opioids", None)
        assert selectors.latest(nadia, momo, "assist") is None
        assert selectors.latest(nadia, momo, "assist", "opioids").result.score == 0


def test_lines_of_the_story_hold_sums_and_no_answers(fill, as_, nadia, momo):
    fill("cows", value=1, minutes=30)
    fill("ciwa-ar", value=1, minutes=20)
    fill("sds", value=1, about="opioids", minutes=10)
    fill("assist", value=1, about="alcohol")
    with as_(nadia):
        told = [(line.kind, line.text) for line in lines(nadia, [momo.pk], None, 10)]
        assert told == [
            ("ASSIST", "alcohol: 20 of 39, moderate risk"), ("SDS", "opioids: 5 of 15"), ("CIWA-Ar", "10 of 67"), ("COWS", "13 of 48, moderate"),
        ]
        assert len(lines(nadia, [momo.pk], None, 2)) == 2


def test_files_joined_to_one_are_read_together(fill, as_, nadia, vera, momo, near):
    from intake.person.models import Person

    fill("cows", value=1, minutes=5)
    with as_(vera):
        other = open_file(actor=vera, alias="Momo B.")
        grant_team(person=other, team=Team.objects.get(code="nurses"), compartment="desk", days=30, origin="contact")
    fill("cows", value=2, person=other)
    with as_(vera):
        Person.objects.filter(pk=other.pk).update(merged_into=momo)
    with as_(nadia):
        (course,) = selectors.courses_of(nadia, momo)
        assert len(course.entries) == 2
        assert selectors.latest(nadia, momo, "cows").result.person_id == other.pk
        assert len(of_person(nadia, momo)["courses"]) == 1


def test_nothing_is_left_when_the_ledger_fails(fill, as_, nadia, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("the ledger is down")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError):
        fill("cows")
    with as_(nadia):
        assert not ScaleResult.objects.exists()


def test_answers_whose_key_is_destroyed_are_said_to_be_gone(fill, as_, nadia, browse, monkeypatch):
    from audit.vault.errors import Shredded
    from audit.vault.fields import Sealed

    result = fill("cows", value=1)

    def gone(_self):
        raise Shredded("destroyed")

    monkeypatch.setattr(Sealed, "reveal", gone)
    with as_(nadia):
        found = selectors.opened(nadia, selectors.result_for(nadia, result.pk))
        assert (found.sealed_for_good, found.answers, found.recounted) == (True, (), None)


def test_a_correction_puts_right_its_own_kind_and_says_why(fill, as_, nadia, vera, momo, near):
    """Whatever writes: another person, scale, part of the file or an earlier moment is refused by the database."""
    near("nurses")
    with as_(vera):
        other = open_file(actor=vera, alias="Lina")
        grant_team(person=other, team=Team.objects.get(code="nurses"), compartment="desk", days=30, origin="contact")
    fill("cows", person=other)
    row = fill("cows")
    values = {name: getattr(row, name) for name in ("person_id", "compartment", "code", "version", "language", "mode", "taken_at", "score", "most", "by", "written_at")}
    with as_(nadia):
        wrong = (
            {"person_id": other.pk}, {"code": "audit-c"}, {"about": "opioids"}, {"because": None}, {"replaces_id": None},
            {"written_at": row.written_at - timedelta(days=1), "taken_at": row.written_at - timedelta(days=2)},
        )
        for one in wrong:
            with pytest.raises(DatabaseError), transaction.atomic():
                ScaleResult(**values | {"replaces_id": row.pk, "because": "misread", "answers": "{}"} | one).save(force_insert=True)
        ScaleResult(**values, replaces_id=row.pk, because="misread", answers="{}").save(force_insert=True)
        assert ScaleResult.objects.count() == 3
