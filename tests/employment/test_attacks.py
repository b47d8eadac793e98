"""Attacks on day labour with any SQL inside a good session: money, signatures, the draw, and whom the functions name.

The pages ask the policy first; here nothing asks but the database. Source: PRIVACY 3 and 7.
"""
from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from centre.shifts import clock
from employment.allowances.models import C45B, Allowance
from employment.cash.actions import count_box, open_box
from employment.cash.models import CashEntry, CashSignature
from employment.places.models import Attendance, Draw, SignUp
from tests.architecture.test_doors import PUBLIC, doors
from tests.conftest import owner_connection

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


def paid(entry, by, **changed):
    about = {
        "person_id": entry.person_id, "sign_up": entry, "on_day": entry.session.day, "amount_cents": 500, "legal_form": "volunteer",
        "basis": "flat", "paid_by": "transfer", "written_by": by.pk, "written_at": clock.now(),
    } | changed
    return Allowance.objects.create(**about)


def test_attack_200_a_desk_writes_no_allowance_and_nobody_in_the_name_of_another(as_, came, vera, ivan, colette):
    with as_(vera):
        assert refused(lambda: paid(came, vera))
    with as_(ivan):
        assert refused(lambda: paid(came, colette))
        assert paid(came, ivan).pk


def test_attack_201_an_allowance_is_of_its_person_and_of_its_day(as_, came, people, colette):
    other = people(1)[0]
    with as_(colette):
        assert refused(lambda: paid(came, colette, person_id=other.pk))
        assert refused(lambda: paid(came, colette, on_day=date(2020, 1, 1)), "23514")


def test_attack_202_no_history_of_an_allowance_is_invented(as_, came, vera, ivan):
    with as_(ivan):
        copy = paid(came, ivan).history.get()
    with as_(vera):
        assert refused(lambda: ask(
            "INSERT INTO employment_historicalallowance SELECT (jsonb_populate_record(h, '{\"history_id\": 999999, \"amount_cents\": 1}')).*"
            " FROM employment_historicalallowance h WHERE history_id = %s", copy.history_id,
        ))


def test_attack_203_form_c45b_is_signed_by_who_wrote_it(as_, momo, vera, colette, came):
    with as_(vera):
        assert refused(lambda: C45B.objects.create(person=momo, state="filed", on_day=date(2025, 11, 22), written_by=colette.pk, written_at=clock.now()))


def line(box, last, by, **about):
    kept = {
        "box": box, "number": last.number + 1, "kind": "in", "amount_cents": 100, "balance_cents": last.balance_cents + about.get("amount_cents", 100),
        "day": clock.local().date(), "by": by.pk, "at": clock.now(),
    }
    return CashEntry.objects.create(**kept | about)


def test_attack_204_who_counts_a_box_moves_no_money(as_, vera, colette):
    with as_(colette):
        box = open_box(actor=colette, label="Desk", float_cents=5000)
        last = CashEntry.objects.get(box=box)
    with as_(vera):
        assert refused(lambda: line(box, last, vera))
        assert refused(lambda: line(box, last, vera, kind="paid", amount_cents=-100, receipt_year=2026, receipt_no=1))
        assert refused(lambda: line(box, last, vera, kind="correction", amount_cents=-100, corrects=last, reason="x"))
        assert refused(lambda: line(box, last, colette, kind="count", amount_cents=0, counted_cents=5000))
        assert count_box(actor=vera, box=box, counted_cents=5000).pk


def test_attack_205_nobody_is_the_second_hand_of_themselves_or_of_another(as_, vera, walid, colette):
    with as_(colette):
        box = open_box(actor=colette, label="Desk", float_cents=5000)
        first = CashEntry.objects.get(box=box)
        about = {"entry": first, "hand": "second", "how": "session", "at": clock.now()}
        assert refused(lambda: CashSignature.objects.create(by=colette.pk, **about), "23514")
        assert refused(lambda: CashSignature.objects.create(by=vera.pk, **about))
    with as_(vera):
        assert refused(lambda: CashSignature.objects.create(by=vera.pk, **about | {"hand": "receiver", "how": "paper"}), "23514", "42501")
        assert CashSignature.objects.create(by=vera.pk, **about).pk
        assert refused(lambda: ask("UPDATE employment_cashentry SET amount_cents = 1"))
        assert refused(lambda: ask("UPDATE employment_cashsignature SET by = %s", colette.pk))


