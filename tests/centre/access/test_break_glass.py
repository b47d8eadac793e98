"""Opening a file in an emergency: nurses, fresh second factor, a reason, some hours, and a coordinator who knows."""
from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, ProgrammingError
from django.urls import reverse

from audit.rules import Refused
from centre.access import actions, policies
from centre.access.scope import compartments_of
from centre.shifts import clock
from centre.shifts.models import Notice, NoticeReading

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(as_, noor, momo, wanted):
    """Noor, a nurse, has opened Momo's file for an hour."""
    with as_(noor, fresh=True):
        return actions.break_glass(actor=noor, person=momo.pk, **wanted)


def test_it_opens_nursing_to_that_nurse_alone(as_, noor, nadia, momo, opened):
    with as_(noor):
        assert {"desk", "nursing"} <= compartments_of(noor, momo)
    with as_(nadia):
        assert "nursing" not in compartments_of(nadia, momo)


def test_it_ends_by_itself(as_, noor, momo, wanted):
    with as_(noor, fresh=True):
        notice = actions.break_glass(actor=noor, person=momo.pk, **wanted | {"minutes": 10_000})
    assert abs(notice.until - notice.created_at - timedelta(hours=4)) < timedelta(seconds=1)


def test_what_is_kept_in_the_ledger(as_, noor, momo, opened, deeds):
    assert deeds(noor) == ["centre.access.glass_broken", "centre.notice.sent"]


def test_the_words_are_sealed(opened):
    from django.db import connection

    assert str(opened.words) == "[sealed]"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM centre_notice")
        assert cursor.fetchone()[0] == 0  # nobody acts: nothing to see


def test_only_nurses(as_, vera, ivan, colette, momo, wanted):
    for user in (vera, ivan, colette):
        with as_(user), pytest.raises(Refused):
            actions.break_glass(actor=user, person=momo.pk, **wanted)


def test_nobody_there_leaves_nothing(as_, noor, colette, wanted, deeds):
    with pytest.raises(actions.NobodyThere), as_(noor, fresh=True):
        actions.break_glass(actor=noor, person=uuid.uuid4(), **wanted)
    assert deeds(noor) == []
    with as_(colette):
        assert not Notice.objects.exists()


def test_the_page_asks_a_fresh_code(browse, equip, noor, momo, wanted):
    code, client = equip(noor), browse(noor)
    url = reverse("break_glass", args=[momo.pk])
    assert b'name="code"' in client.get(url).content
    assert client.post(url, wanted).status_code == 422
    assert client.post(url, wanted | {"code": "000000"}).status_code == 422
    from django_otp.plugins.otp_totp.models import TOTPDevice

    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    answer = client.post(url, wanted | {"code": code()})
    assert answer.headers["Location"] == reverse("person", args=[momo.pk])


def test_the_page_needs_words(browse, equip, noor, momo, wanted):
    code, client = equip(noor), browse(noor)
    answer = client.post(reverse("break_glass", args=[momo.pk]), wanted | {"words": "x", "code": code()})
    assert answer.status_code == 422


def test_the_page_of_nobody_is_a_404(browse, equip, noor, wanted):
    code, client = equip(noor), browse(noor)
    assert client.post(reverse("break_glass", args=[uuid.uuid4()]), wanted | {"code": code()}).status_code == 404


def test_the_coordinator_is_told_and_answers(browse, as_, colette, opened, noor, deeds):
    client = browse(colette)
    assert b"Noor" in client.get(reverse("home")).content
    assert b"Noor" in client.get(reverse("glass_reviews")).content
    page = client.get(reverse("glass_review", args=[opened.pk]))
    assert b"breathing badly" in page.content
    answer = client.post(reverse("glass_review", args=[opened.pk]), {"judgement": "justified", "remark": "Well done"})
    assert answer.headers["Location"] == reverse("glass_reviews")
    with as_(colette):
        notice = Notice.objects.get()
        assert (notice.judgement, notice.answered_by) == ("justified", colette)
        assert NoticeReading.objects.filter(notice=notice, reader=colette).count() == 1
    assert deeds(colette)[-1] == "centre.access.glass_reviewed"


def test_it_is_reviewed_once(as_, colette, corentin, opened):
    with as_(colette):
        actions.review_break_glass(actor=colette, notice=opened, judgement="justified", remark="")
    with as_(corentin), pytest.raises(Refused):
        actions.review_break_glass(actor=corentin, notice=opened, judgement="not_justified", remark="")


def test_without_a_review_in_72_hours_the_nurse_waits(as_, at, noor, nadia, colette, momo, opened):
    """What the page says; that the database says the same is attack 63."""
    soon, late = (f"{clock.local(opened.created_at + timedelta(hours=hours)):%Y-%m-%d %H:%M}" for hours in (71, 73))
    with clock.at(soon), as_(noor, fresh=True):
        assert policies.break_glass.allows(noor)
    with clock.at(late):
        with as_(noor, fresh=True):
            assert not policies.break_glass.allows(noor)
            with pytest.raises(Refused):
                actions.break_glass(actor=noor, person=momo.pk, reason="other", words="Once more, please.", minutes=15)
        with as_(nadia):
            assert policies.break_glass.allows(nadia)
        with as_(colette):
            actions.review_break_glass(actor=colette, notice=opened, judgement="justified", remark="")
        with as_(noor):
            assert policies.break_glass.allows(noor)


@pytest.mark.parametrize("who", ["vera", "ivan", "nadia", "ada"])
def test_reviews_are_for_coordinators(request, browse, opened, who):
    client = browse(request.getfixturevalue(who))
    assert client.get(reverse("glass_reviews")).status_code == 403
    assert client.get(reverse("glass_review", args=[opened.pk])).status_code == 403


def test_nothing_opens_when_the_ledger_fails(as_, noor, momo, wanted, monkeypatch):
    def broken(*_args, **_more):
        raise DatabaseError

    monkeypatch.setattr("centre.access.actions.record", broken)
    with as_(noor, fresh=True):
        with pytest.raises(DatabaseError):
            actions.break_glass(actor=noor, person=momo.pk, **wanted)
        assert "nursing" not in compartments_of(noor, momo)
        assert not Notice.objects.exists()


def test_without_a_fresh_second_factor_nothing_opens(as_, noor, momo, wanted, deeds):
    with pytest.raises(ProgrammingError, match="fresh second factor"), as_(noor):
        actions.break_glass(actor=noor, person=momo.pk, **wanted)
    assert deeds(noor) == []


def test_the_notice_stands_in_both_books(as_, opened, colette):
    with as_(colette):
        assert [one.history_type for one in opened.history.order_by("pk")] == ["+"]


def test_the_review_names_the_file_as_the_reviewer_may_know_it(browse, as_, vera, colette, noor, momo, opened):
    number = str(momo.pk)[:8].upper()
    client = browse(colette)
    for address in (reverse("home"), reverse("glass_reviews"), reverse("glass_review", args=[opened.pk])):
        page = client.get(address).content.decode()
        assert ("Momo" in page) != (f"File {number}" in page), address
