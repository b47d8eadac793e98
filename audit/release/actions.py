"""The steps people take: order the closing of a quarter, prepare and check a release, approve it as another person."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from audit.queue import enqueue
from audit.release import attack, catalogue, policies, selectors
from audit.release.counting import SMALL_YEAR
from audit.release.enums import Period, QuarterState, State, Verb
from audit.release.models import Quarter, Release


@transaction.atomic
def close_quarter(*, actor: Any, year: int, number: int) -> Quarter:
    """Order the closing of a quarter; the worker counts and rounds it, once and for good. Source: PRIVACY 6."""
    policies.close_quarter.check(actor, year=year, number=number)
    quarter = Quarter.objects.select_for_update().filter(year=year, number=number).first()
    if quarter is None:
        quarter = Quarter(year=year, number=number)
    quarter.state, quarter.words = QuarterState.ORDERED, ""
    quarter.ordered_by, quarter.ordered_at = actor.pk, timezone.now()
    quarter.save()
    record(Verb.QUARTER_ORDERED, obj=quarter, data={"quarter": str(quarter)})
    enqueue("audit.release.tasks.close", quarter.pk, name="close a quarter")
    return quarter


@transaction.atomic
def prepare_release(*, actor: Any, table: str, year: int, period: str, recipient: str = "") -> Release:
    """A draft of one table of the catalogue for one period; nothing is shown to anybody outside yet."""
    policies.prepare_release.check(actor)
    release = Release(
        table=table, version=catalogue.table(table).version, year=year, period=Period(period), recipient=recipient,
        language=(get_language() or "fr")[:2], prepared_by=actor.pk,
    )
    release.save(force_insert=True)
    record(Verb.PREPARED, obj=release, data={"table": table, "year": year, "period": str(period)})
    return release


@transaction.atomic
def check_release(*, actor: Any, release: Release) -> Release:
    """Try what an attacker could work out from this and everything published in the year; refuse with words, or pass."""
    policies.prepare_release.check(actor)
    release = Release.objects.select_for_update().get(pk=release.pk)
    if release.state != State.DRAFT:
        return release
    words = _why_not(release)
    if words:
        release.state, release.refusal = State.REFUSED, words
    else:
        release.state, release.digest = State.CHECKED, selectors.matrix_of(release).digest
    release.save()
    record(Verb.REFUSED if words else Verb.CHECKED, obj=release, data={"state": release.state})
    return release


@transaction.atomic
def approve_release(*, actor: Any, release: Release) -> Release:
    """The second person agrees; what others released meanwhile is checked again, then the worker makes the files."""
    release = Release.objects.select_for_update().get(pk=release.pk)
    policies.approve_release.check(actor, release=release)
    if words := _why_not(release):
        release.state, release.refusal = State.REFUSED, words
        release.save()
        record(Verb.REFUSED, obj=release, data={"state": release.state})
        return release
    release.state, release.approved_by, release.approved_at = State.APPROVED, actor.pk, timezone.now()
    release.save()
    record(Verb.APPROVED, obj=release)
    enqueue("audit.release.tasks.make_files", release.pk, name="make the files of a release")
    return release


def _why_not(release: Release) -> str | None:
    """Why the figures say no, in words; None when nothing speaks against them."""
    try:
        found = selectors.matrix_of(release)
        source = catalogue.table(release.table).source
        if release.period != Period.YEAR and selectors.persons_in(source, release.year) < SMALL_YEAR:
            return _("Fewer than 60 persons so far this year: only the whole year may leave, once it is closed.")
        if release.digest and release.digest != found.digest:
            return _("The values are no longer those that were checked.")
        published, counts = selectors.published_in(release)
    except selectors.Unfit as refusal:
        return str(refusal)
    if attack.find_leak(published, counts) is not None:
        return _("Together with what was published this year, a small number could be worked out.")
    return None
