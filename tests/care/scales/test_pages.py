"""The pages: one page to fill in, words that name the item, a course as chart and table, paper, what item nine asks for."""

from __future__ import annotations

import io
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from care.scales import selectors
from care.scales.catalogue import KEPT
from care.scales.models import ScaleResult

pytestmark = pytest.mark.django_db
COWS = {f"item_{number}": "0" for number in range(1, 12)}
SENT = {"mode": "interview", "language": "fr", "taken_on": "2026-03-20", "taken_time": "10:55", "compartment": "nursing"}


def sent(**more):
    return SENT | {"client_uuid": str(uuid.uuid4())} | more


@pytest.fixture
def doctor(fill, as_, amina, momo, near):
    """`doctor(answers)`: the doctor writes the mood scale of Momo."""
    near("doctors")

    def write(nine, **more):
        answers = {str(number): 1 for number in range(1, 9)} | {"9": nine}
        return fill("phq-9", by=amina, compartment="psych", mode="self", answers=answers, **more)

    return write


def test_a_nurse_fills_in_a_scale_on_one_page(browse, as_, nadia, momo, near):
    near("nurses")
    client, address = browse(nadia), f"/person/{momo.pk}/scales/cows/new/"
    page = client.get(address).content.decode()
    assert page.count("<fieldset") == 12
    assert 'value="fr" selected' in page
    assert 'name="taken_time" value="11:00"' in page
    assert "0 · 80 or less" in page
    refused = client.post(address, sent(**COWS | {"item_8": ""}))
    assert refused.status_code == 422
    words = refused.content.decode()
    assert "Item 8 is not answered: Tremor of outstretched hands." in words
    assert re.search(r'name="item_7" value="0"[^>]*checked', words)
    for day in ("2026-03-21", "0206-03-20", "0001-01-01"):
        wrong = client.post(address, sent(**COWS, taken_on=day))
        assert (wrong.status_code, set(wrong.context["form"].errors), day in wrong.content.decode()) == (422, {"taken_on"}, True)
    form = sent(**COWS | {"item_1": "4", "item_3": "5"})
    made = client.post(address, form)
    assert made.status_code == 302
    assert client.post(address, form).headers["Location"] == made.headers["Location"]
    shown = client.get(made.headers["Location"]).content.decode()
    assert "Written down: 9 of 48." in shown
    assert "above 120" in shown
    assert "mild" in shown
    assert "Ask about it now" not in shown
    with as_(nadia):
        assert ScaleResult.objects.get().score == 9
    assert "COWS" in client.get(f"/person/{momo.pk}/").content.decode()


@pytest.mark.parametrize("scale", KEPT, ids=lambda scale: str(scale.code))
def test_each_scale_can_be_filled_in_and_read(browse, nadia, momo, near, scale):
    near("nurses")
    client, about = browse(nadia), "opioids" if scale.about else ""
    answers = {f"item_{item.key}": str(max(item.values)) for item in scale.items_for(about)}
    chosen = {"about": about} if about else {}
    page = client.get(f"/person/{momo.pk}/scales/{scale.code}/new/").content.decode()
    assert ("use the paper form beside" in page) is not scale.wording_allowed
    made = client.post(f"/person/{momo.pk}/scales/{scale.code}/new/", sent(**answers, **chosen))
    assert made.status_code == 302, made.context["form"].errors
    assert f"of {scale.most(about)}" in client.get(made.headers["Location"]).content.decode()
    course = client.get(f"/person/{momo.pk}/scales/{scale.code}/").content.decode()
    assert course.count("<svg viewBox=\"0 0 560") == 1


def test_a_substance_is_chosen_first_and_tobacco_has_fewer_items(browse, nadia, momo, near):
    near("nurses")
    client, address = browse(nadia), f"/person/{momo.pk}/scales/assist/new/"
    answers = {f"item_{number}": "0" for number in (2, 6, 7)}
    assert "Say which substance the answers are about." in client.post(address, sent(**answers)).content.decode()
    assert "Item 5 is not asked here." in client.post(address, sent(**answers, item_5="5", about="tobacco")).content.decode()
    made = client.post(address, sent(**answers, about="tobacco"))
    assert made.status_code == 302
    assert "Another substance" in client.get(made.headers["Location"]).content.decode()
    assert client.post(address, sent(**answers, about="glue")).status_code == 422


def test_item_nine_says_what_to_do_and_blocks_nothing(doctor, browse, as_, amina, ivan, momo):
    client = browse(amina)
    shown = client.get(f"/scales/{doctor(0).pk}/").content.decode()
    assert "Ask about it now" not in shown
    result = doctor(1)
    shown = client.get(f"/scales/{result.pk}/").content.decode()
    assert "Ask about it now: item 9 is above zero" in shown
    assert "The directory of the house has no number" in shown
    assert "Nothing is refused to the person" in shown
    from intake.directory.models import Organization, PartnerService

    with as_(ivan):
        house = Organization.objects.create(name="Invented line")
        PartnerService.objects.create(organization=house, name="Night line", needs=["mental"], phone="02 000 00 00")
        PartnerService.objects.create(organization=house, name="Without a number", needs=["emergency"])
    shown = client.get(f"/scales/{result.pk}/").content.decode()
    assert "Invented line · Night line · <strong>02 000 00 00</strong>" in shown
    assert "Without a number" not in shown
    assert "02 000 00 00" in shown
    assert "The directory of the house has no number" not in shown


