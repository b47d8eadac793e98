"""Attacks on beds and homes: any SQL inside a good session, every page with every real number in it.

A woman sleeps in the women's space: nobody outside its teams learns of it, by a page, a figure or a function. What is
written is written by who may write it, in their own name, about the person that it is about. Source: PRIVACY 2, 3, 7.
"""
from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse

from centre.shifts import clock
from centre.staff.models import Membership, Team
from housing.beds.models import Closure
from housing.belongings.actions import keep_belongings, warn_owner
from housing.belongings.models import Keeping, Locker
from housing.houserules.models import HouseRule
from housing.nights.actions import close_round, look_at_bed, open_night_round
from housing.nights.models import Look
from housing.placements.models import Lease, Placement
from housing.requests.actions import ask_for_bed
from housing.requests.models import BedRequest, PriorityOrder, TurnAway
from housing.stays.actions import admit_to_bed, end_stay, extend_stay, move_bed
from housing.stays.models import Extension, Stay
from housing.support.models import SupportVisit, VisitContent
from tests.architecture.test_doors import PUBLIC, doors, methods
from tests.conftest import owner_connection
from tests.housing.placements.stage import homes, house_them, known  # noqa: F401  the stage of homes

pytestmark = pytest.mark.django_db
HIDDEN, NOTE = "Fatoumata", "Vient de la rue Haute"
WALLED_TABLES = ("housing_room", "housing_bed", "housing_closure", "housing_historicalroom", "housing_historicalbed", "housing_historicalclosure")


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
def deny():
    """`deny(person, user)`: the file is out of the sight of this colleague, who knows the person outside the house."""
    done = []

    def write(person, user):
        done.append(person.pk)
        with owner_connection() as owner:
            owner.execute(
                "INSERT INTO centre_denial (person, principal, reason, created_at) VALUES (%s, %s, 'family', now())", [person.pk, user.pk]
            )

    yield write
    with owner_connection() as owner:
        for key in done:
            owner.execute("DELETE FROM centre_denial WHERE person = %s", [key])


@pytest.fixture
def walled(as_, women_worker, colette, vera, house):
    """Fatoumata, whom the women's space alone knows, sleeps in W1; her things stand in a locker there."""
    from centre.access.grants import end_grant, grant_team
    from intake.person.actions import open_file

    with as_(colette):
        locker = Locker.objects.create(number="W9", space="women_space")
    with as_(women_worker):
        person = open_file(actor=women_worker, alias=HIDDEN, gender="F")
        women = Team.objects.get(code="women")
        grant_team(person=person, team=women, compartment="women_space", days=30, origin="manual")
        asked = ask_for_bed(actor=women_worker, person=person, compartment="women_space", note=NOTE)
        stay = admit_to_bed(actor=women_worker, person=person, bed=house.bW1)
        kept = keep_belongings(actor=women_worker, person=person, what="A bag", locker=locker)
        end_grant(person=person, team=Team.objects.get(code="reception"), compartment="desk")
    with as_(colette):
        closure = Closure.objects.create(
            bed=house.b2A, period=DateTimeTZRange(clock.now(), None), reason="other", note="", closed_by=colette.pk
        )
    with as_(vera):
        walk = open_night_round(actor=vera)
    return {
        "person": person, "stay": stay, "UUIDConverter": [person.pk, asked.pk, kept.pk],
        "IntConverter": sorted({stay.pk, house.bW1.pk, house.rooms[3].pk, locker.pk, closure.pk, walk.pk}),
    }


ROOMS = ("housing.", "employment.", "care.episodes", "centre.figures")
OURS = [one for one in doors() if one.callback.__module__.startswith(ROOMS) and one.name not in PUBLIC and "get" in methods(one)]


@pytest.mark.slow
@pytest.mark.parametrize("who", ["vera", "colette"])
def test_attack_300_no_page_tells_of_the_womens_space(request, browse, walled, who):
    client = browse(request.getfixturevalue(who), raise_request_exception=True)
    seen = []
    words = (HIDDEN, NOTE, str(walled["person"].pk))
    for entry in OURS:
        kinds = {key: type(one).__name__ for key, one in entry.pattern.converters.items()}
        lists = {key: walled.get(kind, ["rooms", "movement", "d99", "2026-11"]) for key, kind in kinds.items()}
        for number in range(max([len(one) for one in lists.values()], default=1)):
            values = {key: one[number % len(one)] for key, one in lists.items()}
            url = reverse(entry.name, kwargs=values)
            answer = client.get(url)
            assert answer.status_code in (200, 302, 400, 403, 404, 405, 409, 422), (url, answer.status_code)
            body = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace").replace(url, "")
            seen += [(url, word) for word in words if word in body]
    assert seen == []


