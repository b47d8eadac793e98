"""The room is shut until something allows it, and shuts by itself: nothing is ever invented."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from audit.rules import Refused
from care.room.ground import actions, selectors
from care.room.ground.models import LegalBasis, RoomOpening

from .conftest import MOMENT, set_up

pytestmark = pytest.mark.django_db


def test_empty_it_says_in_words_why_it_is_shut(browse, at, rosa, colette):
    at(MOMENT)
    page = browse(rosa).get(reverse("room")).content.decode()
    assert "No legal basis has been entered." in page
    form = {"staff": [rosa.pk], "client_uuid": uuid4()}
    answer = browse(rosa).post(reverse("room_opening"), form)
    assert (answer.status_code, "No legal basis has been entered." in answer.content.decode()) == (422, True)
    assert "No number is proposed here" in browse(colette).get(reverse("room_setup")).content.decode()


def test_each_thing_missing_is_named_in_turn(as_, at, colette, amina):
    at(MOMENT)
    with as_(colette, fresh=True):
        basis = actions.enter_basis(
            actor=colette, reference="R", given_by="P", valid_from=date(2026, 4, 1), valid_until=date(2026, 5, 1), client_uuid=uuid4()
        )
        assert "waits for the signatures" in selectors.standing().shut
        actions.sign_basis(actor=colette, basis=basis, role="coordinator")
    with as_(amina, fresh=True):
        actions.sign_basis(actor=amina, basis=basis, role="doctor")
        assert "begins on 1 April 2026" in selectors.standing().shut
        assert "No rules have been published" in selectors.standing(date(2026, 4, 2)).shut
        assert "ended on 1 May 2026" in selectors.standing(date(2026, 5, 2)).shut


def test_it_lapses_by_itself_and_nobody_comes_in_any_more(as_, at, browse, colette, amina, rosa, robin, someone):
    at(MOMENT)
    set_up(as_, colette, amina, until=date(2026, 3, 10))
    with as_(rosa):
        actions.open_room(actor=rosa, staff=[rosa.pk, robin.pk], client_uuid=uuid4())
    at("2026-03-11 09:00")
    assert "The legal basis ended on 10 March 2026." in browse(rosa).get(reverse("room")).content.decode()
    answer = browse(rosa).post(reverse("room_enrol", args=[someone().pk]), {"age_check": "seen", "rules_signed": "on", "area": "near", "client_uuid": uuid4()})
    assert answer.status_code == 422


def test_a_coordinator_and_a_doctor_sign_each_for_their_own_role(as_, at, colette, corentin, amina, nadia):
    at(MOMENT)
    with as_(colette, fresh=True):
        basis = actions.enter_basis(
            actor=colette, reference="R", given_by="P", valid_from=date(2026, 1, 1), valid_until=date(2026, 5, 1), client_uuid=uuid4()
        )
        with pytest.raises(Refused, match="A coordinator and a doctor"):
            actions.sign_basis(actor=colette, basis=basis, role="doctor")
        actions.sign_basis(actor=colette, basis=basis, role="coordinator")
        assert not selectors.basis_for(basis.pk).signed
        with pytest.raises(DatabaseError), transaction.atomic():
            LegalBasis.objects.filter(pk=basis.pk).update(doctor_by=colette.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            LegalBasis.objects.filter(pk=basis.pk).update(valid_until=date(2030, 1, 1))
    with as_(corentin), pytest.raises(Refused, match="signed before"):
        actions.sign_basis(actor=corentin, basis=basis, role="coordinator")
    with as_(nadia), pytest.raises(Refused):
        actions.sign_basis(actor=nadia, basis=basis, role="doctor")


def test_signing_asks_for_a_fresh_second_factor(browse, as_, at, colette):
    at(MOMENT)
    with as_(colette):
        basis = actions.enter_basis(
            actor=colette, reference="R", given_by="P", valid_from=date(2026, 1, 1), valid_until=date(2026, 5, 1), client_uuid=uuid4()
        )
    answer = browse(colette).post(reverse("room_basis_sign", args=[basis.pk, "coordinator"]))
    assert (answer.status_code, "authenticator" in answer.content.decode()) == (422, True)
    with as_(colette):
        assert selectors.basis_for(basis.pk).coordinator_by is None


def test_too_few_colleagues_do_not_open_it_and_once_is_once(as_, basis, rosa, robin):
    with as_(rosa):
        with pytest.raises(Refused, match="at least 2 colleagues; you have ticked 1"):
            actions.open_room(actor=rosa, staff=[rosa.pk], client_uuid=uuid4())
        first = actions.open_room(actor=rosa, staff=[rosa.pk, robin.pk], client_uuid=uuid4())
    with as_(robin):
        assert actions.open_room(actor=robin, staff=[rosa.pk, robin.pk], client_uuid=uuid4()) == first
        assert RoomOpening.objects.count() == 1


def test_it_closes_when_nobody_is_in_a_booth_and_the_queue_is_told(browse, as_, at, rosa, open_room, seated, waiting):
    seated("Kenza"), waiting("Sam")
    client = browse(rosa)
    assert client.post(reverse("room_shut"), {"reason": "hours"})["Location"] == reverse("room_opening")
    with as_(rosa):
        assert selectors.opening_now() is not None
    at("2026-03-10 10:20")
    from care.room.visits.actions import leave
    from care.room.visits.models import RoomVisit

    with as_(rosa):
        leave(actor=rosa, visit=RoomVisit.objects.get(booth__isnull=False))
    assert client.post(reverse("room_shut"), {"reason": "hours"})["Location"] == reverse("room")
    with as_(rosa):
        assert selectors.opening_now() is None
        assert sorted(RoomVisit.objects.values_list("ending", flat=True)) == ["before_use", "closed"]


def test_withdrawn_it_shuts_at_once_with_a_reason(browse, basis, colette, rosa):
    client = browse(colette)
    assert client.post(reverse("room_basis_withdraw", args=[basis.pk]), {"because": ""}).status_code == 422
    assert client.post(reverse("room_basis_withdraw", args=[basis.pk]), {"because": "annulled"}).status_code == 302
    page = browse(rosa).get(reverse("room")).content.decode()
    assert ("was withdrawn on" in page, "annulled" in page, "No legal basis has been entered." in page) == (True, True, False)


def test_the_pages_of_the_set_up_write_what_was_entered(browse, at, colette, as_):
    at(MOMENT)
    client = browse(colette)
    assert client.post(reverse("room_basis_new"), {"reference": "R", "given_by": "P", "valid_from": "2026-05-01", "valid_until": "2026-01-01", "client_uuid": uuid4()}).status_code == 422
    forms = {
        "room_basis_new": {"reference": "R", "given_by": "P", "valid_from": "2026-01-01", "valid_until": "2026-05-01", "client_uuid": uuid4()},
        "room_rules_new": {"text_fr": "a", "text_nl": "b", "text_en": ""},
        "room_terms_new": {"valid_from": "2026-01-01", "injection_minutes": 30, "inhalation_minutes": 40, "watch_minutes": 20, "look_minutes": 5, "staff_least": 2, "because": "x"},
        "room_booth_new": {"label": "A", "space": "injection", "order": 1, "active": "on"},
    }
    for name, form in forms.items():
        assert client.get(reverse(name)).status_code == 200
        assert client.post(reverse(name), form).status_code == 302, name
    assert client.post(reverse("room_terms_new"), forms["room_terms_new"]).status_code == 422
    with as_(colette):
        (booth,) = selectors.every_booth()
    assert client.post(reverse("room_booth", args=[booth.pk]), {"label": "A", "space": "injection", "order": 1}).status_code == 302
    page = client.get(reverse("room_setup")).content.decode()
    assert "out of service" in page
    assert "Sign as coordinator" in page
