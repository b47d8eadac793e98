"""What erasure finds here, it removes."""

from __future__ import annotations

from care.scales.models import ScaleResult
from care.scales.panels import forget, held_here
from centre.shifts import clock


def test_erasure_leaves_no_result(as_worker, db, at):
    from audit.vault.keys import make_key
    from intake.person.models import Person

    at("2026-03-20 11:00")
    person = Person.objects.create(alias="Momo")
    make_key(person.pk)
    values = {
        "person": person, "compartment": "nursing", "code": "cows", "version": "2003", "language": "fr", "mode": "interview", "score": 0,
        "most": 48, "by": 1, "taken_at": clock.now(), "written_at": clock.now(), "answers": "{}",
    }
    first = ScaleResult.objects.create(**values)
    ScaleResult.objects.create(**values, replaces=first, because="misread")
    assert held_here(person.pk) == {"scales": 2}
    assert forget(person.pk) == {"scales": 2}
    assert held_here(person.pk) == {"scales": 0}