def test_attack_301_no_figure_counts_the_womens_space_for_the_house(as_, browse, walled, colette, women_worker, house):
    now = clock.now()
    with as_(colette):
        for sql in (
            "SELECT count(*) FROM app.stays_counted(%s, %s, %s)", "SELECT count(*) FROM app.not_come_counted(%s, %s, %s)",
        ):
            assert ask(sql, now - timedelta(days=1), now + timedelta(days=1), now) == [(0,)]
        nights = ask("SELECT room FROM app.room_nights(ARRAY[now()])")
        assert nights
        assert house.rooms[3].pk not in [row[0] for row in nights]
        assert sum(row[0] for row in ask("SELECT open_beds FROM app.bed_nights(ARRAY[now()])")) == 4
        assert ask("SELECT count(*) FROM app.lockers_taken()") == [(0,)]
        assert house.bW1.pk not in [row[0] for row in ask("SELECT bed_id FROM app.beds_ahead(ARRAY[now()], ARRAY[current_date], now(), current_date)")]
        assert ask("SELECT * FROM app.bed_kept(%s, tstzrange(now(), NULL), now())", house.bW1.pk) == []
        assert ask("SELECT sum(people) FROM app.unmet_nights(current_date - 5, current_date)") in ([(None,)], [(0,)])


def test_attack_302_who_moves_behind_the_wall_leaves_no_trail(as_, walled, women_worker, colette, vera, house):
    """Out of the women's space into a room of the house: nothing there says that she was somewhere before."""
    from centre.access.grants import grant_team
    from centre.staff.models import Team

    with as_(women_worker):
        grant_team(person=walled["person"], team=Team.objects.get(code="reception"), compartment="desk", days=30, origin="manual")
        moved = move_bed(actor=women_worker, stay=walled["stay"], bed=house.b3A)
    with as_(colette):
        seen = Stay.objects.get(pk=moved.pk)
        assert (seen.moved_from_id, seen.request_id) == (None, None)
        assert seen.began_at == seen.period.lower
    with as_(women_worker):
        assert Stay.objects.get(pk=walled["stay"].pk).state == "out"


def stay_of(person, bed, by, **about):
    now = clock.now()
    facts = {
        "person": person, "bed": bed, "state": "in", "period": DateTimeTZRange(now, None), "began_at": now, "compartment": "housing",
        "given_by": by.pk, "given_at": now,
    } | about
    return Stay.objects.create(**facts)


def test_attack_303_a_stay_is_given_in_ones_own_name_and_its_person_and_bed_stay(as_, momo, house, somebody, vera, walid, women_worker):
    kenza = somebody("Kenza", gender="F")
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        assert refused(lambda: stay_of(kenza, house.b1B, walid))
        assert refused(lambda: Stay.objects.filter(pk=stay.pk).update(ended_by=walid.pk))
        assert refused(lambda: Stay.objects.filter(pk=stay.pk).update(person=kenza))
        assert refused(lambda: Stay.objects.filter(pk=stay.pk).update(bed=house.b1B))
        assert refused(lambda: ask("DELETE FROM housing_stay"))


def test_attack_304_an_extension_is_not_anothers_and_not_rewritten(as_, momo, house, vera, walid):
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        until = clock.service_day() + timedelta(days=3)
        extend_stay(actor=vera, stay=stay, planned_end=until, words="Wait for the flat")
    with as_(walid):
        about = {"stay": stay, "until": until, "reason": "other", "given_at": clock.now()}
        assert refused(lambda: Extension.objects.create(given_by=vera.pk, **about))
        assert refused(lambda: ask("UPDATE housing_extension SET words = NULL"))
        assert refused(lambda: ask("UPDATE housing_extension SET until = until + 90"))


