"""Visits: that there was one is known to the housing team, what was said to one part of the file; what is due and late."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from audit.rules import Refused
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.shifts.registry import Span, handover
from centre.staff.models import Membership, Team
from housing.placements.actions import add_lease, change_lease, end_placement, keep_arrears
from housing.support import actions, selectors
from housing.support.enums import Need
from housing.support.models import SupportVisit, VisitContent, VisitRhythm

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 4)
SECRET = "Parle de sa fille, veut la revoir."


@pytest.fixture(autouse=True)
def autumn(at):
    return at("2026-09-15 14:00")


@pytest.fixture
def kenza(house_them, homes):
    """Somebody housed since May."""
    return house_them("Kenza", MAY, homes.studio)


def text_of(response):
    return response.content.decode()


def visit(actor, placement, day="2026-09-14 10:00", **more):
    facts = {"where": "home", "minutes": 45, "part": "housing", "text": SECRET, "client_uuid": uuid4()} | more
    return actions.record_visit(actor=actor, placement=placement, at=clock.instant(day), **facts)


def test_a_visit_is_known_to_housing_and_its_content_to_one_part(as_, hugo, colette, kenza, verbs):
    with as_(hugo):
        done = visit(hugo, kenza, part="social", kinds=["talk", "money"])
        (shown,) = selectors.opened(hugo, [done])
        assert (shown.who, shown.kinds, shown.contents[0].text) == ("Hugo", "talk, rent and money", SECRET)
    with as_(colette):
        (shown,) = selectors.opened(colette, selectors.visits_of(colette, kenza))
        assert (shown.who, shown.contents) == ("Hugo", ())
        assert VisitContent.objects.count() == 0, "the second wall"
    assert verbs("housing.visit.") == ["housing.visit.recorded", "housing.visit.viewed", "housing.visit.viewed"]


def test_a_nurse_of_the_team_writes_in_her_own_part(as_, ada, hugo, nadia, kenza):
    with as_(ada):
        Membership.objects.create(user=nadia, team=Team.objects.get(code="homes"))
    with as_(nadia) as nurse:
        assert "nursing" in dict(actions.policies.parts_for(nurse, kenza))
        done = visit(nurse, kenza, part="nursing", text="Pansement refait.")
    with as_(hugo):
        (shown,) = selectors.opened(hugo, [selectors.visit_for(hugo, done.pk)])
        assert (shown.who, shown.contents) == ("Nadia", ())


def test_nobody_writes_in_a_part_of_others(as_, hugo, kenza):
    with as_(hugo), pytest.raises(Refused, match="does not write in this part"):
        visit(hugo, kenza, part="nursing")


def test_another_team_that_follows_keeps_its_part(as_, hugo, vera, ivan, kenza):
    with as_(vera):
        grant_team(person=kenza.person, team=Team.objects.get(code="social"), compartment="social", days=30, origin="contact")
    with as_(hugo):
        assert "social" not in dict(actions.policies.parts_for(hugo, kenza))
        with pytest.raises(Refused, match="does not write in this part"):
            visit(hugo, kenza, part="social")


def test_nothing_is_written_over_and_nobody_writes_in_anothers_name(as_, hugo, colette, kenza):
    with as_(hugo):
        done = visit(hugo, kenza)
        for change in (lambda: SupportVisit.objects.update(minutes=1), lambda: VisitContent.objects.update(by=hugo.pk)):
            with pytest.raises(ProgrammingError), transaction.atomic():
                change()
        actions.add_to_visit(actor=hugo, visit=done, part="housing", text="Elle a rappelé.", client_uuid=uuid4())
        (shown,) = selectors.opened(hugo, [done])
        assert [(one.text, one.added) for one in shown.contents] == [(SECRET, False), ("Elle a rappelé.", True)]
        forged = VisitRhythm(
            placement=kenza, person=kenza.person, every_days=3, from_on=MAY, by=colette.pk, at=clock.now(), client_uuid=uuid4()
        )
        with pytest.raises(ProgrammingError), transaction.atomic():
            forged.save()


def test_the_same_form_twice_is_one_visit(as_, hugo, kenza):
    number = uuid4()
    with as_(hugo):
        assert visit(hugo, kenza, client_uuid=number).pk == visit(hugo, kenza, client_uuid=number).pk
        assert (SupportVisit.objects.count(), VisitContent.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("day", "more", "words"),
    [
        ("2026-09-16 10:00", {}, "has not taken place yet"),
        ("2026-05-03 10:00", {}, "took the person on on 4/5/2026"),
        ("2026-09-14 10:00", {"next_at": datetime(2026, 9, 1, tzinfo=clock.ZONE)}, "lies before this one"),
    ],
)
def test_a_visit_out_of_its_time_is_refused(as_, hugo, kenza, day, more, words):
    with as_(hugo), pytest.raises(Refused, match=words):
        visit(hugo, kenza, day, **more)


def test_a_visit_that_was_not_kept_has_no_minutes_and_does_not_count_as_one(as_, hugo, kenza):
    with as_(hugo):
        visit(hugo, kenza, "2026-09-01 10:00")
        assert visit(hugo, kenza, outcome="not_home", text="").minutes == 0
        (due,) = selectors.due_visits(hugo, kenza)
        assert (due.on, due.late) == (date(2026, 9, 15), False), "fourteen days after the last that took place"
        assert [(week.monday, week.kept, week.not_kept, week.minutes) for week in selectors.visits_by_week(hugo, MAY, date(2026, 9, 15))] == [
            (date(2026, 8, 31), 1, 0, 45), (date(2026, 9, 14), 0, 1, 0)
        ]


def test_how_often_is_agreed_and_what_was_agreed_before_stays(as_, hugo, kenza):
    with as_(hugo):
        visit(hugo, kenza, "2026-09-10 10:00")
        for days, since in ((7, "2026-05-04"), (3, "2026-09-01")):
            actions.agree_visits(actor=hugo, placement=kenza, every_days=days, from_on=date.fromisoformat(since), client_uuid=uuid4())
        assert [one.every_days for one in selectors.rhythms_of(hugo, kenza)] == [3, 7]
        (due,) = selectors.due_visits(hugo, kenza)
        assert (due.every_days, due.on, due.late) == (3, date(2026, 9, 13), True)
        visit(hugo, kenza, "2026-09-15 09:00", next_at=clock.instant("2026-09-25 11:00"))
        (due,) = selectors.due_visits(hugo, kenza)
        assert (due.on, due.agreed) == (date(2026, 9, 25), clock.instant("2026-09-25 11:00"))


def test_the_usual_days_are_a_setting_of_each_kind_of_programme(as_, hugo, kenza, settings):
    settings.CENTRE_VISIT_DAYS = {"housing_first": 4}
    with as_(hugo):
        assert selectors.every_days(hugo, kenza) == 4


def test_what_needs_attention_rent_visit_lease_and_guarantee(as_, hugo, kenza, house_them, settings):
    with as_(hugo):
        lease = add_lease(
            actor=hugo, placement=kenza, starts_on=MAY, ends_on=date(2026, 10, 31), holder="person", rent_cents=45000,
            guarantee_form="blocked", guarantee_cents=90000, guarantee_paid_on=MAY, client_uuid=uuid4(),
        )
        for month in (6, 7, 8):
            keep_arrears(
                actor=hugo, placement=kenza, month=date(2026, month, 1), owed_cents=10000, state="paid" if month == 6 else "open",
                client_uuid=uuid4(),
            )

        def told():
            return [(one.kind, one.number, one.cents) for one in selectors.attention(hugo)]

        late = (date(2026, 9, 15) - MAY).days - 14
        assert told() == [(Need.ARREARS, 2, 20000), (Need.VISIT, late, 0), (Need.LEASE, 46, 0)]
        settings.CENTRE_ARREARS_MONTHS, settings.CENTRE_LEASE_END_DAYS = 3, 30
        visit(hugo, kenza)
        assert told() == []
        change_lease(
            actor=hugo, lease=lease, ends_on=date(2026, 9, 1), notice_on=None, notice_by="", guarantee_paid_on=MAY, guarantee_returned_on=None
        )
        assert told() == [(Need.LEASE, -14, 0), (Need.GUARANTEE, 14, 90000)]
        add_lease(actor=hugo, placement=kenza, starts_on=date(2026, 9, 2), holder="person", rent_cents=1, client_uuid=uuid4())
        assert told() == [(Need.GUARANTEE, 14, 90000)]


def test_an_overdue_home_is_on_the_home_board_and_the_attention_page(browse, as_, hugo, nadia, kenza):
    client = browse(hugo)
    assert "days late" in text_of(client.get(reverse("attention")))
    assert "days late" in text_of(client.get(reverse("home")))
    with as_(hugo):
        visit(hugo, kenza)
    assert "No home needs attention today." in text_of(client.get(reverse("attention")))
    assert "Kenza" not in text_of(browse(nadia).get(reverse("attention")))


def test_a_visit_is_written_from_the_file_and_added_to(browse, as_, hugo, kenza):
    client = browse(hugo)
    add = reverse("visit_add", args=[kenza.pk])
    assert client.get(reverse("visit_begin", args=[kenza.person_id]))["Location"] == add
    page = text_of(client.get(add))
    assert reverse("danger_assess_for", args=[kenza.person_id]) in page
    sent = {
        "at": "2026-09-14T10:00", "outcome": "kept", "where": "home", "minutes": "40", "kinds": ["talk"], "part": "housing", "text": SECRET,
        "next_at": "2026-09-20T10:00", "client_uuid": str(uuid4()),
    }
    refused = client.post(add, sent | {"at": "2026-10-01T10:00"})
    assert refused.status_code == 422
    assert SECRET in text_of(refused)
    assert client.post(add, sent)["Location"] == reverse("placement", args=[kenza.pk])
    assert SECRET in text_of(client.get(reverse("placement", args=[kenza.pk])))
    assert SECRET not in text_of(client.get(reverse("placement_print", args=[kenza.pk])))
    assert "next visit 20/9 10:00" in text_of(client.get(reverse("person", args=[kenza.person_id])))
    with as_(hugo):
        done = SupportVisit.objects.get()
    one = reverse("visit", args=[done.pk])
    assert client.post(one, {"part": "housing", "text": "Elle a rappelé.", "client_uuid": str(uuid4())}).status_code == 302
    assert "added later" in text_of(client.get(one))
    assert client.post(one, {"part": "nursing", "text": "x", "client_uuid": str(uuid4())}).status_code == 422


def test_how_often_is_agreed_on_its_page(browse, hugo, kenza):
    client, page = browse(hugo), reverse("visit_rhythm", args=[kenza.pk])
    assert client.post(page, {"every_days": "0", "from_on": "2026-09-01"}).status_code == 422
    assert client.post(page, {"every_days": "5", "from_on": "2026-01-01"}).status_code == 422
    assert client.post(page, {"every_days": "5", "from_on": "2026-09-01"}).status_code == 302
    assert "every 5 days from 1/9/2026" in text_of(client.get(page))


def test_without_a_placement_there_is_no_visit(browse, hugo, known):
    momo = known("Momo")
    page = text_of(browse(hugo).get(reverse("visit_begin", args=[momo.pk]), follow=True))
    assert "Nobody accompanies this person in a home now." in page


def test_the_weeks_of_visits_are_asked_for_and_a_wrong_period_is_refused(browse, as_, hugo, kenza):
    client, page = browse(hugo), reverse("visits")
    with as_(hugo):
        visit(hugo, kenza)
    assert "14 September 2026" in text_of(client.get(page))
    assert "No visit in these weeks." in text_of(client.get(page, {"first": "2026-01-01", "last": "2026-02-01"}))
    assert client.get(page, {"first": "2026-02-01", "last": "2026-01-01"}).status_code == 422


def test_the_handover_tells_of_visits_agreed_and_who_moved(as_, hugo, colette, kenza):
    section = next(one for one in handover.everything() if one.slug == "homes")
    with as_(hugo):
        visit(hugo, kenza, next_at=clock.instant("2026-09-16 09:00"))
        span = Span(clock.instant("2026-09-15 06:00"), clock.instant("2026-09-15 20:00"))
        assert sorted(one.code for one in section.entries_for(hugo, span)) == ["moved", "visit"]
        figures = selectors.figures(hugo, clock.instant("2026-09-14 06:00"), clock.instant("2026-09-15 06:00"))
        assert figures == {"housed": 1, "kept": 1, "not_kept": 0, "late": 0}
        end_placement(actor=hugo, placement=kenza, ended_on=date(2026, 9, 15), reason="rent")
        assert [one.code for one in section.entries_for(hugo, span)] == ["left"]


def test_a_visit_may_be_written_after_the_end_but_not_for_ever(as_, hugo, kenza):
    with as_(hugo):
        kenza = end_placement(actor=hugo, placement=kenza, ended_on=date(2026, 8, 1), reason="rent")
        assert visit(hugo, kenza, "2026-08-20 10:00")
        with pytest.raises(Refused, match="This placement is over"):
            visit(hugo, kenza, "2026-09-10 10:00")