def test_attack_206_a_desk_gives_nobody_a_place_before_the_draw_and_no_better_number_after(as_, plan, people, enrol, vera, colette):
    from employment.places.actions import draw_places

    session = plan(places=1)
    first, second = enrol(session, people(2))
    with as_(vera):
        assert refused(lambda: SignUp.objects.filter(pk=first.pk).update(placed=True, seat=1))
        assert refused(lambda: SignUp.objects.filter(pk=first.pk).update(rank=1))
        assert refused(lambda: Draw.objects.create(
            session=session, seed="x", rule="1", candidates=[], outcome={"placed": [first.pk], "waiting": [second.pk]}, drawn_by=vera.pk, drawn_at=clock.now()))
        assert ask("SELECT app.write_places(%s)", session.pk)
        assert SignUp.objects.filter(placed=True).count() == 0
    with as_(colette):
        assert refused(lambda: Draw.objects.create(
            session=session, seed="x", rule="1", candidates=[], outcome={"placed": [], "waiting": []}, drawn_by=vera.pk, drawn_at=clock.now()))
        draw_places(actor=colette, session=session, seed="abcd")
    with as_(vera):
        waiting = SignUp.objects.get(session=session, placed=False)
        assert refused(lambda: SignUp.objects.filter(pk=waiting.pk).update(rank=1))
        assert refused(lambda: ask("UPDATE employment_draw SET seed = 'mine'"))
        assert refused(lambda: SignUp.objects.filter(pk=waiting.pk).update(session=plan(places=5, in_days=2)))


def test_attack_207_a_desk_cancels_closes_and_reopens_no_session(as_, plan, vera):
    session = plan()
    with as_(vera):
        for state in ("cancelled", "drawn", "done"):
            assert refused(lambda state=state: ask("UPDATE employment_session SET state = %s WHERE id = %s", state, session.pk))
        assert refused(lambda: ask("UPDATE employment_session SET places = 50 WHERE id = %s", session.pk))
        assert ask("SELECT id FROM employment_session WHERE id = %s FOR UPDATE", session.pk) == [(session.pk,)]


def test_attack_208_a_desk_takes_no_attendance(as_, come, momo, vera, colette):
    came = come(momo)
    with as_(vera):
        assert refused(lambda: Attendance.objects.filter(sign_up=came).update(present=False))
    with as_(colette):
        assert refused(lambda: Attendance.objects.filter(sign_up=came).update(present=False, recorded_by=vera.pk))


def test_attack_209_no_page_writes_the_history_of_sign_ups_by_hand(as_, plan, people, enrol, vera):
    entry = enrol(plan(), people(1))[0]
    with as_(vera):
        before = entry.history.count()
        assert refused(lambda: ask("SELECT app.remember_sign_ups(ARRAY[%s]::bigint[])", entry.pk))
        assert entry.history.count() == before


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


def test_attack_210_the_functions_tell_nothing_of_somebody_out_of_sight(as_, came, momo, plan, ivan, vera, deny):
    session = plan()
    with as_(ivan):
        paid(came, ivan)
        assert ask("SELECT paid_year FROM app.allowance_totals(%s, 'volunteer', %s)", momo.pk, came.session.day) == [(500,)]
        assert len(ask("SELECT * FROM app.chances_of(%s, %s)", momo.pk, session.pk)) == 1
    deny(momo, vera)
    with as_(vera):
        assert ask("SELECT * FROM app.chances_of(%s, %s)", momo.pk, session.pk) == []
        assert ask("SELECT * FROM app.place_for(%s, %s, now())", session.pk, momo.pk) == []
        assert ask("SELECT paid_year FROM app.allowance_totals(%s, 'volunteer', %s)", momo.pk, came.session.day) == [(0,)]
        for inner in ("app.weigh_chances(%s, %s)", "app.find_place(%s, %s, now())"):
            values = (momo.pk, session.pk) if "weigh" in inner else (session.pk, momo.pk)
            assert refused(lambda inner=inner, values=values: ask(f"SELECT * FROM {inner}", *values))
        assert refused(lambda: ask("SELECT * FROM app.add_allowances(%s, 'volunteer', now()::date)", momo.pk))


def test_attack_211_a_denial_lifts_no_ceiling(as_, came, momo, ivan, deny, colette):
    """Adding to a file out of sight stays possible: the ceiling holds all the same."""
    with as_(ivan):
        paid(came, ivan, amount_cents=3000)
    deny(momo, colette)
    with as_(colette):
        assert refused(lambda: paid(came, colette, amount_cents=9_999_999, turn=2), "23514", "23505", "42501")


