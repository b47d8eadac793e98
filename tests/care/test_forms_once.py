"""The number of a form that comes back for somebody else is refused in words; the other person's line is never given back."""

import uuid

import pytest

from audit.rules import Refused
from care.medication.actions import list_medicine, write_caution
from care.notes.actions import write_note
from care.papers.actions import keep_paper
from care.testing.actions import link_treatment, record_pregnancy_test, record_test
from care.vaccines.actions import record_vaccination
from care.vitals.actions import record_vitals
from care.wounds.actions import look_at_wound, note_wound
from centre.scans.check import Scan
from centre.shifts import clock
from intake.person.actions import open_file

WRITERS = {
    "medicine": lambda **whom: list_medicine(substance="Diazepam 10 mg", effect="benzodiazepine", **whom),
    "caution": lambda **whom: write_caution(kind="allergy", words="Pénicilline", **whom),
    "vaccination": lambda **whom: record_vaccination(disease="tetanus", fate="said", on=clock.service_day(), **whom),
    "test": lambda **whom: record_test(infection="hcv", taken_on=clock.service_day(), **whom),
    "link": lambda **whom: link_treatment(infection="hcv_rna", step="offered", on=clock.service_day(), **whom),
    "pregnancy": lambda **whom: record_pregnancy_test(taken_on=clock.service_day(), **whom),
    "vitals": lambda **whom: record_vitals(compartment="nursing", pulse=88, **whom),
    "wound": lambda **whom: note_wound(site="forearm_l", **whom),
    "paper": lambda **whom: keep_paper(compartment="nursing", kind="letter", scan=Scan("pdf", b"%PDF-1.7 clean", 2), **whom),
    "note": lambda **whom: write_note(compartment="nursing", text="Parle de douleurs.", **whom),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_form_number_is_of_one_person(as_, nadia, momo, near, name):
    near("nurses")
    number, write = uuid.uuid4(), WRITERS[name]
    with as_(nadia):
        other = open_file(actor=nadia, alias="Bo")
        row = write(actor=nadia, person=momo, client_uuid=number)
        assert write(actor=nadia, person=momo, client_uuid=number).pk == row.pk, "the same form twice is one event"
        with pytest.raises(Refused, match="already used"):
            write(actor=nadia, person=other, client_uuid=number)
        assert type(row).objects.filter(person=other).count() == 0


def test_a_look_is_of_one_wound(as_, nadia, momo, near):
    near("nurses")
    with as_(nadia):
        arm, leg = (note_wound(actor=nadia, person=momo, site=site, client_uuid=uuid.uuid4()) for site in ("forearm_l", "shin_l"))
        number = uuid.uuid4()
        look = look_at_wound(actor=nadia, wound=arm, client_uuid=number)
        assert look_at_wound(actor=nadia, wound=arm, client_uuid=number) == look
        with pytest.raises(Refused, match="already used"):
            look_at_wound(actor=nadia, wound=leg, client_uuid=number)


def test_a_number_taken_where_the_writer_does_not_see_is_refused_in_words(as_, browse, nadia, noor, momo, near):
    """The line stands in a file of another team: nothing of it is told, and nothing breaks."""
    near("nurses")
    number = uuid.uuid4()
    with as_(nadia):
        list_medicine(actor=nadia, person=momo, substance="Diazepam 10 mg", effect="benzodiazepine", client_uuid=number)
    with as_(noor):
        other = open_file(actor=noor, alias="Bo")
    sent = {"substance": "Paracétamol", "effect": "other", "source": "said", "client_uuid": number}
    answer = browse(noor).post(f"/person/{other.pk}/medication/add/", sent)
    assert answer.status_code == 422
    assert "already used" in answer.content.decode()
    assert "Diazepam" not in answer.content.decode()
