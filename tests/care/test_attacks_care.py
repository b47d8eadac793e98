"""Attacks on the rooms of care: with SQL as the web role, where only the walls of the database stand, and at the doors."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from audit.vault.contents import SealedBytes
from care.dispensing.models import Bottle, Dose, Preparation
from care.entitlements.actions import open_entitlement
from care.entitlements.models import Entitlement
from care.notes.actions import write_note
from care.notes.models import Addendum
from care.papers.models import Paper
from care.paths import actions as paths
from care.paths.models import CarePath, Goal, Step
from care.prescribing.actions import decide, sign_limits
from care.prescribing.models import Authorisation, Decision, DoseLimits, MissedRules, Prescription
from care.register.models import EntrySignature, RegisterEntry
from care.room.bans.actions import decide_ban, propose_ban
from care.room.bans.models import RoomBan
from care.room.enrolment.models import Enrolment
from care.room.ground.models import LegalBasis
from care.room.visits.models import RoomVisit
from care.wounds.models import WoundPhoto
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team
from tests.care import files
from tests.care.dispensing.conftest import SURE, give, tell  # noqa: F401
from tests.care.prescribing.conftest import MONDAY, methadone, monday, plan, prescribe  # noqa: F401
from tests.care.room.conftest import basis, enrolled, open_room, seated, someone, waiting, watched  # noqa: F401

pytestmark = pytest.mark.django_db


def said(act: Any) -> str:
    """The state of SQL with which the database refuses, and its first words; empty when it does it."""
    try:
        with transaction.atomic():
            done = act()
    except DatabaseError as error:
        return f"{error.__cause__.sqlstate} {str(error).splitlines()[0]}"
    return "42501 no row in sight" if done == 0 else ""


def refused(act: Any) -> bool:
    """Said no to, for want of a right or of sense; everything stays as it was."""
    return said(act)[:5] in {"42501", "23514"}


def one_word(answers: set[str]) -> bool:
    """The same refusal, for want of a right, whatever was asked: it tells nothing."""
    return len(answers) == 1 and {one[:5] for one in answers} == {"42501"}


def ask(words: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(words, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


@pytest.fixture
def other(as_, vera, nadia):
    """Somebody else whom the nurses, the doctors and the social workers follow as well."""
    from intake.person.actions import open_file

    with as_(vera):
        person = open_file(actor=vera, alias="Other", birth_year=1980)
        for code, held in (("nurses", "nursing"), ("social", "social"), ("nurses", "desk"), ("doctors", "desk")):
            grant_team(person=person, team=Team.objects.get(code=code), compartment=held, days=30, origin="manual")
    with as_(nadia):
        grant_team(person=person, team=Team.objects.get(code="doctors"), compartment="nursing", days=30, origin="manual")
    return person


def dose(plan, by, **facts):  # noqa: F811
    """A dose written without the actions of the house, as whoever holds the connection would."""
    now = clock.now()
    told = {
        "person_id": plan.person_id, "prescription": plan, "substance": plan.substance, "day": clock.service_day(), "slot": "day", "outcome": "given",
        "planned_ug": 60_000, "amount_ug": 60_000, "taken_at": now, "written_at": now, "by": by.pk, "outside": ["register"], "reason": "x",
    }
    return Dose(**told | facts).save(force_insert=True)


def supply(account, by, ug):
    line = {"account": account, "kind": "supply", "amount_ug": -ug, "day": clock.local().date(), "by": by.pk, "at": clock.now()}
    return RegisterEntry.objects.create(**line)


def test_attack_500_no_dose_stands_outside_the_register_nor_twice_in_one_line(as_, nadia, plan, methadone, give):  # noqa: F811
    with as_(nadia):
        assert refused(lambda: dose(plan, nadia, outside=[]))
        assert refused(lambda: dose(plan, nadia, outside=["register", "range"], reason=None))
        less = supply(methadone, nadia, 1_000)
        assert refused(lambda: dose(plan, nadia, outside=[], entry=less))
    given = give()
    with as_(nadia):
        assert refused(lambda: dose(plan, nadia, outside=[], entry_id=given.entry_id, slot="morning"))
        assert refused(lambda: Dose.objects.filter(pk=given.pk).update(entry=None))
        assert refused(lambda: Dose.objects.filter(pk=given.pk).update(amount_ug=90_000))
        assert refused(lambda: Dose.objects.filter(pk=given.pk).update(stay_until=None, by=nadia.pk + 1))


def test_attack_501_what_a_dose_did_not_keep_to_is_not_wiped_off(as_, nadia, tell):  # noqa: F811
    told = tell(amount_ug=90_000, identity=())
    assert {"range", "identity"} <= set(told.outside)
    with as_(nadia):
        assert refused(lambda: Dose.objects.filter(pk=told.pk).update(outside=[]))
        assert refused(lambda: Dose.objects.filter(pk=told.pk).update(left_at=clock.now(), left_by=nadia.pk + 1))
        assert refused(lambda: Dose.objects.filter(pk=told.pk).update(person=uuid.uuid4()))


def test_attack_502_a_dose_is_of_the_person_and_substance_of_its_prescription(as_, nadia, plan, other, methadone):  # noqa: F811
    entry = None
    with as_(nadia):
        for facts in ({"person_id": other.pk}, {"substance": "water"}, {"day": MONDAY + timedelta(days=3)}):
            assert refused(lambda facts=facts: dose(plan, nadia, **facts)), facts
        entry = supply(methadone, nadia, 60_000)
        bottle = {"prescription": plan, "substance": plan.substance, "for_day": MONDAY, "amount_ug": 60_000, "entry": entry, "out_at": clock.now(), "out_by": nadia.pk}
        form = uuid.uuid4()
        assert refused(lambda: Bottle.objects.create(person=other, client_uuid=form, **bottle))
        assert refused(lambda: Bottle.objects.create(person_id=plan.person_id, client_uuid=form, **bottle | {"amount_ug": 90_000}))
        made = Bottle.objects.create(person_id=plan.person_id, client_uuid=form, **bottle)
        assert refused(lambda: Bottle.objects.create(person_id=plan.person_id, client_uuid=form, **bottle | {"for_day": MONDAY + timedelta(days=1)}))
        assert refused(lambda: dose(plan, nadia, outside=[], entry=entry))
        Bottle.objects.filter(pk=made.pk).update(back_at=clock.now(), back_by=nadia.pk, back_as="part")
        assert refused(lambda: Bottle.objects.filter(pk=made.pk).update(back_as="full"))
        ready = {"prescription": plan, "substance": plan.substance, "day": MONDAY, "slot": "day", "amount_ug": 1, "prepared_by": nadia.pk, "prepared_at": clock.now()}
        assert refused(lambda: Preparation.objects.create(person=other, **ready))


def test_attack_503_nothing_is_prescribed_under_the_name_of_another_substance(as_, amina, nadia, plan):  # noqa: F811
    facts = {
        "person_id": plan.person_id, "account_id": plan.account_id, "dose_ug": 900_000, "least_ug": 1, "most_ug": 900_000, "starts_on": MONDAY, "ends_on": MONDAY,
        "last_on": MONDAY, "written_at": clock.now(), "substance": "water",
    }
    with as_(amina):
        assert refused(lambda: Prescription.objects.create(prescriber=amina.pk, written_by=amina.pk, **facts))
    with as_(nadia, fresh=True):
        assert refused(lambda: Prescription.objects.create(prescriber=amina.pk, written_by=nadia.pk, **facts))
        assert refused(lambda: Prescription.objects.filter(pk=plan.pk).update(last_on=plan.last_on + timedelta(days=9), ended_by=nadia.pk))
        assert refused(lambda: Prescription.objects.filter(pk=plan.pk).update(dose_ug=1))


def test_attack_507_no_dose_is_struck_out_to_make_room_for_a_second(as_, nadia, noor, amina, momo, plan, give):  # noqa: F811
    given, now = give(), clock.now()
    with as_(nadia):
        grant_team(person=momo, team=Team.objects.get(code="mobile"), compartment="nursing", days=30, origin="manual")
        mine = Dose.objects.filter(pk=given.pk)
        assert refused(lambda: mine.update(struck_at=now + timedelta(hours=25), struck_by=nadia.pk))
    with as_(noor):
        assert Dose.objects.filter(pk=given.pk).exists()
        assert refused(lambda: Dose.objects.filter(pk=given.pk).update(struck_at=now, struck_by=noor.pk))
    with as_(amina):
        assert Dose.objects.filter(pk=given.pk).update(struck_at=now + timedelta(hours=25), struck_by=amina.pk) == 1


def test_attack_504_a_hard_stop_is_passed_by_a_doctor_alone_for_that_person_alone(as_, amina, nadia, plan, other, prescribe, methadone):  # noqa: F811
    with as_(amina, fresh=True):
        sign_limits(
            actor=amina, substance="methadone", valid_from=MONDAY, source="Example", single_ug=100_000, daily_ug=100_000, interval_minutes=None,
            observe_minutes=None, two_steps=False,
        )
    theirs = prescribe(person=other)
    with as_(amina, fresh=True):
        above = decide(
            actor=amina, prescription=theirs, kind="above", day=MONDAY, amount_ug=200_000, reason="Known tolerance.", client_uuid=uuid.uuid4()
        )
    with as_(nadia, fresh=True):
        assert refused(lambda: dose(plan, nadia, amount_ug=150_000))
        assert refused(lambda: dose(plan, nadia, amount_ug=150_000, decision=above)), "what was decided about somebody else"
        words = {"person_id": plan.person_id, "prescription": plan, "kind": "above", "day": MONDAY, "amount_ug": 900_000, "by": nadia.pk, "at": clock.now()}
        assert refused(lambda: Decision.objects.create(how="signed", **words))
        assert refused(lambda: Decision.objects.create(how="phone", prescriber_name="Dr", **words))
    with as_(amina):
        assert refused(lambda: Decision.objects.create(how="signed", **words | {"by": amina.pk}))
        assert refused(lambda: Decision.objects.create(how="signed", **words | {"kind": "release", "person_id": other.pk, "by": amina.pk}))


def test_attack_505_what_is_signed_for_everybody_asks_for_the_right_and_the_factor(as_, amina, nadia, colette):
    signed = {"substance": "methadone", "valid_from": MONDAY, "source": "x", "signed_at": clock.now()}
    paper = {"substance": "diacetylmorphine", "reference": "x", "authority": "x", "valid_from": MONDAY, "valid_until": MONDAY, "signed_at": clock.now()}
    for who, fresh in ((nadia, True), (colette, True), (amina, False)):
        with as_(who, fresh=fresh):
            for model, facts in ((MissedRules, signed), (DoseLimits, signed), (Authorisation, paper)):
                assert refused(lambda model=model, facts=facts, who=who: model.objects.create(signed_by=who.pk, **facts)), (who, model)
    with as_(amina, fresh=True):
        assert refused(lambda: MissedRules.objects.create(signed_by=nadia.pk, **signed))
        assert refused(lambda: Authorisation.objects.create(signed_by=nadia.pk, **paper))


def test_attack_506_a_line_of_the_register_is_numbered_and_added_up_by_nobody_else(as_, nadia, noor, vera, methadone):  # noqa: F811
    line = {"account": methadone, "kind": "supply", "amount_ug": -1, "day": clock.local().date(), "by": nadia.pk, "at": clock.now()}
    with as_(nadia):
        forged = RegisterEntry.objects.create(number=99, balance_ug=9_000_000, hash="f" * 64, previous="f" * 64, late=True, **line)
        kept = RegisterEntry.objects.get(pk=forged.pk)
        assert (kept.number, kept.balance_ug, kept.late, kept.hash == "f" * 64) == (2, 1_999_999, False, False)
        assert refused(lambda: RegisterEntry.objects.create(**line | {"by": noor.pk}))
        assert refused(lambda: RegisterEntry.objects.create(**line | {"kind": "opening", "amount_ug": 5}))
        assert refused(lambda: EntrySignature.objects.create(entry=kept, how="pin", by=noor.pk, at=clock.now()))
    with as_(vera, fresh=True):
        assert refused(lambda: RegisterEntry.objects.create(**line | {"by": vera.pk}))
        assert refused(lambda: EntrySignature.objects.create(entry=kept, how="pin", by=vera.pk, at=clock.now()))


def test_attack_508_the_hour_and_amount_of_each_dose_are_read_by_who_keeps_the_book(as_, nadia, amina, vera, ivan, colette, dora, give):  # noqa: F811
    give()
    for who, reads in ((nadia, True), (amina, True), (vera, False), (ivan, False), (colette, False), (dora, False)):
        with as_(who):
            for table in ("care_registerentry", "care_entrysignature"):
                assert (ask(f"SELECT count(*) FROM {table}") != [(0,)]) is reads, (who, table)


def test_attack_510_nobody_outside_learns_who_comes_to_the_room_from_a_refusal(as_, vera, nadia, colette, enrolled, someone, open_room):  # noqa: F811
    known, stranger = enrolled("Kenza"), someone("Sam")
    for who in (vera, nadia, colette):
        with as_(who):
            answers = set()
            for person in (known, stranger):
                facts = {"person": person, "opening": open_room.opening, "space": "injection", "service_day": clock.service_day(), "arrived_by": who.pk}
                answers.add(said(lambda facts=facts: RoomVisit.objects.create(arrived_at=clock.now(), **facts)))
            assert one_word(answers), who
    team = Team.objects.get(code="room")
    with as_(vera):
        answers = {said(lambda person=person: grant_team(person=person, team=team, compartment="room", days=1, origin="manual")) for person in (known, stranger)}
        assert one_word(answers)
        assert ask("SELECT app.followed(%s, 'room')", known.pk) == [(False,)]
        for words in ("app.end_grant(%s, 'room', 1)", "app.shorten_grants(%s, 'room', 1)"):
            assert refused(lambda words=words: ask(f"SELECT {words}", known.pk))


def test_attack_511_the_basis_is_signed_with_a_factor_and_stays_as_signed(as_, at, colette, amina, nadia, basis):  # noqa: F811
    fresh = {"reference": "R", "given_by": "P", "valid_from": date(2026, 1, 1), "valid_until": date(2099, 1, 1), "entered_at": clock.now()}
    with as_(colette):
        assert refused(lambda: LegalBasis.objects.create(entered_by=amina.pk, **fresh))
        assert refused(lambda: LegalBasis.objects.create(entered_by=colette.pk, coordinator_by=colette.pk, **fresh))
        new = LegalBasis.objects.create(entered_by=colette.pk, **fresh)
        assert refused(lambda: LegalBasis.objects.filter(pk=new.pk).update(coordinator_by=colette.pk, coordinator_at=clock.now()))
        assert refused(lambda: LegalBasis.objects.filter(pk=basis.pk).update(coordinator_at=clock.now() - timedelta(days=9)))
    with as_(amina, fresh=True):
        assert refused(lambda: LegalBasis.objects.filter(pk=new.pk).update(coordinator_by=amina.pk))
        assert refused(lambda: LegalBasis.objects.filter(pk=new.pk).update(doctor_by=colette.pk))
        assert refused(lambda: LegalBasis.objects.filter(pk=basis.pk).update(valid_until=date(2099, 1, 1)))
    with as_(nadia, fresh=True):
        assert refused(lambda: LegalBasis.objects.filter(pk=new.pk).update(doctor_by=nadia.pk))


def test_attack_512_who_left_before_the_end_left_before_the_end(as_, rosa, watched):  # noqa: F811
    visit = watched()
    with as_(rosa):
        mine = RoomVisit.objects.filter(pk=visit.pk)
        assert refused(lambda: mine.update(left_at=clock.now(), left_by=rosa.pk, ending="done"))
        assert refused(lambda: mine.update(watch_until=clock.now()))
        assert mine.update(left_at=clock.now(), left_by=rosa.pk, ending="early", early_because="wanted") == 1
        assert refused(lambda: mine.update(ending="done", early_because=""))


def test_attack_513_a_limit_of_the_room_grows_by_no_single_hand(as_, rosa, robin, enrolled):  # noqa: F811
    person = enrolled()
    with as_(rosa):
        ban = propose_ban(
            actor=rosa, person=person, ground="other", reason="x", ends_at=clock.now() + timedelta(days=1), review_on=clock.service_day(), client_uuid=uuid.uuid4()
        )
        assert refused(lambda: RoomBan.objects.filter(pk=ban.pk).update(state="in_force", decided_by=rosa.pk, decided_at=clock.now()))
        assert refused(lambda: RoomBan.objects.filter(pk=ban.pk).update(state="in_force", decided_by=robin.pk, decided_at=clock.now()))
    with as_(robin):
        decide_ban(actor=robin, ban=ban, agreed=True)
    with as_(rosa):
        assert refused(lambda: RoomBan.objects.filter(pk=ban.pk).update(ends_at=clock.now() + timedelta(days=90)))


def test_attack_514_no_minor_is_enrolled_by_any_road(as_, rosa, nadia, someone, basis):  # noqa: F811
    young, grown = someone("Young", birth_year=2009), someone("Grown", birth_year=2008)
    facts = {"age_check": "seen", "enrolled_at": clock.now(), "service_day": clock.service_day()}
    with as_(rosa):
        for person in (young, grown):
            grant_team(person=person, team=Team.objects.get(code="room"), compartment="room", days=1, origin="manual")
        assert said(lambda: Enrolment.objects.create(person=young, enrolled_by=rosa.pk, **facts)).startswith("23514")
        assert Enrolment.objects.create(person=grown, enrolled_by=rosa.pk, **facts).pk
    with as_(nadia):
        assert one_word({said(lambda one=one: Enrolment.objects.create(person=one, enrolled_by=nadia.pk, **facts)) for one in (young, grown)})


def test_attack_515_files_that_were_joined_take_one_dose_and_one_limit(as_, vera, nadia, amina, plan, other, prescribe, give):  # noqa: F811
    from intake.merging.actions import merge_files, propose_merge

    theirs = prescribe(person=other)
    with as_(amina, fresh=True):
        sign_limits(
            actor=amina, substance="methadone", valid_from=MONDAY, source="Example", single_ug=100_000, daily_ug=100_000, interval_minutes=None,
            observe_minutes=None, two_steps=False,
        )
    give()
    with as_(vera):
        merge_files(actor=vera, merge=propose_merge(actor=vera, one=plan.person, other=other, ground="said"), chosen={})
    with as_(nadia):
        assert said(lambda: dose(theirs, nadia)).startswith("23505 dose_given_once")
        assert said(lambda: dose(theirs, nadia, slot="morning", outside=["register"], amount_ug=50_000)).startswith("23514 this dose is above")


def test_attack_520_a_refusal_tells_no_outsider_of_doses_or_wounds(as_, ivan, noor, nadia, momo, other, plan, give):  # noqa: F811
    from care.wounds.actions import note_wound

    with as_(nadia):
        wound = note_wound(
            actor=nadia, person=momo, site="left_forearm_front", cause="injection", since_on=None, about="x", client_uuid=uuid.uuid4()
        )
    give()
    for who in (ivan, noor):
        with as_(who):
            heard = {said(lambda day=day: dose(plan, who, day=day)) for day in (MONDAY, MONDAY - timedelta(days=1))}  # noqa: B023
            heard |= {said(lambda pk=pk: dose(plan, who, person_id=pk)) for pk in (momo.pk, uuid.uuid4())}  # noqa: B023
            assert one_word(heard), who
            photo = {"form": "jpeg", "size": 1, "agreed": True, "no_face": True, "at": clock.now(), "by": who.pk, "look_id": 1}
            heard = {
                said(lambda pk=pk, number=number: WoundPhoto.objects.create(person_id=pk, wound_id=number, **photo))  # noqa: B023
                for pk in (momo.pk, other.pk) for number in (wound.pk, wound.pk + 99)
            }  # fmt: skip
            assert one_word(heard), who


def test_attack_530_words_are_added_under_a_note_of_that_person_by_who_reads_it(as_, nadia, ivan, amina, momo, note, other):
    facts = {"body": "x", "at": clock.now(), "note": note}
    with as_(nadia):
        assert refused(lambda: Addendum.objects.create(person=other, compartment="nursing", author=nadia.pk, **facts))
        assert refused(lambda: Addendum.objects.create(person=momo, compartment="nursing", author=amina.pk, **facts))
        assert refused(lambda: ask("UPDATE care_addendum SET author = author"))
    with as_(ivan):
        assert refused(lambda: Addendum.objects.create(person=other, compartment="social", author=ivan.pk, **facts))
        mine = write_note(actor=ivan, person=other, compartment="social", text="x", client_uuid=uuid.uuid4())
    with as_(nadia):
        assert refused(lambda: Addendum.objects.create(person=other, compartment="nursing", author=nadia.pk, **facts | {"note": mine}))


def test_attack_531_a_path_and_what_stands_on_it_are_of_one_person_and_of_who_wrote(as_, nadia, amina, momo, other, note):
    with as_(nadia):
        path = paths.open_path(actor=nadia, person=momo, compartment="nursing")
        theirs = paths.open_path(actor=nadia, person=other, compartment="nursing")
        goal = paths.add_goal(actor=nadia, path=path, words="Dormir.")
        step = paths.add_step(actor=nadia, path=path, title="Appeler.", client_uuid=uuid.uuid4())
        now = clock.now()
        aim = {"path": theirs, "person": momo, "compartment": "nursing", "words": "x", "set_at": now, "set_by": nadia.pk}
        todo = {"path": theirs, "person": momo, "compartment": "nursing", "title": "x", "owner": nadia.pk, "added_at": now, "moved_at": now}
        assert refused(lambda: Goal.objects.create(**aim))
        assert refused(lambda: Goal.objects.create(**aim | {"path": path, "set_by": amina.pk}))
        assert refused(lambda: Step.objects.create(**todo))
        assert refused(lambda: Goal.objects.filter(pk=goal.pk).update(person=other))
        assert refused(lambda: ask("UPDATE care_goal SET words = words || words, set_by = set_by WHERE id = %s", goal.pk))
        assert refused(lambda: Step.objects.filter(pk=step.pk).update(path=theirs))
        assert refused(lambda: CarePath.objects.filter(pk=path.pk).update(closed_at=now, closed_by=amina.pk))
        assert refused(lambda: CarePath.objects.filter(pk=path.pk).update(person=other))


def test_attack_532_a_file_of_an_entitlement_is_moved_in_nobody_elses_name(as_, ivan, hugo, other):
    with as_(ivan):
        file = open_entitlement(actor=ivan, person=other, kind="amu", client_uuid=uuid.uuid4())
        assert refused(lambda: Entitlement.objects.filter(pk=file.pk).update(moved_by=hugo.pk))
        assert refused(lambda: Entitlement.objects.filter(pk=file.pk).update(opened_by=hugo.pk))
        assert refused(lambda: Entitlement.objects.filter(pk=file.pk).update(kind="insurance"))
        assert refused(lambda: Entitlement.objects.filter(pk=file.pk).update(opened_on=MONDAY - timedelta(days=90)))


HOSTILE = "\"><script>alert(7)</script><img src=x onerror=alert(7)>{{ 7|add:7 }}"


def test_attack_550_hostile_words_and_file_names_are_only_words(as_, browse, nadia, momo, near):
    from care.medication.actions import list_medicine, write_caution

    near("nurses")
    client = browse(nadia)
    with as_(nadia):
        write_note(actor=nadia, person=momo, compartment="nursing", text=HOSTILE, client_uuid=uuid.uuid4())
        path = paths.open_path(actor=nadia, person=momo, compartment="nursing")
        need = paths.name_need(actor=nadia, path=path, area="health", words=HOSTILE, client_uuid=uuid.uuid4())
        paths.add_goal(actor=nadia, path=path, words=HOSTILE, need_id=need.pk)
        paths.add_step(actor=nadia, path=path, title=HOSTILE, client_uuid=uuid.uuid4())
        list_medicine(actor=nadia, person=momo, substance=HOSTILE, effect="none", dose=HOSTILE, schedule=HOSTILE, prescriber=HOSTILE, client_uuid=uuid.uuid4())
        write_caution(actor=nadia, person=momo, kind="allergy", words=HOSTILE, client_uuid=uuid.uuid4())
    scan = SimpleUploadedFile(f"{HOSTILE}.pdf", files.pdf(), content_type="text/html")
    told = {"kind": "letter", "title": HOSTILE[:80], "compartment": "nursing", "client_uuid": uuid.uuid4(), "scan": scan}
    assert client.post(reverse("paper_add", args=[momo.pk]), told).status_code == 302
    doors = [reverse(name, args=[momo.pk]) for name in ("person", "path", "path_summary", "timeline", "papers", "medication", "medication_sheet")]
    seen = 0
    for url in (*doors, reverse("notes", args=[momo.pk, "nursing"]), reverse("notes_copy", args=[momo.pk, "nursing"])):
        answer = client.get(url)
        page = answer.content.decode()
        assert answer.status_code == 200, url
        assert "<script>alert" not in page, url
        assert "<img src=x" not in page, url
        seen += "&lt;script&gt;alert(7)" in page
    assert seen >= 4
    with as_(nadia):
        kept = Paper.objects.only("pk").get()
    answer = client.get(reverse("kept_paper_file", args=[kept.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="paper-{kept.pk}-letter.pdf"'


def test_attack_551_a_paper_of_another_part_is_found_by_no_guess(as_, browse, nadia, ivan, rosa, momo, near):
    near("nurses"), near("social"), near("room")
    told = {"kind": "letter", "compartment": "nursing", "client_uuid": uuid.uuid4(), "scan": SimpleUploadedFile("a.pdf", files.pdf())}
    assert browse(nadia).post(reverse("paper_add", args=[momo.pk]), told).status_code == 302
    with as_(nadia):
        kept = Paper.objects.only("pk").get()
    for who in (ivan, rosa):
        client = browse(who)
        for name in ("kept_paper", "kept_paper_file"):
            assert client.get(reverse(name, args=[kept.pk])).status_code in {403, 404}, (who, name)
        assert client.post(reverse("kept_paper_remove", args=[kept.pk]), {"why": "x"}).status_code in {403, 404}
        with as_(who):
            assert ask("SELECT count(*) FROM care_paper") == [(0,)]
            assert ask("SELECT count(*) FROM care_historicalpaper") == [(0,)]
            assert refused(lambda: ask("UPDATE care_paper SET removed_at = now() WHERE id = %s", kept.pk))
            facts = {"person": momo, "compartment": "nursing", "kind": "letter", "form": "pdf", "size": 1, "at": clock.now(), "by": who.pk}
            assert refused(lambda: Paper.objects.create(content=SealedBytes.of(b"%PDF-1.7"), **facts))  # noqa: B023