def test_attack_212_a_calendar_address_is_a_secret_and_names_nobody(as_, browse, client, came, vera, walid, colette):
    from employment.projects.actions import end_feed, make_feed

    with as_(vera):
        first = make_feed(actor=vera)
    body = client.get(reverse("work_calendar", args=[first]))
    assert body.status_code == 200
    for name in ("Momo", "Vera", "Colette", str(came.person_id)):
        assert name not in body.content.decode()
    with as_(walid):
        assert ask("UPDATE employment_feedaddress SET user_id = %s", walid.pk) == 0
        assert ask("UPDATE employment_feedaddress SET ended_at = NULL") == 0
        assert refused(lambda: ask("INSERT INTO employment_feedaddress (user_id, mac, made_at) VALUES (%s, %s, now())", colette.pk, b"x" * 32))
        end_feed(actor=walid)
    assert client.get(reverse("work_calendar", args=[first])).status_code == 200
    with as_(vera):
        second = make_feed(actor=vera)
    assert client.get(reverse("work_calendar", args=[first])).status_code == 404
    with as_(vera):
        end_feed(actor=vera)
    assert client.get(reverse("work_calendar", args=[second])).status_code == 404
    assert client.get(reverse("work_calendar", args=["x" * 43])).status_code == 404


def test_attack_214_who_is_called_out_of_sight_is_told_to_the_ledger_alone(as_, plan, people, enrol, vera, colette, dora, deny):
    from audit.ledger.models import Event
    from employment.places.actions import draw_places
    from employment.projects.actions import change_session

    session, both = plan(places=1), people(2)
    enrol(session, both)
    with as_(colette):
        draw_places(actor=colette, session=session, seed="abcd")
        [waiting] = SignUp.objects.filter(session=session, placed=False)
        change_session(actor=colette, session=session, places=2)
    hidden = next(one for one in both if one.pk == waiting.person_id)
    deny(hidden, vera)
    with as_(vera):
        told = ask("SELECT * FROM app.call_next(%s, now())", session.pk)
        assert told == [(True,)]
        assert ask("SELECT * FROM app.call_next(%s, now())", session.pk) == [(False,)]
    with as_(dora):
        event = Event.objects.get(verb="employment.place.called")
        assert (event.actor, event.subject, event.object_key) == (vera.pk, hidden.pk, str(waiting.pk))


@pytest.fixture
def world(as_, came, momo, ivan, colette):
    """Momo worked, was paid, has a journey with a step, a contract and a declaration: each row by its number."""
    from employment.allowances.actions import declare_elsewhere, write_contract
    from employment.journeys.actions import agree_step, open_journey
    from employment.safety.actions import report_accident

    with as_(colette):
        allowance = paid(came, colette)
        journey = open_journey(actor=colette, person=momo)
        step = agree_step(actor=colette, journey=journey, kind="training")
        contract = write_contract(actor=colette, person=momo, legal_form="day_contract", starts_on=date(2025, 11, 1))
        declared = declare_elsewhere(actor=colette, person=momo, amount_cents=1000, year=2025)
        accident = report_accident(actor=colette, sign_up=came, happened_at=clock.now(), words="Un coup de pelle")
    return {
        "allowance": allowance.pk, "journey": journey.pk, "step": step.pk, "contract": contract.pk, "declared": declared.pk,
        "accident": accident.pk, "sign_up": came.pk, "session": came.session_id, "person": momo.pk,
    }


MINE = [one for one in doors() if one.callback.__module__.startswith("employment.") and one.pattern.converters and one.name not in PUBLIC]


@pytest.mark.slow
@pytest.mark.parametrize("who", ["noor", "ivan"])
def test_attack_213_no_page_names_somebody_out_of_sight(request, browse, world, momo, deny, who):
    """A colleague of another team, and one to whom Momo is denied; read, and posted with nothing in it."""
    user = request.getfixturevalue(who)
    if who == "ivan":
        deny(momo, user)
    client, seen = browse(user, raise_request_exception=True), []
    for entry in MINE:
        (name, converter), = entry.pattern.converters.items()
        numbers = [world["person"]] if type(converter).__name__ == "UUIDConverter" else sorted({pk for key, pk in world.items() if key != "person"})
        for number in numbers:
            url = reverse(entry.name, kwargs={name: number})
            for answer in (client.get(url), client.post(url, {})):
                assert answer.status_code in (200, 302, 403, 404, 405, 409, 422), (url, answer.status_code)
                body = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace").replace(url, "")
                seen += [(url, word) for word in ("Momo", "Un coup de pelle", str(momo.pk)) if word in body]
    assert seen == []
