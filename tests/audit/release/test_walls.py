"""The database itself: what the web role may never write, whatever the code forgets."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from audit.release import actions
from audit.release.models import Atom, Carried, Closing, CountedPerson, Quarter, Release, ReleaseFile
from audit.rules import Refused

pytestmark = pytest.mark.usefixtures("db", "shelf")


@pytest.mark.parametrize("who", ["vera", "ivan", "nadia", "ada", "olga"])
def test_figures_are_for_those_who_keep_them(browse, who, request):
    client = browse(request.getfixturevalue(who))
    for name in ("releases", "release_table"):
        assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("who", ["felix", "colette", "dora"])
def test_the_page_is_empty_at_first(browse, who, request):
    page = browse(request.getfixturevalue(who)).get(reverse("releases"))
    assert page.status_code == 200
    assert "No quarter is closed yet" in page.content.decode()


def test_ordering_a_closing(as_, felix, vera):
    with as_(felix):
        quarter = actions.close_quarter(actor=felix, year=2025, number=1)
        assert (quarter.state, quarter.ordered_by) == ("ordered", felix.pk)
        with pytest.raises(Refused, match="being closed"):
            actions.close_quarter(actor=felix, year=2025, number=1)
        with pytest.raises(Refused, match="not over"):
            actions.close_quarter(actor=felix, year=2026, number=1)
        actions.close_quarter(actor=felix, year=2025, number=3)
        with pytest.raises(Refused, match="later quarter"):
            actions.close_quarter(actor=felix, year=2025, number=2)
        with pytest.raises(Refused, match="later quarter"):
            actions.close_quarter(actor=felix, year=2024, number=4)
    with as_(vera), pytest.raises(Refused, match="role"):
        actions.close_quarter(actor=vera, year=2025, number=1)


def test_the_web_role_closes_nothing_itself(as_, felix):
    with as_(felix):
        quarter = actions.close_quarter(actor=felix, year=2025, number=1)
        for spoil in (
            lambda: Quarter.objects.filter(pk=quarter.pk).update(state="closed"),
            lambda: Quarter.objects.create(year=2025, number=2, state="closed", ordered_by=felix.pk),
            lambda: Closing.objects.create(quarter=quarter, source="x", version=1, base=5, persons=1, deviation=0, way="", digest=""),
            lambda: Atom.objects.create(closing_id=1, categories=[], value=5, digest=""),
            lambda: CountedPerson.objects.create(year=2025, source="x", token=b"1"),
            lambda: CountedPerson.objects.filter(year=2025).delete(),
            lambda: Carried.objects.create(year=2025, source="x", errors="[]"),
            lambda: ReleaseFile.objects.update(sha256=""),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                spoil()


def test_a_release_takes_one_step_at_a_time_in_ones_own_name(as_, felix, colette):
    with as_(felix):
        for wrong in ({"state": "approved"}, {"prepared_by": colette.pk}, {"state": "released", "approved_by": colette.pk}):
            fields = {"table": "people-kind", "version": 1, "year": 2025, "period": "Q1", "prepared_by": felix.pk} | wrong
            with pytest.raises(DatabaseError), transaction.atomic():
                Release.objects.create(**fields)
        release = actions.prepare_release(actor=felix, table="people-kind", year=2025, period="Q1")
        for wrong in ({"state": "approved", "approved_by": felix.pk}, {"state": "released"}, {"year": 2024}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Release.objects.filter(pk=release.pk).update(**wrong)
        Release.objects.filter(pk=release.pk).update(state="checked")
        with pytest.raises(DatabaseError), transaction.atomic():
            Release.objects.filter(pk=release.pk).update(state="approved", approved_by=felix.pk)
        with pytest.raises(DatabaseError, match="another person"), transaction.atomic():
            Release.objects.filter(pk=release.pk).update(state="approved", approved_by=colette.pk)


def test_nothing_is_left_when_the_ledger_fails(as_, felix, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with as_(felix):
        for deed in (
            lambda: actions.close_quarter(actor=felix, year=2025, number=1),
            lambda: actions.prepare_release(actor=felix, table="people-kind", year=2025, period="Q1"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                deed()
        assert not Quarter.objects.exists()
        assert not Release.objects.exists()