def test_a_course_is_chart_and_table_and_leaves_out_what_was_corrected(fill, browse, as_, nadia, momo):
    fill("cows", value=2, minutes=120)
    last = fill("cows", value=1)
    client = browse(nadia)
    correction = {key: value for key, value in sent(**COWS).items() if key != "compartment"}
    page = client.get(f"/scales/{last.pk}/correct/").content.decode()
    assert re.search(r'name="item_11" value="3"[^>]*checked', page)
    assert client.post(f"/scales/{last.pk}/correct/", correction).status_code == 422
    made = client.post(f"/scales/{last.pk}/correct/", correction | {"because": "Misread"})
    assert made.status_code == 302
    assert "Corrects an earlier entry, because: Misread" in client.get(made.headers["Location"]).content.decode()
    again = client.post(f"/scales/{last.pk}/correct/", correction | {"because": "Again", "client_uuid": str(uuid.uuid4())})
    assert again.status_code == 409
    assert "Nadia corrected this result on" in again.content.decode()
    assert 'value="Again"' in again.content.decode()
    assert "This entry was corrected." in client.get(f"/scales/{last.pk}/").content.decode()
    course = client.get(f"/person/{momo.pk}/scales/cows/").content.decode()
    assert course.count("<circle") == 2
    assert course.count("<tr>") == 4
    assert "<del>13</del>" in course
    assert "26 less" in course
    assert re.findall(r"<title>20/03/2026[^<]*: (\d+)</title>", course) == ["26", "0"]


def test_one_result_on_paper_says_whose_it_is_and_is_recorded(fill, browse, nadia, momo, deeds_about):
    result = fill("cows", value=1)
    made = browse(nadia).get(f"/scales/{result.pk}/paper/")
    assert made.headers["Content-Type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made.content)).pages)
    assert "13 of 48" in text
    assert "Momo" in text
    assert "Gooseflesh" in text
    assert deeds_about(momo)[-1] == "care.scale.printed"


def test_who_has_no_part_of_the_file_fills_in_nothing(browse, ivan, vera, peer, momo, near):
    near("social")
    assert browse(ivan).get(f"/person/{momo.pk}/scales/cows/new/").status_code == 404
    assert browse(ivan).get(f"/person/{momo.pk}/scales/phq-9/new/").status_code == 404
    assert browse(ivan).get(f"/person/{momo.pk}/scales/audit-c/new/").status_code == 200
    assert browse(ivan).get(f"/person/{momo.pk}/scales/nothing/new/").status_code == 404
    for other in (vera, peer):
        for address in ("/scales/", f"/person/{momo.pk}/scales/", f"/person/{momo.pk}/scales/cows/new/"):
            assert browse(other).get(address).status_code == 403


def test_another_team_is_told_in_words_and_nothing_typed_is_lost(fill, browse, noor, momo, near):
    fill("cows")
    near("mobile")
    refused = browse(noor).post(f"/person/{momo.pk}/scales/cows/new/", sent(**COWS | {"item_1": "4"}))
    assert refused.status_code == 422
    words = refused.content.decode()
    assert "Another team follows this person." in words
    assert re.search(r'name="item_1" value="4"[^>]*checked', words)


def test_lists_cost_the_same_for_one_and_for_many(fill, browse, as_, nadia, momo):
    fill("cows", value=1)
    client = browse(nadia)
    counts = []
    for _turn in range(2):
        for address in (f"/person/{momo.pk}/scales/", f"/person/{momo.pk}/scales/cows/", f"/person/{momo.pk}/"):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.append(len(asked))
        for turn in range(3):
            fill("cows", value=2, minutes=turn * 60)
            fill("gad-7", value=turn)
    assert counts[:3] == counts[3:]


def test_the_catalogue_says_whose_words_they_are(browse, nadia):
    page = browse(nadia).get("/scales/").content.decode()
    assert page.count('<section class="card"') == len(KEPT)
    assert "pubmed.ncbi.nlm.nih.gov/12924748" in page
    assert "not for sale or commercial use" in page


def test_the_hours_of_one_morning_stand_under_the_chart(fill, browse, as_, nadia, momo):
    from care.scales.drawing import course_chart

    for minutes in (150, 90, 0):
        fill("cows", value=1, minutes=minutes)
    with as_(nadia):
        (course,) = selectors.courses_of(nadia, momo)
        drawn = str(course_chart(course))
    assert re.findall(r">(\d\d:\d\d)<", drawn) == ["08:30", "09:30", "11:00"]
    assert drawn.count("stroke-dasharray=\"3 5\"") == 4
