"""In figures a walled space stands nowhere by itself: no difference tells who was there. PRIVACY 2 and 6."""

from datetime import date
from uuid import uuid4

from audit.release.catalogue import Window
from centre.shifts import clock
from intake import figures
from intake.desk.actions import record_passage
from intake.desk.selectors import reception
from intake.spaces.actions import enter_space
from intake.spaces.selectors import space_for

Q3 = Window(2026, 3, date(2026, 7, 1), date(2026, 9, 30), date(2026, 1, 1))


def test_a_walled_space_counts_as_reception(as_, vera, women_worker, momo):
    with as_(vera), clock.at("2026-07-04 12:00"):
        record_passage(actor=vera, service=reception(), person=momo, client_uuid=uuid4())
    with as_(women_worker), clock.at("2026-07-04 13:00"):
        space = space_for(women_worker, "women_space")
        enter_space(actor=women_worker, space=space, person=momo, client_uuid=uuid4())
    with as_(women_worker):
        assert [row[1]["service"] for row in figures.passages(Q3)] == ["reception", "reception"]
        assert {row[0] for row in figures.persons(Q3)} == {momo.pk}
    assert "women_space" not in figures.SERVICE.categories