def test_attack_305_nobody_jumps_the_waiting_list(as_, momo, somebody, vera, walid):
    with as_(vera):
        asked = ask_for_bed(actor=vera, person=momo)
        for words in ("since = since - interval '9 days'", "asked_at = asked_at - interval '9 days'", f"asked_by = {walid.pk}", f"closed_by = {walid.pk}"):
            assert refused(lambda words=words: ask(f"UPDATE housing_bedrequest SET {words}")), words
        about = {"person": momo, "compartment": "housing", "asked_at": clock.now(), "since": clock.now(), "last_night": clock.service_day(), "state": "withdrawn"}
        assert refused(lambda: BedRequest.objects.create(asked_by=walid.pk, **about))
        assert BedRequest.objects.get(pk=asked.pk).asked_by == vera.pk


def test_attack_306_a_desk_writes_no_rule_order_or_closure(as_, house, vera, colette):
    with as_(vera):
        assert refused(lambda: HouseRule.objects.create(from_on=date(2026, 1, 1), hold_hours=99, set_by=vera.pk, set_at=clock.now(), client_uuid=uuid.uuid4()))
        assert refused(lambda: PriorityOrder.objects.create(version=99, criteria=[], valid_from=date(2026, 1, 1), because="x", set_by=vera.pk, set_at=clock.now()))
        assert refused(lambda: Closure.objects.create(bed=house.b1A, period=DateTimeTZRange(clock.now(), None), reason="other", closed_by=vera.pk))
    with as_(colette):
        assert refused(lambda: HouseRule.objects.create(from_on=date(2026, 1, 1), hold_hours=9, set_by=vera.pk, set_at=clock.now(), client_uuid=uuid.uuid4()))
        assert refused(lambda: Closure.objects.create(bed=house.b1A, period=DateTimeTZRange(clock.now(), None), reason="other", closed_by=vera.pk))


def test_attack_316_which_rooms_and_beds_stand_behind_the_wall_is_read_by_its_teams_alone(as_, house, vera, colette, corentin, ada):
    with as_(ada):
        Membership.objects.create(user=corentin, team=Team.objects.get(code="women"))
    with as_(corentin):
        shut = Closure.objects.create(
            bed=house.bW1, period=DateTimeTZRange(clock.now() + timedelta(days=1), None), reason="other", note="", closed_by=corentin.pk
        )
        seen = [ask(f"SELECT count(*) FROM {table}") for table in WALLED_TABLES]
    assert (ask("SELECT count(*) FROM housing_room"), shut.bed_id) == ([(0,)], house.bW1.pk)
    for who in (vera, colette, ada):
        with as_(who):
            for table, count in zip(WALLED_TABLES, seen, strict=True):
                assert ask(f"SELECT count(*) FROM {table}") == [(count[0][0] - 1,)], (who, table)
            assert ask("SELECT count(*) FROM housing_closure") == [(0,)]
            assert refused(lambda: ask("UPDATE housing_bed SET to_clean_at = now() WHERE id = %s", house.bW1.pk))
    with as_(colette):
        assert refused(lambda: ask("UPDATE housing_room SET compartment = '' WHERE id = %s", house.rooms[3].pk))
        assert refused(lambda: ask("UPDATE housing_room SET compartment = 'women_space' WHERE id = %s", house.rooms[0].pk))
        assert refused(lambda: HouseRule.objects.create(room=house.rooms[3], from_on=clock.service_day(), set_by=colette.pk, set_at=clock.now(), client_uuid=uuid.uuid4()))


def test_attack_307_things_go_by_two_hands_and_nobody_lends_theirs(as_, momo, vera, walid):
    with as_(vera):
        kept = keep_belongings(actor=vera, person=momo, what="A bag", bag="Shelf 2")
        warn_owner(actor=vera, keeping=kept)
        now = clock.now()
        assert refused(lambda: Keeping.objects.filter(pk=kept.pk).update(
            ending="disposed", asked_by=walid.pk, asked_at=now, ended_by=vera.pk, disposal_reason="expired"))
        assert refused(lambda: Keeping.objects.filter(pk=kept.pk).update(
            ending="disposed", asked_by=vera.pk, asked_at=now, ended_by=walid.pk, disposal_reason="expired"))
        assert refused(lambda: Keeping.objects.filter(pk=kept.pk).update(ending="disposed", asked_by=vera.pk, ended_by=vera.pk), "23514")
        assert refused(lambda: Keeping.objects.filter(pk=kept.pk).update(person=None))


