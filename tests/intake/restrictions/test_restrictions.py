"""Limits with due process: one scope, an end, two people, an appeal; and never a passage refused."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.ledger.models import Event
from audit.rights.registry import collectors
from audit.rules import Refused
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.shifts.registry import Span
from centre.staff.models import Team
from intake.desk.models import Passage, Service
from intake.restrictions import actions, panels, policies, selectors
from intake.restrictions.enums import NEVER, Answer, State
from intake.restrictions.models import Restriction, RestrictionAppeal, RestrictionReason
from intake.restrictions.states import MOVES
from intake.spaces.models import Space

WHY = "A frappé un collègue devant le casier."


def service(code):
    return Service.objects.get(code=code)


def propose(who, person, *, code="shower", days=3, **more):
    ends = timezone.now() + timedelta(days=days)
    facts = {
        "space": None, "service": service(code), "reason": WHY, "ends_at": ends, "review_on": clock.service_day(),
        "client_uuid": uuid.uuid4(),
    } | more
    return actions.propose_restriction(actor=who, person=person, **facts)


@pytest.fixture
def proposed(as_, vera, momo):
    with as_(vera):
        return propose(vera, momo)


@pytest.fixture
def standing(as_, colette, proposed):
    with as_(colette):
        return actions.decide_restriction(actor=colette, restriction=proposed, agreed=True)


def shown_at_desk(browse, who, person):
    return browse(who).get(reverse("desk_person", args=[person.pk])).content.decode()


def test_proposed_it_limits_nothing_decided_it_warns_the_desk(browse, as_, vera, colette, momo, proposed):
    assert "not until" not in shown_at_desk(browse, vera, momo)
    assert browse(colette).post(reverse("restriction_decide", args=[proposed.pk]), {"agreed": "yes"}).status_code == 302
    text = shown_at_desk(browse, vera, momo)
    assert "Shower: not until" in text
    assert WHY not in text


@pytest.mark.parametrize("code", ["shower", "reception", "sterile_material"])
def test_no_passage_is_ever_refused(browse, as_, vera, momo, standing, code):
    desk = browse(vera)
    response = desk.post(reverse("passage_record"), {"service": code, "person": momo.pk, "client_uuid": uuid.uuid4()})
    assert response.status_code == 302
    with as_(vera):
        assert Passage.objects.filter(person=momo, service__code=code).count() == 1
    assert "Shower: not until" in shown_at_desk(browse, vera, momo)


def test_the_tap_with_script_is_recorded_too(browse, as_, vera, momo, standing):
    data = {"service": "shower", "person": momo.pk, "client_uuid": uuid.uuid4()}
    assert browse(vera).post(reverse("passage_record"), data, headers={"HX-Request": "true"}).status_code == 200
    with as_(vera):
        assert Passage.objects.filter(person=momo).count() == 1


@pytest.mark.parametrize("code", NEVER)
def test_what_keeps_somebody_alive_is_never_restricted(as_, vera, momo, code):
    with as_(vera):
        with pytest.raises(Refused, match="never restricted"):
            propose(vera, momo, code=code)
        assert code not in selectors.restrictable_services().values_list("code", flat=True)


@pytest.mark.parametrize("code", NEVER)
def test_the_database_does_not_restrict_it_either(as_, vera, proposed, code):
    with as_(vera), pytest.raises(IntegrityError, match="restriction_never_of_what_keeps_alive"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE intake_restriction SET service_id = %s", [code])


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("service_id = NULL", "restriction_of_one_space_or_service"),
        ("space_id = 'day_room'", "restriction_of_one_space_or_service"),
        ("ends_at = NULL", "null value"),
        ("ends_at = starts_at", "restriction_has_an_end"),
        ("ends_at = starts_at + interval '2 years'", "restriction_has_an_end"),
        ("state = 'in_force', decided_by = proposed_by", "restriction_decided_by_another"),
        ("state = 'in_force'", "restriction_decided_by_another"),
        ("state = 'lifted', decided_by = 4711", "restriction_lifted_by_someone"),
    ],
)
def test_the_database_wants_one_scope_an_end_and_two_people(as_, vera, proposed, sql, name):
    with as_(vera), pytest.raises(IntegrityError, match=name), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE intake_restriction SET {sql}")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ends_at": None}, "needs an end"),
        ({"days": -1}, "before its end"),
        ({"days": 31}, "at most 30 days"),
        ({"review_on": None}, "on which day it is looked at again"),
        ({"review_on": "late"}, "on which day it is looked at again"),
        ({"service": None}, "Nobody is kept out of everything"),
        ({"space": "day_room"}, "Nobody is kept out of everything"),
    ],
)
def test_a_proposal_is_refused_in_words(as_, vera, momo, change, words):
    with as_(vera):
        if change.get("review_on"):
            change = {"review_on": clock.service_day() + timedelta(days=9)}
        if change.get("space"):
            change = {"space": Space.objects.get(code="day_room")}
        with pytest.raises(Refused, match=words):
            propose(vera, momo, **change)
        assert not Restriction.objects.exists()


def test_the_centre_sets_the_longest(as_, vera, momo, settings):
    settings.CENTRE_RESTRICTION_MOST_DAYS = 2
    with as_(vera), pytest.raises(Refused, match="at most 2 days"):
        propose(vera, momo, days=3)
    settings.CENTRE_RESTRICTION_MOST_DAYS = 90
    with as_(vera):
        assert propose(vera, momo, days=60).state == State.PROPOSED


def test_the_page_says_what_is_missing_and_loses_nothing(browse, as_, vera, momo):
    desk, url = browse(vera), reverse("restriction_propose", args=[momo.pk])
    page = desk.get(url).content.decode()
    assert 'value="service:shower"' in page
    assert 'value="service:naloxone"' not in page
    assert "Help in an emergency" in page
    answer = desk.post(url, {"scope": "service:shower", "reason": WHY, "review_on": clock.service_day().isoformat()})
    assert answer.status_code == 422
    assert "A restriction needs an end" in answer.content.decode()
    assert WHY in answer.content.decode()
    ends = timezone.localtime() + timedelta(days=2)
    facts = {"scope": "space:day_room", "reason": WHY, "ends_at": ends.strftime("%Y-%m-%dT%H:%M"), "review_on": clock.service_day().isoformat()}
    number = uuid.uuid4()
    for _ in range(2):
        assert desk.post(url, facts | {"client_uuid": number}).status_code == 302
    with as_(vera):
        assert Restriction.objects.get().space_id == "day_room"


def test_whoever_proposes_does_not_decide(as_, colette, corentin, vera, momo):
    with as_(vera):
        grant_team(person=momo, team=Team.objects.get(code="coordination"), compartment="desk", days=30, origin="contact")
    with as_(colette):
        mine = propose(colette, momo)
        with pytest.raises(Refused, match="Somebody else decides"):
            actions.decide_restriction(actor=colette, restriction=mine, agreed=True)
    with as_(vera), pytest.raises(Refused, match="Your role"):
        actions.decide_restriction(actor=vera, restriction=mine, agreed=True)
    with as_(corentin):
        assert actions.decide_restriction(actor=corentin, restriction=mine, agreed=True).decided_by == corentin.pk
        with pytest.raises(Refused, match="decided before"):
            actions.decide_restriction(actor=corentin, restriction=mine, agreed=False)


def test_not_decided_it_limits_nothing(browse, as_, vera, colette, momo, proposed):
    browse(colette).post(reverse("restriction_decide", args=[proposed.pk]), {"agreed": "no"})
    with as_(vera):
        assert Restriction.objects.get().state == State.REFUSED
        assert selectors.limits_of(vera, momo) == []


def test_it_ends_by_itself(as_, vera, momo, standing):
    with as_(vera):
        assert selectors.limits_of(vera, momo) == [standing]
        with clock.at(standing.ends_at):
            assert selectors.limits_of(vera, momo) == []
            with pytest.raises(Refused, match="has ended"):
                policies.review_restriction.check(
                    SimpleNamespace(may=lambda permission: True, roles=lambda: {"coordinator"}), restriction=standing
                )


def test_why_is_for_the_coordination(browse, as_, vera, walid, colette, nadia, standing):
    url = reverse("restriction", args=[standing.pk])
    assert {who.username: WHY in browse(who).get(url).content.decode() for who in (vera, walid, colette)} == {
        "vera": True, "walid": False, "colette": True,
    }
    assert browse(nadia).get(url).status_code == 404
    with as_(vera), clock.at(timezone.now() + timedelta(hours=25)):
        assert selectors.reason_of(vera, standing) is None
    for who, seen in ((walid, (1, 0)), (colette, (1, 1)), (nadia, (0, 0))):
        with as_(who):
            assert (Restriction.objects.count(), RestrictionReason.objects.count()) == seen


def test_an_outsider_finds_nothing(browse, as_, olga, ivan, standing):
    assert browse(olga).get(reverse("restriction", args=[standing.pk])).status_code == 403
    assert browse(ivan).get(reverse("restriction_notice", args=[standing.pk])).status_code == 404
    with as_(ivan), connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM intake_restriction), (SELECT count(*) FROM intake_historicalrestriction)")
        assert cursor.fetchone() == (0, 0)


def test_a_limit_of_the_womens_space_stays_in_it(browse, as_, vera, women_worker, colette, momo):
    with as_(women_worker):
        space = Space.objects.get(code="women_space")
        grant_team(person=momo, team=Team.objects.get(code="women"), compartment="women_space", days=30, origin="relation")
        made = propose(women_worker, momo, space=space, service=None)
        assert made.compartment == "women_space"
    for who in (vera, colette):
        with as_(who):
            assert (Restriction.objects.count(), RestrictionReason.objects.count()) == (0, 0)
    with as_(vera), pytest.raises(Refused, match="Only the team of this space"):
        propose(vera, momo, space=space, service=None)


@pytest.mark.parametrize(("language", "words"), [("fr", "fr"), ("nl", "nl"), ("en", "en"), ("", "fr")])
def test_the_notice_speaks_the_language_of_the_person(browse, vera, standing, language, words):
    text = browse(vera).get(reverse("restriction_notice", args=[standing.pk]), {"language": language} if language else {}).content.decode()
    assert f'<html lang="{words}"' in text
    assert {"fr": "Douche", "nl": "Douche", "en": "Shower"}[words] in text
    assert "Naloxone" in text
    assert standing.ends_at.astimezone(clock.ZONE).strftime("%H:%M") in text


def test_a_proposal_has_no_notice(browse, vera, proposed):
    answer = browse(vera).get(reverse("restriction_notice", args=[proposed.pk]), follow=True)
    assert "There is no notice to print" in answer.content.decode()


def test_the_notice_gives_the_reason_only_from_who_may_read_it(browse, as_, walid, colette, standing):
    url = reverse("restriction_notice", args=[standing.pk])
    assert WHY in browse(colette).get(url).content.decode()
    assert WHY not in browse(walid).get(url).content.decode()


def test_a_review_only_makes_it_shorter(browse, as_, colette, standing):
    later, sooner = (standing.ends_at + timedelta(hours=hours) for hours in (1, -24))
    with as_(colette):
        with pytest.raises(Refused, match="only make it shorter"):
            actions.review_restriction(actor=colette, restriction=standing, ends_at=later)
        reviewed = actions.review_restriction(actor=colette, restriction=standing, ends_at=sooner)
        assert (reviewed.ends_at, reviewed.reviewed_by) == (sooner, colette.pk)
    assert browse(colette).post(reverse("restriction_review", args=[standing.pk]), {"ends_at": "soon"}).status_code == 422


def test_it_is_lifted_at_once(browse, as_, vera, colette, momo, standing):
    browse(colette).post(reverse("restriction_lift", args=[standing.pk]))
    with as_(vera):
        assert Restriction.objects.get().lifted_by == colette.pk
        assert selectors.limits_of(vera, momo) == []


def test_an_appeal_is_answered_by_another(browse, as_, vera, walid, colette, corentin, momo, standing):
    url, number = reverse("restriction_appeal", args=[standing.pk]), uuid.uuid4()
    for _ in range(2):
        browse(vera).post(url, {"words": "C'était pas moi", "client_uuid": number})
    with as_(vera):
        appeal = RestrictionAppeal.objects.get()
    assert "pas moi" not in browse(walid).get(reverse("restriction", args=[standing.pk])).content.decode()
    with as_(colette), pytest.raises(Refused, match="Somebody else answers"):
        actions.answer_appeal(actor=colette, appeal=appeal, answer=Answer.KEPT, because="x")
    answer = reverse("appeal_answer", args=[appeal.pk])
    assert browse(corentin).post(answer, {"answer": "shortened", "because": "x"}).status_code == 422
    assert browse(corentin).post(answer, {"answer": "lifted", "because": "Deux témoins disent autre chose."}).status_code == 302
    with as_(corentin):
        assert Restriction.objects.get().state == State.LIFTED
        with pytest.raises(Refused, match="answered before"):
            actions.answer_appeal(actor=corentin, appeal=RestrictionAppeal.objects.select_related("restriction").get(), answer=Answer.KEPT, because="x")
    with as_(vera):
        assert selectors.limits_of(vera, momo) == []


def test_a_proposal_cannot_be_appealed(as_, vera, proposed):
    with as_(vera), pytest.raises(Refused, match="no decision to appeal"):
        actions.record_appeal(actor=vera, restriction=proposed, words="x", client_uuid=uuid.uuid4())


def test_an_appeal_can_make_it_shorter(as_, vera, corentin, standing):
    sooner = standing.ends_at - timedelta(days=1)
    with as_(vera):
        appeal = actions.record_appeal(actor=vera, restriction=standing, words="x", client_uuid=uuid.uuid4())
    with as_(corentin):
        appeal = RestrictionAppeal.objects.select_related("restriction").get(pk=appeal.pk)
        with pytest.raises(Refused, match="only make it shorter"):
            actions.answer_appeal(actor=corentin, appeal=appeal, answer=Answer.SHORTENED, because="x", ends_at=standing.ends_at + timedelta(days=1))
        actions.answer_appeal(actor=corentin, appeal=appeal, answer=Answer.SHORTENED, because="x", ends_at=sooner)
        assert Restriction.objects.get().ends_at == sooner


def test_what_ends_soon_is_told_to_the_next_shift_without_why(browse, as_, vera, momo, standing):
    with as_(vera):
        span = Span(timezone.now() - timedelta(hours=8), timezone.now())
        (entry,) = panels.shift_entries(vera, span)
        assert (entry.person, entry.code, entry.at) == (momo.pk, "ends", standing.ends_at)
        assert panels.shift_figures(vera, span) == {"standing": 1, "soon": 1, "to_review": 1, "proposed": 0}
    text = browse(vera).get(reverse("restrictions")).content.decode()
    assert "Momo · Shower" in text
    assert WHY not in text


def test_the_lists_cost_the_same_for_one_and_for_three(browse, as_, vera, colette, momo):
    costs = []
    for codes in (("shower",), ("meal", "laundry")):
        for code in codes:
            with as_(vera):
                made = propose(vera, momo, code=code)
            with as_(colette):
                actions.decide_restriction(actor=colette, restriction=made, agreed=True)
        desk = browse(vera)
        for url in (reverse("desk_person", args=[momo.pk]), reverse("restrictions")):
            desk.get(url)
            with CaptureQueriesContext(connection) as seen:
                assert desk.get(url).status_code == 200
            costs.append(len(seen))
    assert costs[:2] == costs[2:]
    assert costs[0] <= 13


def test_every_move_is_in_the_table(as_, vera, colette, standing):
    assert set(MOVES) == set(State)
    assert MOVES[State.PROPOSED] == (State.IN_FORCE, State.REFUSED)
    with as_(colette):
        lifted = actions.lift_restriction(actor=colette, restriction=standing)
        with pytest.raises(Refused, match="has ended"):
            actions.lift_restriction(actor=colette, restriction=lifted)


def test_nothing_is_left_when_the_ledger_fails(as_, vera, momo, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError), as_(vera):
        propose(vera, momo)
    with as_(vera):
        assert (Restriction.objects.count(), RestrictionReason.objects.count()) == (0, 0)


def test_the_ledger_knows(as_, vera, colette, dora, momo, standing):
    with as_(colette):
        selectors.reason_of(colette, standing)
    with as_(dora):
        verbs = Event.objects.filter(subject=momo.pk, verb__startswith="intake.restriction").order_by("id")
        assert list(verbs.values_list("verb", flat=True)) == [
            "intake.restriction.proposed", "intake.restriction.decided", "intake.restriction.viewed",
        ]


def test_erasure_removes_it(as_worker, db):
    from intake.person.models import Person

    person, now = Person.objects.create(alias="Momo"), timezone.now()
    made = Restriction.objects.create(
        person=person, service_id="shower", starts_at=now, ends_at=now + timedelta(days=1), review_on=now.date(),
        proposed_at=now, proposed_by=1, client_uuid=uuid.uuid4(),
    )
    RestrictionReason.objects.create(restriction=made, person=person, compartment="desk", text="x", by=1, at=now)
    assert any(one.collect(person.pk).get("restrictions") == 1 for one in collectors())
    assert panels.forget(person.pk) == {"restrictions": 1, "appeals": 0}
    assert panels.held_here(person.pk) == {"restrictions": 0, "appeals": 0}
    assert not Restriction.history.exists()
