"""What the measurements stand on: a twin that gives everything back, defaults of a bulk copy, a machine watched."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.ledger import actions as ledger
from audit.release import measure as release
from care.notes.actions import write_note
from centre.measure import bulk
from centre.measure.noise import Noise
from centre.measure.registry import DEEDS, PAGES
from centre.measure.timing import quartiles
from centre.measure.twin import unrecorded, unwalled
from intake.desk import actions
from intake.desk.models import Service
from intake.person import selectors
from intake.person.actions import open_file

pytestmark = pytest.mark.django_db
#: Two modules that took the ledger's names.
desk: Any = actions
person: Any = selectors


@pytest.mark.parametrize("quiet", [unrecorded, unwalled])
def test_the_twin_writes_nothing_and_gives_everything_back(quiet: Any) -> None:
    record, viewed, visible = ledger.record, person.viewed, person.visible
    with quiet(), CaptureQueriesContext(connection) as made:
        assert desk.record is not record
        desk.record("intake.passage.recorded", subject=uuid.uuid4())
        assert (person.visible is visible) == (quiet is unrecorded)
        assert len(made) == 0
    assert (ledger.record, desk.record, person.viewed, person.visible) == (record, record, viewed, visible)


def test_a_copied_row_has_the_defaults_of_its_model() -> None:
    assert bulk._defaults("intake_card", ["person_id", "mac", "issued_at"]) == {"revoked_reason": ""}
    assert "alias" not in bulk._defaults("intake_person", ["id", "alias"])


@pytest.fixture
def followed(as_: Any, nadia: Any) -> Any:
    """A person whom the nurses follow."""
    with as_(nadia):
        zed = open_file(actor=nadia, alias="Zed")
        write_note(actor=nadia, person=zed, compartment="nursing", text="first", client_uuid=uuid.uuid4())
    return zed


def test_a_deed_writes_nowhere_but_in_the_tables_it_names(as_: Any, vera: Any, nadia: Any, momo: Any, followed: Any) -> None:
    """Both sides of the price are copies of these tables: a deed that wrote elsewhere would write for real."""
    with as_(vera):
        service = Service.objects.order_by("pk")[0].pk
    done = {"passage": (vera, (momo.pk, service)), "note": (nadia, followed.pk)}
    assert {deed.code for deed in DEEDS} == set(done)
    for deed in DEEDS:
        actor, subject = done[deed.code]
        with as_(actor), CaptureQueriesContext(connection) as made:
            deed.act(actor, subject)
        statements = [one["sql"] for one in made]
        models: tuple[Any, ...] = deed.models
        named = {table for model in models for table in (model._meta.db_table, model.history.model._meta.db_table)}
        assert {sql.split('"')[1] for sql in statements if sql.startswith(("INSERT", "UPDATE", "DELETE"))} == named
        assert sum("audit.record" in sql for sql in statements) == 1


def test_a_quiet_sum_is_its_own_measure() -> None:
    noise = Noise()
    told = noise.told()
    assert 1.0 <= told["sum_median"] <= told["sum_p95"]
    assert 0.0 <= told["stolen"] <= 1.0
    assert len(noise.sums) == 60


def test_the_memory_told_is_that_of_this_process() -> None:
    before = release._peak_mb()
    held = bytearray(64 * 2**20)
    assert release._peak_mb() >= before
    assert len(held) == 64 * 2**20
    assert 20 < before < 4096


def test_the_middle_of_samples() -> None:
    assert quartiles([0.001, 0.002, 0.003, 0.004, 0.010]) == {"median_ms": 3.0, "p95_ms": 4.0, "spread": 1.83}


def test_every_page_of_the_design_is_measured_against_bare_sql() -> None:
    assert {page.code for page in PAGES if page.floor} >= {"person", "search", "beds", "timeline", "passage"}