def test_attack_308_a_look_and_a_turning_away_bear_their_own_hand(as_, house, vera, walid):
    with as_(vera):
        walk = open_night_round(actor=vera)
        about = {"round": walk, "bed": house.b1A, "compartment": "housing", "believed": "free", "seen": "not_here", "seen_at": clock.now()}
        assert refused(lambda: Look.objects.create(seen_by=walid.pk, **about))
        assert refused(lambda: ask("UPDATE housing_round SET closed_at = now(), closed_by = %s", walid.pk))
        facts = {"compartment": "housing", "reason": "full", "service_day": clock.service_day(), "at": clock.now()}
        assert refused(lambda: TurnAway.objects.create(by=walid.pk, **facts))
        assert refused(lambda: TurnAway.objects.create(by=vera.pk, **facts | {"compartment": "women_space"}))


def test_attack_315_what_was_seen_on_a_closed_round_stays(as_, house, vera):
    with as_(vera):
        walk = open_night_round(actor=vera)
        look = look_at_bed(actor=vera, round=walk, bed=house.b1A, seen="not_here")
        assert refused(lambda: ask("UPDATE housing_look SET bed_id = %s", house.b1B.pk))
        close_round(actor=vera, round=walk)
        assert refused(lambda: Look.objects.filter(pk=look.pk).update(seen="here"))
        assert refused(lambda: ask("UPDATE housing_round SET closed_at = NULL, closed_by = NULL"))


@pytest.fixture
def housed(as_, homes, house_them, known):  # noqa: F811  fixtures
    """Two people housed, whom the teams of homes follow."""
    return house_them("Kenza", date(2026, 3, 2), homes.studio), house_them("Salma", date(2026, 4, 2), homes.flat)


def test_attack_309_a_desk_that_knows_somebody_places_nobody(as_, housed, homes, vera, hugo, colette):  # noqa: F811
    """The reception holds the housing part of the file: it reads what is there, and writes no home."""
    from centre.access.grants import grant_team
    from centre.staff.models import Team

    placement = housed[0]
    with as_(colette):
        grant_team(person=placement.person, team=Team.objects.get(code="reception"), compartment="housing", days=30, origin="manual")
    with as_(vera):
        assert Placement.objects.filter(pk=placement.pk).exists()
        assert refused(lambda: Placement.objects.filter(pk=placement.pk).update(state="ended", ended_on=date(2026, 11, 1), ended_by=vera.pk))
        assert refused(lambda: Placement.objects.create(
            person=placement.person, programme=placement.programme, enrolled_on=date(2020, 1, 1), written_by=vera.pk, state="cancelled"))
        assert refused(lambda: Lease.objects.create(
            placement=placement, person=placement.person, starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1), holder="person", rent_cents=1,
            by=vera.pk, at=clock.now(), client_uuid=uuid.uuid4()))
        assert refused(lambda: SupportVisit.objects.create(
            placement=placement, person=placement.person, at=clock.now(), where="home", by=vera.pk, written_at=clock.now(), client_uuid=uuid.uuid4()))


def test_attack_310_what_is_written_about_a_home_is_about_its_person(as_, housed, hugo):
    first, second = housed
    with as_(hugo):
        about = {"at": clock.now(), "where": "home", "by": hugo.pk, "written_at": clock.now()}
        assert refused(lambda: SupportVisit.objects.create(placement=first, person=second.person, client_uuid=uuid.uuid4(), **about))
        visit = SupportVisit.objects.create(placement=first, person=first.person, client_uuid=uuid.uuid4(), **about)
        words = {"visit": visit, "compartment": "housing", "text": "x", "at": clock.now(), "client_uuid": uuid.uuid4()}
        assert refused(lambda: VisitContent.objects.create(person=second.person, by=hugo.pk, **words))
        assert refused(lambda: VisitContent.objects.create(person=first.person, by=hugo.pk + 1, **words))


