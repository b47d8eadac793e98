"""What the house prescribes and gives stands on the medication list, on the page and on paper, for those who may read it."""

from care.medication.models import Medicine
from tests.care.dispensing.conftest import give  # noqa: F401


def test_the_list_shows_what_is_prescribed_and_given_here(as_, browse, nadia, momo, plan, give, deeds_about):  # noqa: F811
    client = browse(nadia)
    pages = [f"/person/{momo.pk}/medication/", f"/person/{momo.pk}/medication/sheet/"]
    before = [client.get(page).content.decode() for page in pages]
    for page in before:
        for words in ("Prescribed and given here", "methadone, solution", "60 mg a day", "Amina", "opioid", "taken at home: Sun"):
            assert words in page
    assert "No dose given here yet." in before[0]
    give()
    assert "Last dose given here: 2/3/2026 09:00, 60 mg" in client.get(pages[0]).content.decode()
    assert "2/3/2026 09:00, 60 mg" in client.get(pages[1]).content.decode()
    assert "care.prescription.read" in deeds_about(momo)
    with as_(nadia):
        assert not Medicine.objects.exists(), "nothing is copied"


def test_what_has_ended_stands_there_no_more(browse, nadia, momo, plan, at):
    at("2026-04-20 09:00")
    assert "Prescribed and given here" not in browse(nadia).get(f"/person/{momo.pk}/medication/").content.decode()


def test_a_code_that_was_typed_is_not_sent_back(browse, amina):
    """A code works once: shown again after a refusal, it would be refused again. Everything else that was typed stays."""
    sent = {"reference": "AF-2026-77", "authority": "AFMPS", "valid_from": "2026-03-02", "valid_until": "2026-02-01", "code": "135791"}
    answer = browse(amina).post("/dose-rules/programme/", sent)
    page = answer.content.decode()
    assert answer.status_code in (409, 422)
    assert "AF-2026-77" in page
    assert "135791" not in page
