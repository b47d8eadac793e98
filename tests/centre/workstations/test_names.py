"""Workstations by the names people give them: on the page of accounts, on the sheets, refused to everybody else."""

import pytest
from django.urls import reverse

from audit import places
from audit.ledger.models import Event
from audit.rules import Refused
from centre.workstations import actions, selectors
from centre.workstations.models import Presence, Workstation

NUMBER = "9f3c2a10-0000-4000-8000-000000000001"


def test_a_name_is_given_once_and_changed(as_, ada, dora, vera):
    with as_(ada):
        actions.name_workstation(actor=ada, number=NUMBER, name="Desk")
        actions.name_workstation(actor=ada, number=NUMBER, name="Night desk")
        assert Workstation.objects.get().name == "Night desk"
    with as_(vera):
        assert places.names_of([NUMBER, "4444-5", None, ""]) == {
            NUMBER: "Night desk", "4444-5": "Workstation 4444", None: "", "": "",
        }
    with as_(dora):
        told = Event.objects.filter(verb="centre.workstation.named").order_by("id")
        assert [event.diff["name"] for event in told] == ["Desk", "Night desk"]


def test_others_name_nothing(as_, vera, colette):
    for somebody in (vera, colette):
        with as_(somebody), pytest.raises(Refused):
            actions.name_workstation(actor=somebody, number=NUMBER, name="Desk")
        with as_(somebody), pytest.raises(Refused):
            selectors.known_workstations(somebody)


def test_nothing_is_named_when_the_ledger_fails(as_, ada, monkeypatch):
    monkeypatch.setattr(actions, "record", lambda *args, **kwargs: 1 / 0)
    with as_(ada):
        with pytest.raises(ZeroDivisionError):
            actions.name_workstation(actor=ada, number=NUMBER, name="Desk")
        assert not Workstation.objects.exists()


def test_the_page_names_what_is_used(browse, as_, ada, vera):
    from django.utils import timezone

    with as_(vera):
        Presence.objects.create(user=vera, workstation=NUMBER, until=timezone.now())
    client = browse(ada)
    page = client.get(reverse("workstations")).content.decode()
    assert "Without a name" in page
    assert "9F3C" in page
    assert client.post(reverse("workstations"), {"number": NUMBER, "name": ""}).status_code == 422
    assert client.post(reverse("workstations"), {"number": NUMBER, "name": "Night desk"}).status_code == 302
    assert "Night desk" in client.get(reverse("workstations")).content.decode()
    assert browse(vera).get(reverse("workstations")).status_code == 403


def test_the_page_costs_the_same_for_one_and_for_three(browse, as_, ada):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, costs = browse(ada), []
    for count in (1, 3):
        with as_(ada):
            for number in range(count):
                actions.name_workstation(actor=ada, number=f"{count}-{number}", name="Desk")
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("workstations"))
        costs.append(len(asked))
    assert costs[0] == costs[1]
