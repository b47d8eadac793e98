"""From the street to a home, from rent that was not paid to a second home: one person, one story, through the pages."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team
from housing.homes.models import Candidature, Dwelling, Landlord, Programme
from housing.placements.models import Lease, Placement
from housing.placements.selectors import retention_rows
from intake.person.actions import issue_card, open_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Any:
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def centre(as_: Any, vera: Any, colette: Any) -> SimpleNamespace:
    """Given: a programme with a studio and a flat, and Kenza who sleeps in the street and was seen at the desk."""
    with clock.at("2025-09-01 10:00"):
        with as_(colette):
            programme = Programme.objects.create(kind="housing_first", name="Housing First")
            landlord = Landlord.objects.create(kind="private", name="Mrs Peeters")
            studio, flat = (
                Dwelling.objects.create(label=label, kind="studio", area="Forest", programme=programme, landlord=landlord, rent=450)
                for label in ("Studio Lilas", "Flat Rogier")
            )
        with as_(vera):
            kenza = open_file(actor=vera, alias="Kenza", gender="F")
            issue_card(actor=vera, person=kenza)
            grant_team(person=kenza, team=Team.objects.get(code="homes"), compartment="desk", days=700, origin="contact")
    return SimpleNamespace(programme=programme, studio=studio, flat=flat, kenza=kenza)


def number() -> str:
    return str(uuid4())


def words(response: Any) -> str:
    return str(response.content.decode())


def test_from_the_street_to_a_lease_to_arrears_to_a_second_home(
    browse: Any, as_: Any, hugo: Any, colette: Any, vera: Any, centre: SimpleNamespace
) -> None:
    worker, person = browse(hugo), centre.kenza
    file = reverse("person", args=[person.pk])

    # When Kenza asks for a home, her search says what she wants; a studio is proposed, seen and accepted.
    with clock.at("2025-09-02 14:00"):
        asked = {"wished": [centre.programme.pk], "individual": "on", "asked_on": "2025-09-02", "words": "Seule.", "client_uuid": number()}
        assert worker.post(reverse("home_look", args=[person.pk]), asked).status_code == 302
        with as_(hugo):
            search = Candidature.objects.get()
    with clock.at("2025-09-10 14:00"):
        from housing.homes.actions import accept_dwelling, note_visit, propose_dwelling

        with as_(hugo):
            search = propose_dwelling(actor=hugo, candidature=search, dwelling=centre.studio)
            search = accept_dwelling(actor=hugo, candidature=note_visit(actor=hugo, candidature=search))

    # The same page that said yes leads to the key: taken on, moved in, a lease without a last day.
    with clock.at("2025-09-15 16:00"):
        begin = reverse("placement_begin", args=[person.pk])
        plan = worker.get(begin)["Location"]
        sent = {"programme": centre.programme.pk, "enrolled_on": "2025-09-10", "ethos_before": "1", "worker": hugo.pk, "client_uuid": number()}
        first = worker.post(plan, sent)["Location"]
        move = worker.get(begin)["Location"]
        assert "Studio Lilas" in words(worker.get(move))
        worker.post(move, {"moved_in_on": "2025-09-15", "dwelling": centre.studio.pk, "own_name": "yes"})
        with as_(hugo):
            home = Placement.objects.get()
            assert Candidature.objects.get().state == "housed"
        lease = {
            "starts_on": "2025-09-15", "holder": "person", "rent_cents": "450", "rent_source": "cpas", "guarantee_form": "cpas",
            "guarantee_cents": "900", "guarantee_paid_on": "2025-09-15", "client_uuid": number(), "dwelling": centre.studio.pk,
        }
        assert "runs on until notice" in words(worker.post(reverse("lease_add", args=[home.pk]), lease, follow=True))
        assert "Studio Lilas" in words(worker.get(file))

    # Hugo visits; what she tells him stands in the housing part alone, the desk does not read it.
    with clock.at("2025-10-01 15:00"):
        visit = {
            "at": "2025-10-01T14:00", "outcome": "kept", "where": "home", "minutes": "60", "part": "housing",
            "text": "Elle dort enfin.", "client_uuid": number(),
        }
        assert worker.post(reverse("visit_add", args=[home.pk]), visit)["Location"] == first
        assert "Elle dort enfin." in words(worker.get(first))
        assert browse(vera).get(first).status_code == 403
        assert "Studio Lilas" not in words(browse(vera).get(file))

    # Then the rent is not paid for two months: the home needs attention, for the coordination too.
    with clock.at("2026-02-10 11:00"):
        for month in ("2025-12", "2026-01"):
            owed = {"month": month, "owed_cents": "450,00", "state": "plan", "plan": "50 par mois.", "client_uuid": number()}
            assert worker.post(reverse("arrears_keep", args=[home.pk]), owed)["Location"] == first
        for one in (worker, browse(colette)):
            assert "2 months not paid: €900.00" in words(one.get(reverse("attention")))

    # The landlord takes the studio back. The end is refused before the beginning, and offers a second home.
    with clock.at("2026-03-31 17:00"):
        end = reverse("placement_end", args=[home.pk])
        gone = {"reason": "landlord", "destination": "101", "ethos_after": "2"}
        assert worker.post(end, gone | {"ended_on": "2025-09-14"}).status_code == 422
        page = words(worker.post(end, gone | {"ended_on": "2026-03-31"}, follow=True))
        rehouse = reverse("placement_rehouse", args=[home.pk])
        assert rehouse in page
        with as_(hugo):
            assert Lease.objects.get().ends_on == date(2026, 3, 31)
            assert [row.how for row in retention_rows(hugo, clock.service_day())] == ["ended"]
    with clock.at("2026-04-20 10:00"):
        assert "guarantee not returned" in words(worker.get(first))

    # Within ninety days she has the key of a second home: the story goes on, in the file and in the figures.
    with clock.at("2026-05-04 10:00"):
        again = {"programme": centre.programme.pk, "enrolled_on": "2026-05-02", "worker": hugo.pk, "client_uuid": number()}
        second = worker.post(rehouse, again)["Location"]
        with as_(hugo):
            new = Placement.objects.get(previous=home)
        worker.post(reverse("placement_move_in", args=[new.pk]), {"moved_in_on": "2026-05-04", "dwelling": centre.flat.pk})
        assert "second home" in words(worker.get(second))
        assert "re-housed" in words(worker.get(first))
        assert "Flat Rogier" in words(worker.get(file))
        with as_(colette):
            (story,) = retention_rows(colette, clock.service_day())
            assert (story.moved_in_on, story.ended_on, story.how) == (date(2025, 9, 15), None, "")
        assert "Flat Rogier" in words(worker.get(reverse("placement_print", args=[new.pk])))
