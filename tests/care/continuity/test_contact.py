"""When contact breaks: lost from sight, prison, after-care; each with a task, each behind the part of the file."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from audit.rules import Refused
from care.continuity import actions, selectors
from care.continuity.dates import MONTHS, months_later
from care.continuity.models import AfterCareContact, LostContact, PrisonStay
from care.continuity.panels import forget
from care.paths.actions import close_path, open_path
from care.paths.timeline import timeline_of
from centre.shifts import clock
from centre.todo.models import Task
from centre.todo.selectors import words_of

DAY = timedelta(days=1)


@pytest.fixture
def path(as_, nadia, momo, near):
    near("nurses")
    with as_(nadia):
        return open_path(actor=nadia, person=momo, compartment="nursing")


def lose(actor, path, **more):
    given = {"last_seen_on": clock.service_day() - 20 * DAY, "client_uuid": uuid.uuid4()} | more
    return actions.lose_contact(actor=actor, path=path, **given)


def imprison(actor, path, **more):
    given = {"entered_on": clock.service_day() - 5 * DAY, "client_uuid": uuid.uuid4()} | more
    return actions.note_prison(actor=actor, path=path, **given)


def tasks():
    return [(words_of(one), one.team.code, one.due_at and clock.local(one.due_at).date(), one.done_at is None) for one in Task.objects.order_by("due_at", "pk")]


def test_lost_from_sight_makes_a_task_of_the_team_once(as_, nadia, path):
    until, number = clock.service_day() + 7 * DAY, uuid.uuid4()
    with as_(nadia):
        first = [lose(nadia, path, look_until=until, where="Gare du Midi", client_uuid=number) for _ in range(2)]
        assert first[0] == first[1]
        assert tasks() == [("Lost from sight: find them again.", "nurses", until, True)]
        with pytest.raises(Refused, match=r"Last seen .*: Nadia wrote it down already"):
            lose(nadia, path)
        with pytest.raises(IntegrityError), transaction.atomic():
            LostContact.objects.create(
                path=path, person_id=path.person_id, compartment="nursing", last_seen_on=until, noted_at=clock.now(), noted_by=nadia.pk,
                moved_at=clock.now(),
            )


def test_a_search_goes_on_and_ends_with_its_task(as_, nadia, path):
    today = clock.service_day()
    with as_(nadia):
        lost = lose(nadia, path, look_until=today)
        actions.move_search(actor=nadia, lost=lost, state="looked_for", look_until=today + 9 * DAY)
        assert tasks()[0][2:] == (today + 9 * DAY, True)
        for wrong in (None, today + DAY, today - 30 * DAY):
            with pytest.raises(Refused, match="The day lies"):
                actions.move_search(actor=nadia, lost=lost, state="found", found_on=wrong)
        found = actions.move_search(actor=nadia, lost=lost, state="found", found_on=today)
        assert (found.state, found.found_on) == ("found", today)
        assert tasks()[0][3] is False
        with pytest.raises(Refused, match="found again cannot become"):
            actions.move_search(actor=nadia, lost=lost, state="lost")
        assert lose(nadia, path, last_seen_on=today).pk != lost.pk


def test_prison_the_treatment_is_handed_on_and_the_task_follows_the_release(as_, nadia, path):
    today = clock.service_day()
    with as_(nadia):
        stay = imprison(nadia, path, place="Saint-Gilles", release_on=today + 30 * DAY)
        assert tasks() == [("Leaves prison: make contact, take the treatment over again.", "nurses", today + 30 * DAY, True)]
        actions.change_prison(actor=nadia, stay=stay, release_on=today + 40 * DAY, handed_on=today, handed_to="Service médical, Dr N.")
        assert tasks()[0][2] == today + 40 * DAY
        stay.refresh_from_db()
        assert (stay.handed_on, stay.handed_to.reveal()) == (today, "Service médical, Dr N.")
        with pytest.raises(Refused, match="not come yet"):
            actions.note_release(actor=nadia, stay=stay, released_on=today + DAY)
        with pytest.raises(Refused, match="before the entry"):
            actions.change_prison(actor=nadia, stay=stay, release_on=stay.entered_on - DAY)
        with pytest.raises(Refused, match=r"In prison since .*: Nadia wrote it down already"):
            imprison(nadia, path)
        actions.note_release(actor=nadia, stay=stay, released_on=today)
        assert tasks()[0][2:] == (today, True), "the task to make contact stays"
        with pytest.raises(Refused, match="Released on"):
            actions.note_release(actor=nadia, stay=stay, released_on=today)


def test_a_release_nobody_expected_still_asks_for_contact(as_, nadia, path):
    with as_(nadia):
        stay = imprison(nadia, path)
        assert tasks() == []
        actions.note_release(actor=nadia, stay=stay, released_on=clock.service_day())
        assert len(tasks()) == 1


@pytest.mark.parametrize(("day", "months", "later"), [
    (date(2026, 8, 31), 1, date(2026, 9, 30)), (date(2026, 11, 30), 3, date(2027, 2, 28)), (date(2027, 11, 30), 3, date(2028, 2, 29)),
    (date(2026, 12, 31), 6, date(2027, 6, 30)), (date(2026, 1, 15), 3, date(2026, 4, 15)),
])
def test_months_later_is_a_day_that_exists(day, months, later):
    assert months_later(day, months) == later


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.sampled_from(MONTHS))
def test_months_later_never_leaps_over_a_month(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_after_care_is_planned_at_the_end_when_agreed(as_, nadia, path, at):
    at("2026-03-31 11:00")
    with as_(nadia):
        closed = close_path(actor=nadia, path=path, reason="together", after_care=True)
        assert list(AfterCareContact.objects.order_by("months").values_list("months", "due_on", "state")) == [
            (1, date(2026, 4, 30), "planned"), (3, date(2026, 6, 30), "planned"), (6, date(2026, 9, 30), "planned"),
        ]
        assert [row[2] for row in tasks()] == [date(2026, 4, 30), date(2026, 6, 30), date(2026, 9, 30)]
        assert len(actions.plan_after_care(actor=nadia, path=closed)) == 3
        assert AfterCareContact.objects.count() == 3
        first = AfterCareContact.objects.get(months=1)
        actions.note_after_care(actor=nadia, contact=first, state="reached", words="Va bien.")
        assert [row[3] for row in tasks()] == [False, True, True]
        with pytest.raises(Refused, match="noted already: contact made"):
            actions.note_after_care(actor=nadia, contact=first, state="not_reached")


@pytest.mark.parametrize(("reason", "agreed"), [("died", True), ("together", False)])
def test_nobody_is_asked_who_died_or_did_not_agree(as_, nadia, path, reason, agreed):
    with as_(nadia):
        close_path(actor=nadia, path=path, reason=reason, after_care=agreed)
        assert (AfterCareContact.objects.count(), Task.objects.count()) == (0, 0)


def test_the_list_has_the_soonest_first_and_what_is_late(as_, browse, nadia, vera, momo, path, near, at):
    from centre.access.grants import grant_team
    from centre.staff.models import Team
    from intake.person.actions import open_file

    now = at("2026-03-10 11:00")
    with as_(nadia):
        with clock.at("2026-03-05 11:00"):
            lose(nadia, path, look_until=date(2026, 3, 9), last_seen_on=date(2026, 2, 1))
        imprison(nadia, path, entered_on=date(2026, 3, 1))
    with as_(vera):
        other = open_file(actor=vera, alias="Lina")
        grant_team(person=other, team=Team.objects.get(code="nurses"), compartment="desk", days=60, origin="contact")
    with as_(nadia):
        second = open_path(actor=nadia, person=other, compartment="nursing")
        close_path(actor=nadia, path=second, reason="together", after_care=True)
        assert [(one.kind, one.on, one.late) for one in selectors.to_reach(nadia)] == [("lost", date(2026, 3, 9), True), ("prison", None, False)]
    with clock.at(now + 25 * DAY), as_(nadia):
        assert [(one.kind, str(one.person), one.on) for one in selectors.to_reach(nadia)][1] == ("after", "Lina", date(2026, 4, 10))
    page = browse(nadia).get("/reach/").content.decode()
    assert "Momo" in page
    assert "late" in page
    assert "no day" in page


def test_the_pages_from_lost_to_found_and_from_prison_to_release(browse, as_, nadia, momo, path):
    client, today = browse(nadia), clock.service_day()
    sent = {"last_seen_on": today + DAY, "reason": "unknown", "where": "Rue Haute", "client_uuid": uuid.uuid4()}
    wrong = client.post(f"/path/{path.pk}/lost/", sent)
    assert wrong.status_code == 422
    assert "Rue Haute" in wrong.content.decode()
    assert client.post(f"/path/{path.pk}/lost/", sent | {"last_seen_on": today - DAY}).status_code == 302
    page = client.get(f"/person/{momo.pk}/path/").content.decode()
    assert "Rue Haute" in page
    with as_(nadia):
        lost = LostContact.objects.get()
    assert client.get(f"/reach/lost/{lost.pk}/").status_code == 200
    assert client.post(f"/reach/lost/{lost.pk}/", {"state": "found"}).status_code == 422
    assert client.post(f"/reach/lost/{lost.pk}/", {"state": "found", "found_on": today}).status_code == 302
    entered = {"entered_on": today, "release_on": today - DAY, "place": "Forest", "client_uuid": uuid.uuid4()}
    assert "after the entry" in client.post(f"/path/{path.pk}/prison/", entered).content.decode()
    assert client.post(f"/path/{path.pk}/prison/", entered | {"release_on": today + DAY}).status_code == 302
    with as_(nadia):
        stay = PrisonStay.objects.get()
    assert "Say both" in client.post(f"/reach/prison/{stay.pk}/", {"handed_to": "Dr N."}).content.decode()
    assert client.post(f"/reach/prison/{stay.pk}/", {"handed_to": "Dr N.", "handed_on": today, "release_on": today + DAY}).status_code == 302
    assert "Dr N." in client.get(f"/reach/prison/{stay.pk}/").content.decode()
    assert "Treatment handed on to Dr N." in client.get(f"/person/{momo.pk}/path/").content.decode()
    assert client.post(f"/reach/prison/{stay.pk}/release/", {"released_on": today}).status_code == 302
    assert client.post(f"/path/{path.pk}/close/", {"reason": "together", "after_care": "on"}).status_code == 302
    with as_(nadia):
        contact = AfterCareContact.objects.get(months=1)
    assert client.post(f"/reach/after/{contact.pk}/", {"state": "not_reached", "words": "Pas de réponse"}).status_code == 302
    page = client.get(f"/person/{momo.pk}/path/").content.decode()
    for words in ("Was in prison", "Found again", "Pas de réponse", "after 6 months", "ended together"):
        assert words in page
    shown = client.get(f"/person/{momo.pk}/timeline/").content.decode()
    for words in ("In prison", "Lost from sight", "After-care", "Rue Haute"):
        assert words in shown


def test_a_day_that_cannot_be_stands_beside_its_own_field(browse, as_, nadia, path):
    client, today = browse(nadia), clock.service_day()
    with as_(nadia):
        stay, loss = imprison(nadia, path), lose(nadia, path)
    for page, pk, typed, field in (
        ("lost_add", path.pk, {"last_seen_on": today, "reason": "unknown", "look_until": today - DAY}, "look_until"),
        ("lost_move", loss.pk, {"state": "found", "found_on": today + DAY}, "found_on"),
        ("lost_move", loss.pk, {"state": "looked_for", "look_until": today - DAY}, "look_until"),
        ("prison_add", path.pk, {"entered_on": today, "release_on": today - DAY}, "release_on"),
        ("prison_edit", stay.pk, {"handed_to": "Service médical", "handed_on": today + DAY}, "handed_on"),
        ("prison_release", stay.pk, {"released_on": today - 9 * DAY}, "released_on"),
    ):
        answer = client.post(reverse(page, args=[pk]), typed | {"client_uuid": uuid.uuid4()})
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field}), page
        assert all(str(value) in answer.content.decode() for value in typed.values()), "nothing typed is lost"


def test_another_part_of_the_house_sees_none_of_it(as_, browse, nadia, ivan, vera, colette, noor, momo, path, near):
    near("social")
    near("mobile")
    with as_(nadia):
        lost, stay = lose(nadia, path, where="Rue Haute"), imprison(nadia, path)
    for actor, expected in ((ivan, 404), (noor, 404), (vera, 403), (colette, 403)):
        client = browse(actor)
        for address in (f"/reach/lost/{lost.pk}/", f"/reach/prison/{stay.pk}/", f"/reach/prison/{stay.pk}/release/", f"/path/{path.pk}/lost/"):
            assert client.get(address).status_code == expected
        if expected == 404:
            assert "Momo" not in client.get("/reach/").content.decode()
        with as_(actor), connection.cursor() as cursor:
            for table in ("care_lostcontact", "care_prisonstay", "care_historicallostcontact", "care_historicalprisonstay", "centre_task"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,)
    with as_(ivan):
        assert [one.line.kind for one in timeline_of(ivan, momo).lines] == []
        with pytest.raises(DatabaseError), transaction.atomic():
            PrisonStay.objects.create(
                path=path, person=momo, compartment="social", entered_on=clock.service_day(), noted_at=clock.now(), noted_by=ivan.pk
            )


def test_nothing_is_left_when_the_ledger_fails(as_, nadia, path, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with as_(nadia):
        for act in (lambda: lose(nadia, path), lambda: imprison(nadia, path, release_on=clock.service_day())):
            with pytest.raises(RuntimeError):
                act()
        assert (LostContact.objects.count(), PrisonStay.objects.count(), Task.objects.count()) == (0, 0, 0)


def test_erasure_takes_all_of_it(as_worker, db, nadia):
    from care.paths.models import CarePath
    from intake.person.models import Person

    person, now, today = Person.objects.create(alias="Bo"), clock.now(), clock.service_day()
    path = CarePath.objects.create(person=person, compartment="nursing", opened_at=now, opened_by=nadia.pk)
    common = {"path": path, "person": person, "compartment": "nursing"}
    LostContact.objects.create(**common, last_seen_on=today, where="x", noted_at=now, noted_by=nadia.pk, moved_at=now)
    PrisonStay.objects.create(**common, entered_on=today, noted_at=now, noted_by=nadia.pk)
    AfterCareContact.objects.create(**common, months=1, due_on=today, planned_at=now, planned_by=nadia.pk)
    assert forget(person.pk) == {"losses": 1, "prison_stays": 1, "after_care": 1}
    for model in (LostContact, PrisonStay, AfterCareContact):
        assert (model.objects.count(), model.history.count()) == (0, 0)
