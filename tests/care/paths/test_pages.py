"""The pages of paths: one's own list, the parts one holds, the summary to print; and the wall around them."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection

from audit.rules import Refused
from care.paths import actions, selectors
from care.paths.models import Step
from centre.shifts import clock
from centre.shifts.registry import Shift
from intake.consent.actions import give_consent


@pytest.fixture
def path(as_, nadia, momo, near):
    near("nurses")
    with as_(nadia):
        made = actions.open_path(actor=nadia, person=momo, compartment="nursing")
        goal = actions.add_goal(actor=nadia, path=made, words="Dormir au sec.")
        yesterday = clock.service_day() - timedelta(days=1)
        with clock.at(clock.now() - timedelta(days=2)):
            actions.add_step(
                actor=nadia, path=made, title="Refaire le pansement", goal_id=goal.pk, client_uuid=uuid.uuid4(), due_on=yesterday
            )
        return made


def test_my_list_leads_to_the_person(browse, nadia, momo, path):
    page = browse(nadia).get("/paths/").content.decode()
    assert f'href="/person/{momo.pk}/path/"' in page
    assert "Refaire le pansement" in page
    assert "late" in page


def test_the_list_of_another_holds_none_of_it(as_, browse, ivan, vera, momo, path, near):
    near("social")
    assert browse(vera).get("/paths/").status_code == 403
    page = browse(ivan).get("/paths/").content.decode()
    assert "Momo" not in page
    with as_(ivan), connection.cursor() as cursor:
        assert selectors.paths_of(ivan, momo) == []
        for table in ("care_carepath", "care_goal", "care_step", "care_historicalstep", "care_historicalgoal"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("address", ["path/{}/goal/", "path/{}/step/"])
def test_a_path_out_of_reach_is_not_there(browse, ivan, path, near, address):
    near("social")
    assert browse(ivan).get("/" + address.format(path.pk)).status_code == 404


def test_the_summary_recalls_what_may_be_shared(as_, browse, nadia, momo, path):
    client = browse(nadia)
    page = client.get(f"/person/{momo.pk}/path/summary/").content.decode()
    assert "Dormir au sec." in page
    assert "Nothing may be shared now." in page
    with as_(nadia):
        give_consent(
            actor=nadia, person=momo, compartment="nursing", recipient=uuid.uuid4(), recipient_name="Projet Lama",
            items=["alias", "health"], purpose="Substitution", valid_until=clock.service_day() + timedelta(days=30),
        )
    page = client.get(f"/person/{momo.pk}/path/summary/").content.decode()
    assert "Projet Lama: how they want to be called, what the partner must know about health" in page


def test_one_part_can_be_left_out(browse, nadia, momo, path):
    client = browse(nadia)
    assert "Refaire le pansement" in client.get(f"/person/{momo.pk}/path/?part=nursing").content.decode()
    assert "Refaire le pansement" not in client.get(f"/person/{momo.pk}/path/?part=social").content.decode()


def test_a_step_may_be_a_colleagues_of_that_part_alone(as_, nadia, noor, ivan, path):
    with as_(nadia):
        step = actions.add_step(actor=nadia, path=path, title="x", client_uuid=uuid.uuid4(), owner=noor.pk)
        assert step.owner == noor.pk
        with pytest.raises(Refused, match="does not work in this part"):
            actions.add_step(actor=nadia, path=path, title="x", client_uuid=uuid.uuid4(), owner=ivan.pk)
        assert [name for _, name in selectors.colleagues_for(nadia, "nursing")] == ["Nadia"]


def test_the_handover_counts_what_is_due(as_, nadia, ivan, path):
    from care.paths.panels import due, of_shift

    shift = Shift(clock.service_day(), "early")
    with as_(nadia):
        assert (of_shift(nadia, shift), due(nadia)) == ({"due": 1}, {"number": 1})
    with as_(ivan):
        assert of_shift(ivan, shift) == {"due": 0}


def test_a_closed_path_takes_nothing_more(as_, nadia, path):
    with as_(nadia):
        actions.close_path(actor=nadia, path=path)
        with pytest.raises(Refused, match="closed"):
            actions.add_goal(actor=nadia, path=path, words="x")
        with pytest.raises(Refused, match="closed already"):
            actions.close_path(actor=nadia, path=path)


def test_nothing_is_left_when_the_ledger_fails(as_, nadia, path, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError), as_(nadia):
        actions.add_step(actor=nadia, path=path, title="x", client_uuid=uuid.uuid4())
    with as_(nadia):
        assert Step.objects.count() == 1


def test_the_path_is_in_the_ledger(path, momo, deeds_about):
    assert [verb for verb in deeds_about(momo) if verb.startswith("care.")] == [
        "care.note.followed", "care.path.opened", "care.goal.set", "care.step.added",
    ]


def test_a_page_costs_the_same_for_one_step_and_four(as_, browse, nadia, momo, path):
    from django.test.utils import CaptureQueriesContext

    client, counts = browse(nadia), []
    for _ in range(2):
        for url in (f"/person/{momo.pk}/path/", "/paths/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts.append(len(queries))
        with as_(nadia):
            for _ in range(3):
                actions.add_step(actor=nadia, path=path, title="encore", client_uuid=uuid.uuid4())
    assert counts[:2] == counts[2:]
