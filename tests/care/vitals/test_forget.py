"""Erasure in the rooms of health: what stays is of nobody."""

from audit.vault.keys import make_key
from care.vitals.models import VitalSigns
from care.vitals.panels import forget
from centre.shifts import clock
from intake.person.models import Person


def test_erasure_cuts_the_person_off_and_leaves_numbers_of_nobody(as_worker, db):
    person = Person.objects.create(alias="Momo")
    make_key(person.pk)
    VitalSigns.objects.create(person=person, compartment="nursing", taken_at=clock.now(), recorded_at=clock.now(), by=1, pulse=80, remark="Secret")
    assert forget(person.pk) == {"vital_signs": 1}
    assert VitalSigns.objects.get().person_id is None
    assert set(VitalSigns.history.values_list("person_id", flat=True)) == {None}
