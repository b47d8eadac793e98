"""From a closed quarter to a file in somebody's hands: two people, words for every refusal, the same bytes."""

import hashlib
import io
import time

import pytest
from django.urls import reverse

from audit.ledger.models import Event
from audit.release import actions, factor, selectors, tasks
from audit.release.enums import State
from audit.release.models import Quarter, Release, ReleaseFile
from audit.release.states import TRANSITIONS
from audit.rules import Refused

from .conftest import fill

pytestmark = pytest.mark.usefixtures("as_worker", "db", "shelf")


@pytest.fixture
def queued(monkeypatch):
    """What was put in the queue, instead of the queue."""
    held = []
    monkeypatch.setattr(actions, "enqueue", lambda path, *arguments, name="": held.append((path, arguments)))
    return held


@pytest.fixture
def closed(crowd):
    """The first two quarters of 2025: 200 persons, then 40 more."""
    fill(crowd, 1, 0, 200)
    fill(crowd, 2, 200, 40)
    return [tasks.close(Quarter.objects.create(year=2025, number=number).pk) for number in (1, 2)]


@pytest.fixture
def prepare(as_, felix):
    def made(table="people-place-kind", period="Q1", year=2025):
        with as_(felix):
            release = actions.prepare_release(actor=felix, table=table, year=year, period=period, recipient="=COCOM")
            return actions.check_release(actor=felix, release=release)

    return made


@pytest.fixture
def released(closed, prepare, as_, colette, queued):
    with as_(colette):
        done = actions.approve_release(actor=colette, release=prepare())
    return tasks.make_files(done.pk)


def test_every_state_has_its_transitions():
    assert set(TRANSITIONS) == set(State)


def test_checked_figures_wait_for_another_person(closed, prepare, as_, felix, colette, queued):
    release = prepare()
    assert (release.state, release.refusal) == (State.CHECKED, "")
    with as_(felix), pytest.raises(Refused, match="role"):
        actions.approve_release(actor=felix, release=release)
    with as_(colette):
        own = actions.prepare_release(actor=colette, table="people-kind", year=2025, period="H1")
        own = actions.check_release(actor=colette, release=own)
        with pytest.raises(Refused, match="Another person"):
            actions.approve_release(actor=colette, release=own)
        assert actions.approve_release(actor=colette, release=release).state == State.APPROVED
    assert queued == [("audit.release.tasks.make_files", (release.pk,))]


def test_the_files_are_made_once_and_stay_the_same(released, as_, felix):
    assert released.state == State.RELEASED
    before = {one.format: one.sha256 for one in ReleaseFile.objects.order_by("format")}
    assert set(before) == {"csv", "pdf", "xlsx"}
    tasks.make_files(released.pk)
    assert {one.format: one.sha256 for one in ReleaseFile.objects.order_by("format")} == before
    with as_(felix):
        one, two = (bytes(selectors.file_for(felix, released.pk, "xlsx").content) for _n in range(2))
    assert one == two
    assert hashlib.sha256(one).hexdigest() == before["xlsx"]
    assert Event.objects.filter(verb="audit.release.downloaded").count() == 2


def test_the_printed_page_carries_its_own_letters(released):
    from pypdf import PdfReader

    printed = ReleaseFile.objects.get(format="pdf")
    fonts = PdfReader(io.BytesIO(bytes(printed.content))).pages[0]["/Resources"]["/Font"].values()
    assert {str(font.get_object()["/BaseFont"]).split("+")[1] for font in fonts} == {"Centre-Sans", "Centre-Sans-Bold"}


def test_a_period_that_is_not_closed_is_refused_with_words(closed, prepare):
    release = prepare(period="Y")
    assert release.state == State.REFUSED
    assert "not closed" in release.refusal


def test_nothing_below_the_year_under_sixty_persons(crowd, prepare):
    fill(crowd, 1, 0, 40)
    for number in (1, 2, 3, 4):
        tasks.close(Quarter.objects.create(year=2025, number=number).pk)
    assert "60 persons" in prepare().refusal
    assert "60 persons" in prepare(period="H1").refusal
    assert prepare(period="Y").state == State.CHECKED


def test_the_attacker_may_refuse_a_release(closed, prepare, monkeypatch):
    monkeypatch.setattr(actions.attack, "find_leak", lambda published, counts: object())
    assert "small number" in prepare().refusal


def test_what_others_released_is_part_of_the_check(released, prepare):
    half = prepare(period="H1")
    assert half.state == State.CHECKED
    published, counts = selectors.published_in(half)
    quarter, _counts = selectors.published_in(Release.objects.get(pk=released.pk))
    assert len(published) > len(quarter)
    assert {one.members for one in quarter} < {one.members for one in published}
    assert all(sum(counts[place] for place in one.members) == one.value for one in published)


def test_half_a_year_is_the_sum_of_its_quarters(closed, prepare):
    totals = {}
    for period in ("Q1", "Q2", "H1"):
        totals[period] = selectors.matrix_of(prepare(period=period)).rows[-1][1][-1]
    assert totals["H1"] == totals["Q1"] + totals["Q2"]


