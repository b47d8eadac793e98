"""What an HSDS directory says comes in with it and goes out again whole; what it does not say stays unknown."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from audit.ledger.models import Event
from centre.imports.actions import bring, undo
from centre.shifts import clock
from intake.directory.enums import OrganizationKind
from intake.directory.facts import facts, source_of
from intake.directory.hsds import TABLES
from intake.directory.models import Organization, PartnerService, ServiceHours, SourceRow
from intake.directory.partners import PARTNERS, ensure_partners
from intake.directory.vocabularies import (
    AUDIENCES,
    BY_COMING,
    BY_MAIL,
    BY_PHONE,
    EVERYBODY,
    FREE,
    FROM_AFAR,
    ON_SITE,
    PAID,
    THEMES,
)

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
SHARED = DATA / "hsds" / "examples"
ORG = "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"
SERVICE = "ac148810-d857-441c-9679-408f346de14b"
built_here = pytest.mark.skipif(not SHARED.exists(), reason="the real files stand beside the checkout only where it is built")


def table(folder, name, *lines):
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.csv").open("w", newline="") as handle:
        csv.writer(handle).writerows(lines)


def tables(folder):
    """Every table of a folder as rows of stripped texts."""
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as handle:
            found[path.stem] = [{column: value.strip() for column, value in row.items()} for row in csv.DictReader(handle)]
    return found


def send(out, form="hsds"):
    said = StringIO()
    call_command("send", "directory", str(out), "--format", form, stdout=said)
    return said.getvalue()


def small(folder, *services, **more):
    table(folder, "organizations", ["id", "name"], [ORG, "Somebody"])
    table(folder, "services", ["id", "organization_id", "name", "status"], *(services or ([SERVICE, ORG, "A", "active"],)))
    for name, lines in more.items():
        table(folder, name, *lines)


@built_here
@pytest.mark.parametrize("part", ["csv", "service_full.json"])
def test_both_forms_say_the_same(as_worker, db, part):
    report, _ = bring(kind="directory", source=SHARED / part)
    assert report.errors == []
    service = PartnerService.objects.get(pk=SERVICE)
    assert (service.address, service.phone) == ("1-30 Main Street, ABC 1234 MyCity", "+44 1234 234567")
    assert (service.languages, service.minors, service.free) == (["ur"], True, False)
    assert service.hours.startswith("Th,Fr 10:00-18:00")
    assert service.access.startswith("The building is equipped")
    assert service.application.startswith("If you are an NHS patient")
    assert not service.week.exists(), "weeks of the year and days of the month are no plain week"


@built_here
def test_what_was_brought_is_sent_back_equal(as_worker, db, tmp_path):
    report, _ = bring(kind="directory", source=SHARED)
    assert report.errors == []
    said = send(tmp_path / "out")
    assert tables(tmp_path / "out" / "csv") == tables(SHARED / "csv")
    assert set(tables(tmp_path / "out" / "csv")) == set(TABLES)
    assert "services" in said
    assert Event.objects.filter(verb="intake.directory.sent").count() == 1


def test_the_house_sends_its_own_partners_and_finds_them_again(as_worker, db, tmp_path):
    ensure_partners(clock.service_day())
    dune = PartnerService.objects.get(organization__name="DUNE")
    PartnerService.objects.filter(pk=dune.pk).update(
        staff_note="SECRET", access="Ring twice.", address="Rue X 1, 1000 Bruxelles", email="a@b.be", animals=False
    )
    send(tmp_path / "one")
    before = {one.pk: one for one in PartnerService.objects.prefetch_related("week")}
    week = list(ServiceHours.objects.order_by("service_id", "opens").values_list("service_id", "weekdays", "opens", "closes", "on_holidays"))
    PartnerService.objects.all().delete()
    Organization.objects.all().delete()
    report, _ = bring(kind="directory", source=tmp_path / "one")
    assert report.errors == []
    for service in PartnerService.objects.all():
        old = before[service.pk]
        for field in ("name", "description", "status", "phone", "email", "address", "access", "verified_on", "animals", "no_identity", "minors", "free"):
            assert getattr(service, field) == getattr(old, field), (old.name, field)
        assert sorted(service.needs) == sorted(old.needs)
    assert week == list(ServiceHours.objects.order_by("service_id", "opens").values_list("service_id", "weekdays", "opens", "closes", "on_holidays"))
    assert len(before) == len(PARTNERS)
    assert "SECRET" not in "".join(path.read_text() for path in (tmp_path / "one").rglob("*.csv"))
    send(tmp_path / "two")
    assert tables(tmp_path / "two" / "csv") == tables(tmp_path / "one" / "csv")


def test_what_the_house_corrected_goes_out_corrected(as_worker, db, tmp_path):
    small(tmp_path / "in", phones=[["id", "service_id", "number"], ["1", SERVICE, "02 111"]])
    assert bring(kind="directory", source=tmp_path / "in")[0].errors == []
    PartnerService.objects.update(name="B", phone="02 222", needs=["shelter"], verified_on=clock.service_day())
    send(tmp_path / "out")
    out = tables(tmp_path / "out" / "csv")
    assert (out["services"][0]["name"], out["services"][0]["assured_date"]) == ("B", clock.service_day().isoformat())
    assert [row["number"] for row in out["phones"]] == ["02 222"]
    assert [row["code"] for row in out["taxonomy_terms"]] == ["shelter"]


def test_a_folder_with_something_in_it_is_left_alone(as_worker, db, tmp_path):
    (tmp_path / "kept.txt").write_text("kept")
    with pytest.raises(CommandError, match="nothing was written"):
        send(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_data_inclusion_is_written_in_its_own_words(as_worker, db, tmp_path):
    ensure_partners(clock.service_day())
    send(tmp_path / "out", "data-inclusion")
    services = json.loads((tmp_path / "out" / "services.json").read_text())
    structures = json.loads((tmp_path / "out" / "structures.json").read_text())
    assert len(services) == len(PARTNERS)
    assert {one["structure_id"] for one in services} == {one["id"] for one in structures}
    dune = next(one for one in services if one["nom"] == "Équipe de rue et comptoir")
    assert (dune["thematiques"], dune["frais"], dune["publics"], dune["horaires_accueil"]) == (
        ["sante--addictions"], "gratuit", ["tous-publics"], "Mo-Fr 19:00-22:30"
    )


@built_here
@pytest.mark.parametrize(("file", "words"), [
    ("thematiques", set(THEMES.values())), ("publics", {*AUDIENCES.values(), EVERYBODY}), ("frais", {FREE, PAID}),
    ("modes_accueil", {ON_SITE, FROM_AFAR}), ("modes_mobilisation", {BY_PHONE, BY_MAIL, BY_COMING}),
])
def test_every_word_is_in_the_published_list(file, words):
    with (DATA / "data_inclusion" / "v1" / f"{file}_v1.csv").open(newline="", encoding="utf-8") as handle:
        assert words <= {row["value"] for row in csv.DictReader(handle)}


def test_what_is_not_said_is_not_known():
    said = facts({"id": "1", "name": "x"}, source_of([]))
    assert {said["address"], said["phone"], said["hours"], said["access"]} == {""}
    assert "minors" not in said
    assert "free" not in said


@pytest.mark.parametrize(("name", "header", "row", "error"), [
    ("services", ["id", "organization_id", "name", "status"], [SERVICE, "x", "A", "active"], "services.csv:2: organization_id: is not among the organisations"),
    ("services", ["id", "organization_id", "name", "status"], ["7", ORG, "A", "active"], "services.csv:2: id: “7” is not a uuid"),
    ("services", ["id", "organization_id", "name", "status"], [SERVICE, ORG, "", "active"], "services.csv:2: name: is empty"),
    ("services", ["id", "organization_id", "name", "status", "minimum_age"], [SERVICE, ORG, "A", "active", "old"], "services.csv:2: minimum_age: “old” is not a number"),
    ("services", ["id", "organization_id", "name", "status", "assured_date"], [SERVICE, ORG, "A", "active", "31/12"], "services.csv:2: assured_date: “31/12” is not a day (2026-11-22)"),
    ("schedules", ["id", "service_id", "opens_at"], ["1", SERVICE, "25:00"], "schedules.csv:2: opens_at: “25:00” is not a time (19:00)"),
    ("schedules", ["id", "service_id", "byday"], ["1", SERVICE, "MO,XX"], "schedules.csv:2: byday: “XX” is not a day (MO, TU, …)"),
    ("schedules", ["id", "service_id", "valid_from", "valid_to"], ["1", SERVICE, "2026-02-01", "2026-01-01"], "schedules.csv:2: valid_to: is before valid_from"),
    ("phones", ["id", "service_id", "number"], ["1", ORG, "02"], "phones.csv:2: service_id: is not among the services"),
    ("locations", ["id", "location_type"], [ORG, "moon"], "locations.csv:2: location_type: “moon” is not one of physical, postal, virtual"),
    ("addresses", ["id", "location_id", "city"], ["1", ORG, "Bruxelles"], "addresses.csv:2: location_id: is not among the places"),
])
def test_a_wrong_row_is_named_and_nothing_comes_in(as_worker, db, tmp_path, name, header, row, error):
    small(tmp_path)
    table(tmp_path, name, header, row)
    report, batch = bring(kind="directory", source=tmp_path)
    assert error in [str(one) for one in report.errors]
    assert batch is None
    assert (PartnerService.objects.count(), Organization.objects.count(), SourceRow.objects.count()) == (0, 0, 0)


def test_a_week_comes_in_as_a_week(as_worker, db, tmp_path):
    small(tmp_path, schedules=[
        ["id", "service_id", "freq", "byday", "opens_at", "closes_at", "notes"], ["1", SERVICE, "WEEKLY", "MO,TU", "22:00", "02:00", "PH off"],
    ])
    assert bring(kind="directory", source=tmp_path)[0].errors == []
    line = ServiceHours.objects.get()
    assert (line.weekdays, line.opens.hour, line.closes.hour, line.on_holidays) == ([1, 2], 22, 2, False)


def test_police_and_justice_are_known_by_their_name(as_worker, db, tmp_path):
    table(tmp_path, "organizations", ["id", "name"], [ORG, "Politie Brussel"], [SERVICE, "Justine et les autres"])
    table(tmp_path, "services", ["id", "organization_id", "name", "status"])
    assert bring(kind="directory", source=tmp_path)[0].errors == []
    kinds = dict(Organization.objects.values_list("name", "kind"))
    assert kinds == {"Politie Brussel": OrganizationKind.JUSTICE, "Justine et les autres": OrganizationKind.PARTNER}


@built_here
@pytest.mark.parametrize("part", ["csv", ""])
def test_a_real_directory_comes_in_once_and_goes_out(as_worker, db, part):
    source = SHARED / part
    report, batch = bring(kind="directory", source=source)
    assert report.errors == []
    assert report.counts["services brought"] == PartnerService.objects.count() > 0
    again, _ = bring(kind="directory", source=source)
    assert (again.counts["services brought"], again.counts["rows kept as they were written"]) == (0, 0)
    undo(batch=batch)
    assert (PartnerService.objects.count(), SourceRow.objects.count()) == (0, 0)


def test_a_broken_directory_is_refused(as_worker, db, tmp_path):
    (tmp_path / "services.json").write_text('{"id": 1, ')
    report, batch = bring(kind="directory", source=tmp_path)
    assert [str(error) for error in report.errors] == ["services.json:1: file: not JSON text"]
    assert batch is None


def test_an_empty_folder_says_so(as_worker, db, tmp_path):
    report, _ = bring(kind="directory", source=tmp_path)
    assert "no HSDS organisation or service is in it" in str(report.errors[0])


def test_a_dry_run_leaves_nothing(as_worker, db, tmp_path):
    document = {"id": ORG, "name": "Somebody", "legal_status": "asbl", "services": [{"id": SERVICE, "name": "A", "status": "active"}]}
    (tmp_path / "one.json").write_text(json.dumps(document))
    report, batch = bring(kind="directory", source=tmp_path, dry_run=True)
    assert (report.counts["services brought"], batch, PartnerService.objects.count()) == (1, None, 0)
