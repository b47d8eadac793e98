"""A wound over three weeks: shown at the door, dressed, worse, better, closed; the person takes their copy along."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team
from tests.care import files


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


def look(client: Any, wound: str, **seen: Any) -> Any:
    """One look at the wound, sent as the page sends it."""
    return client.post(f"{wound}look/", {"client_uuid": uuid4()} | seen)


def photograph() -> dict[str, Any]:
    """A photograph as the telephone makes it, with what must be true of it."""
    return {"photo": SimpleUploadedFile("IMG_2210.jpg", files.phone_photo(), "image/jpeg"), "agreed": "spoken", "no_face": "on"}


def test_a_wound_over_three_weeks(browse: Any, as_: Any, vera: Any, ivan: Any, nadia: Any, momo: Any, at: Any) -> None:
    # Given Momo shows his leg at the desk on a Monday; Vera brings him to the nurses, and knows no more than that.
    at("2026-03-02 10:00")
    with as_(vera):
        for code in ("nurses", "social"):
            grant_team(person=momo, team=Team.objects.get(code=code), compartment="desk", days=60, origin="contact")
    nurse = browse(nadia)

    # When Nadia taps the shin on the body and writes the first look, with a photograph to which he said yes.
    given = {"site": "shin_l", "cause": "injection", "about": "Raté, puis ouvert.", "client_uuid": uuid4()}
    door = nurse.post(reverse("wound_add", args=[momo.pk]), given)["Location"]
    wound = door.removesuffix("look/")
    assert re.fullmatch(r"/wounds/\d+/", wound)
    again = clock.service_day() + timedelta(days=2)
    seen = {"length_mm": 40, "width_mm": 30, "depth_mm": 4, "tissue": ["yellow"], "exudate": "some", "pain": 7, "given": ["cleaned", "dressed"]}
    assert look(nurse, wound, **seen, **photograph(), next_on=again.isoformat())["Location"] == wound

    # Then it is a task for Wednesday, and on Wednesday it is worse: redness and fever stand on every page about it.
    tasks = nurse.get(reverse("person", args=[momo.pk])).content.decode()
    assert "See the wound again: Left shin" in tasks
    at("2026-03-04 10:00")
    assert look(nurse, wound, length_mm=44, width_mm=32, pain=9, signs=["redness", "fever"], given=["doctor"], client_uuid=uuid4()).status_code == 302
    assert "signs of infection" in nurse.get(reverse("wounds", args=[momo.pk])).content.decode()

    # When a scan that is a script comes with the doctor's answer, it is not kept; the answer printed anew is.
    paper = {"kind": "report", "compartment": "nursing", "title": "Avis du médecin", "client_uuid": uuid4()}
    refused = nurse.post(reverse("paper_add", args=[momo.pk]), paper | {"scan": SimpleUploadedFile("avis.pdf", files.JAVASCRIPT)})
    assert refused.status_code == 422
    assert "print it to a new PDF" in refused.content.decode()
    assert nurse.post(reverse("paper_add", args=[momo.pk]), paper | {"scan": SimpleUploadedFile("avis.pdf", files.pdf())}).status_code == 302

    # When it heals, and one look was written on the wrong wound and is struck out.
    at("2026-03-12 10:00")
    look(nurse, wound, length_mm=24, width_mm=15, pain=3, tissue=["red"], **photograph())
    look(nurse, wound, length_mm=90, width_mm=90)
    newest = re.findall(r'/wounds/look/(\d+)/strike/', nurse.get(wound).content.decode())[0]
    assert nurse.post(reverse("wound_look_strike", args=[newest]), {"why": "C'était le bras de Lou."}).status_code == 302
    at("2026-03-23 10:00")
    look(nurse, wound, length_mm=0, width_mm=0, tissue=["closed"], given=["looked"])
    assert nurse.post(f"{wound}close/", {"outcome": "healed"}).status_code == 302

    # Then the course is drawn from four looks that stand, and the two photographs are side by side, without the telephone.
    page = nurse.get(wound).content.decode()
    [points] = re.findall(r'polyline points="([^"]+)"', page)
    heights = [float(point.split(",")[1]) for point in points.split()]
    assert len(heights) == 4
    assert heights[1] < heights[0] < heights[2] < heights[3]
    assert "C&#x27;était le bras de Lou." in page
    shown = re.findall(r'src="(/wounds/photo/\d+/file/)"', nurse.get(f"{wound}photos/").content.decode())
    assert len(shown) == 2
    for address in shown:
        assert b"Telephone" not in nurse.get(address).content

    # And Vera and Ivan, who know him well, never learned of it.
    for who in (vera, ivan):
        other = browse(who)
        assert "Left shin" not in other.get(reverse("person", args=[momo.pk])).content.decode()
        for address in (wound, shown[0]):
            assert other.get(address).status_code in (403, 404)

    # And what Nadia wrote he takes home, all but what his sister said.
    note = {"compartment": "nursing", "kind": "contact", "text": "Guéri. [[Sa sœur en doute.]] Bravo.", "client_uuid": uuid4()}
    assert nurse.post(reverse("note_add", args=[momo.pk]), note).status_code == 302
    copy = nurse.get(reverse("notes_copy", args=[momo.pk, "nursing"])).content.decode()
    assert "Guéri." in copy
    assert "Bravo." in copy
    assert "sœur" not in copy