def test_attack_311_landlords_and_what_they_said_are_for_who_looks_for_homes(as_, homes, hugo, vera, nadia):  # noqa: F811
    from housing.homes.actions import note_contact

    with as_(hugo):
        note_contact(actor=hugo, landlord=homes.landlord, kind="call", on=clock.service_day(), words="Wants no visits", client_uuid=uuid.uuid4())
        assert ask("SELECT count(*) FROM housing_landlordcontact") == [(1,)]
    for user in (vera, nadia):
        with as_(user):
            for table in ("landlord", "dwellingaddress", "landlordcontact", "historicallandlord", "historicaldwellingaddress"):
                assert ask(f"SELECT count(*) FROM housing_{table}") == [(0,)], (user, table)
            assert ask("SELECT count(*) FROM app.dwellings_asked()") == [(0,)]
            assert ask("SELECT count(*) FROM app.dwellings_lived_in()") == [(0,)]


def test_attack_312_what_became_of_somebody_out_of_sight_is_found_by_no_number(as_, housed, colette, deny):
    placement = housed[0]
    with as_(colette):
        assert ask("SELECT count(*) FROM app.tenancies('2030-01-01') WHERE id = %s", placement.pk) == [(1,)]
    deny(placement.person, colette)
    with as_(colette):
        assert ask("SELECT count(*) FROM app.tenancies('2030-01-01') WHERE id = %s", placement.pk) == [(0,)]
        assert ask("SELECT count(*) FROM app.tenancies('2030-01-01')") == [(2,)]


def test_attack_313_the_end_of_a_stay_out_of_sight_is_found_by_no_number(as_, momo, house, vera, colette, browse, deny):
    """Colette knows Momo outside the house: the house still counts the stay, and no line behind a figure leads to it."""
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        extend_stay(actor=vera, stay=stay, planned_end=clock.service_day() + timedelta(days=2))
        stay = Stay.objects.get(pk=stay.pk)
        end_stay(actor=vera, stay=stay, reason="other_place", destination="24")
    now = clock.now()
    span = (now - timedelta(days=2), now + timedelta(days=2))
    asked = (("app.stays_counted(%s, %s, %s)", "id", (*span, now)), ("app.extensions_counted(%s, %s)", "stay", span))
    with as_(colette):
        for call, number, values in asked:
            assert ask(f"SELECT {number} FROM {call}", *values) == [(stay.pk,)]
    deny(momo, colette)
    with as_(colette):
        for call, number, values in asked:
            found = ask(f"SELECT {number} FROM {call}", *values)
            assert len(found) == 1
            assert found[0][0] < 0
    day = clock.service_day().isoformat()
    page = browse(colette).get(reverse("figure_rows", args=["exits", "d24"]), {"first": day, "last": day})
    assert page.status_code == 200
    assert "Momo" not in page.content.decode()
    assert reverse("stay", args=[stay.pk]) not in page.content.decode()


WALLED_BED = ("bed", "bed_to_clean", "bed_clean", "bed_close", "bed_reopen", "bed_history", "bed_edit", "bed_retire")
WALLED_STAY = (
    "stay", "stay_end", "stay_move", "stay_extend", "stay_describe", "stay_absent", "stay_keep", "stay_returned", "stay_release", "stay_undo",
    "stay_came", "stay_not_come", "stay_not_back", "stay_back_late", "stay_end_late", "stay_reopen", "stay_hold_longer",
)


@pytest.mark.parametrize("who", ["vera", "colette"])
def test_attack_314_no_answer_depends_on_who_sleeps_behind_the_wall(request, as_, browse, walled, house, women_worker, who):
    """Read and posted: a bed of the women's space answers the same with and without somebody in it; her stay is not there."""
    client = browse(request.getfixturevalue(who))
    posted = {
        "reason": "other", "start": "", "until": "", "note": "", "open_until": clock.service_day().isoformat(), "label": "W1", "order": "1",
        "client_uuid": str(uuid.uuid4()), "day": clock.service_day().isoformat(),
    }

    def answers():
        return [
            (name, method, getattr(client, method)(reverse(name, args=[house.bW1.pk]), posted if method == "post" else None).status_code)
            for name in WALLED_BED for method in ("get", "post")
        ]

    for name in WALLED_STAY:
        url = reverse(name, args=[walled["stay"].pk])
        assert {client.get(url).status_code, client.post(url, posted).status_code} <= {403, 404, 405}, name
    sid = transaction.savepoint()
    slept_in = answers()
    transaction.savepoint_rollback(sid)
    with as_(women_worker):
        end_stay(actor=women_worker, stay=Stay.objects.get(pk=walled["stay"].pk), reason="planned")
    assert answers() == slept_in
