"""What an HSDS directory says of where, when and for whom comes in with it; what it does not say stays unknown."""

import csv
import json
from pathlib import Path

import pytest

from centre.imports.actions import bring
from intake.network.imports import conditions
from intake.network.models import PartnerService

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "hsds" / "examples"
ORG = "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"
SERVICE = "ac148810-d857-441c-9679-408f346de14b"


def table(folder, name, *lines):
    with (folder / f"{name}.csv").open("w", newline="") as handle:
        csv.writer(handle).writerows(lines)


@pytest.mark.skipif(not SHARED.exists(), reason="the real files stand beside the checkout only where it is built")
@pytest.mark.parametrize("part", ["csv", "service_full.json"])
def test_both_forms_say_the_same(as_worker, db, part):
    report, _ = bring(kind="directory", source=SHARED / part)
    assert report.errors == []
    service = PartnerService.objects.get(pk=SERVICE)
    assert (service.address, service.phone) == ("1-30 Main Street, ABC 1234 MyCity", "+44 1234 234567")
    assert (service.languages, service.minors, service.free) == (["ur"], True, False)
    assert service.hours.startswith("Th,Fr 10:00-18:00")


def test_what_is_not_said_is_not_known():
    assert conditions({"name": "x"}) == {"address": "", "phone": "", "hours": "", "languages": [], "minors": None, "free": None}


def test_nonsense_under_a_name_counts_for_nothing():
    assert conditions({"phones": "none", "languages": [3], "minimum_age": "old", "cost_options": [{"amount": "?"}]})["minors"] is None


def test_a_service_of_nobody_is_refused_with_its_line(as_worker, db, tmp_path):
    table(tmp_path, "organizations", ["id", "name"], [ORG, "Somebody"])
    table(tmp_path, "services", ["id", "organization_id", "name", "status"], [SERVICE, "x", "A", "active"], [SERVICE, ORG, "A", "open"])
    report, batch = bring(kind="directory", source=tmp_path)
    assert [str(error).partition(": ")[0] for error in report.errors] == ["services.csv:2", "services.csv:3"]
    assert "is not among the organisations" in str(report.errors[0])
    assert batch is None
    assert not PartnerService.objects.exists()


def test_an_empty_folder_says_so(as_worker, db, tmp_path):
    report, _ = bring(kind="directory", source=tmp_path)
    assert "no HSDS organisation or service is in it" in str(report.errors[0])


def test_a_dry_run_leaves_nothing(as_worker, db, tmp_path):
    document = {"id": ORG, "name": "Somebody", "legal_status": "asbl", "services": [{"id": SERVICE, "name": "A", "status": "active"}]}
    (tmp_path / "one.json").write_text(json.dumps(document))
    report, batch = bring(kind="directory", source=tmp_path, dry_run=True)
    assert (report.counts["services brought"], batch, PartnerService.objects.count()) == (1, None, 0)