def test_altered_atoms_give_no_table(closed, prepare, monkeypatch):
    monkeypatch.setattr(selectors, "digest_of", lambda lines: "0" * 64)
    assert "fingerprint" in prepare().refusal


def test_the_way_through_the_pages(closed, browse, felix, colette, queued, monkeypatch):
    client = browse(felix)
    page = client.get(reverse("releases"))
    assert page.status_code == 200
    assert "Quarter 1 of 2025" in page.content.decode()
    assert "People by kind" in client.get(reverse("release_table")).content.decode()
    form = reverse("release_prepare", args=["people-kind"])
    assert client.get(form).status_code == 200
    assert client.post(form, {"year": "1800", "period": "Q9"}).status_code == 422
    answer = client.post(form, {"year": "2025", "period": "Q1", "recipient": "Iriscare"})
    address = answer["Location"]
    assert "no small number" in client.get(address).content.decode()
    assert client.post(f"{address}approve/").status_code == 403
    other = browse(colette)
    monkeypatch.setattr(factor, "_ask", lambda request, code: None if code == "123456" else "Type the code")
    refused = other.post(f"{address}approve/", {"code": "1"})
    assert (refused.status_code, "Type the code" in refused.content.decode()) == (422, True)
    assert other.post(f"{address}approve/", {"code": "123456"}).status_code == 302
    assert other.post(f"{address}approve/", {"code": "123456"}).status_code == 409
    assert "being made: 0 of 3" in other.get(address).content.decode()
    assert client.get(f"{address}xlsx/").status_code == 403
    tasks.work()
    one, two = client.get(f"{address}pdf/"), client.get(f"{address}pdf/")
    assert one.content == two.content
    assert one.content.startswith(b"%PDF")
    assert "attachment" in one["Content-Disposition"]
    assert client.get(f"{address}exe/").status_code == 404
    assert "Iriscare" in client.get(f"{address}csv/").content.decode("utf-8-sig")


def test_a_refused_release_says_why(prepare, browse, colette):
    release = prepare(period="Q4")
    page = browse(colette).get(reverse("release", args=[release.pk])).content.decode()
    assert "not closed" in page
    assert "Values" not in page


def test_closing_by_the_page(browse, colette, queued):
    client = browse(colette)
    assert client.post(reverse("quarter_close"), {"year": 2026, "number": 1}).status_code == 409
    assert client.post(reverse("quarter_close"), {"year": 2025, "number": 9}).status_code == 422
    assert client.post(reverse("quarter_close"), {"year": 2025, "number": 1}).status_code == 302
    assert client.post(reverse("quarter_close"), {"year": 2025, "number": 1}).status_code == 409
    assert queued == [("audit.release.tasks.close", (Quarter.objects.get().pk,))]
    assert "Being closed" in client.get(reverse("releases")).content.decode()
    tasks.work()
    again = client.post(reverse("quarter_close"), {"year": 2025, "number": 1})
    assert "closed already" in again.content.decode()


def test_a_later_quarter_closes_the_empty_ones_before_it(crowd, browse, colette, queued):
    fill(crowd, 3, 0, 200)
    client = browse(colette)
    page = client.get(reverse("releases")).content.decode()
    assert "Close quarter 4 of 2025" in page
    assert "nobody came in are closed with it" in page
    assert client.post(reverse("quarter_close"), {"year": 2025, "number": 3}).status_code == 302
    tasks.work()
    assert list(Quarter.objects.order_by("number").values_list("number", "state", "words")) == [
        (1, "closed", tasks.NOBODY), (2, "closed", tasks.NOBODY), (3, "closed", ""),
    ]
    page = client.get(reverse("releases")).content.decode()
    assert page.count("Nobody came: closed as empty.") == 2
    assert "Close quarter 4 of 2025" in page
    assert "Close quarter 3 of 2025" not in page


def test_the_check_knows_the_base_of_quarters_with_somebody_only(crowd, prepare):
    fill(crowd, 3, 0, 200)
    tasks.close(Quarter.objects.create(year=2025, number=3).pk)
    tasks.close(Quarter.objects.create(year=2025, number=4).pk)
    year = prepare(period="Y")
    assert year.state == State.CHECKED
    published, _counts = selectors.published_in(year)
    assert {one.slack for one in published} == {4}


def test_the_second_factor_of_the_house_is_asked(closed, prepare, browse, colette, queued):
    release = prepare()
    client = browse(colette)
    answer = client.post(reverse("release_approve", args=[release.pk]))
    assert answer.status_code == 422
    assert "code of your authenticator" in answer.content.decode()
    assert Release.objects.get(pk=release.pk).state == State.CHECKED
    session = client.session
    session["second_factor_at"] = time.time()
    session.save()
    assert client.post(reverse("release_approve", args=[release.pk])).status_code == 302
    assert Release.objects.get(pk=release.pk).state == State.APPROVED


def test_where_no_second_factor_is_known_nothing_leaves(closed, prepare, browse, colette, queued, monkeypatch):
    monkeypatch.setattr(factor, "_ask", None)
    release = prepare()
    assert browse(colette).post(reverse("release_approve", args=[release.pk])).status_code == 422
    assert queued == []
