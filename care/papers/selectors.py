"""Reading papers: the list without the bytes, each reading written in the ledger before anything is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person, whole_person

from .enums import PaperCompartment, Verb
from .models import Paper
from .policies import Held, view_papers

PAGE = 40
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Line:
    """A paper of the list, its name opened."""

    pk: int
    kind: str
    title: str
    part: str
    form: str
    size: int
    pages: int
    dated_on: date | None
    until_on: date | None
    third_party: bool
    at: datetime
    by: str
    removed_at: datetime | None
    removed_by: str
    why_removed: str

    @property
    def expired(self) -> bool:
        """Whether its last day is past."""
        return self.until_on is not None and self.until_on < clock.service_day()

    @property
    def ends_soon(self) -> bool:
        """Whether its last day is near."""
        return self.until_on is not None and not self.expired and self.until_on <= clock.service_day() + SOON


@dataclass(frozen=True)
class Page:
    """A page of papers and the key of the next (`before`), None when it is the last."""

    lines: tuple[Line, ...]
    before: int | None


def compartments_for(actor: User) -> list[tuple[str, str]]:
    """(code, label) of the parts of a file in which this actor's teams keep papers."""
    mine = actor.compartments()
    return [(code, str(label)) for code, label in PaperCompartment.choices if code in mine]


def papers_of(actor: User, person: Person) -> QuerySet[Paper]:
    """The papers of a person, and of files joined to theirs, in every part the actor holds; never their bytes."""
    return visible(actor, Paper.objects.filter(whole_person(person))).defer("content")


def page_of(actor: User, person: Person, before: int | None = None, size: int = PAGE) -> Page:
    """One page of papers, the newest first, older than `before` when given; the reading is recorded first."""
    found = papers_of(actor, person)
    if before is not None:
        last = paper_for(actor, before)
        found = found.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    rows = list(found.order_by("-at", "-pk")[: size + 1])
    shown = rows[:size]
    viewed(Verb.LISTED, subject=person, count=len(shown))
    return Page(lines_of(shown), shown[-1].pk if len(rows) > size else None)


def paper_for(actor: User, pk: int) -> Paper:
    """A paper that the actor may see, without its bytes; Http404 otherwise."""
    return get_object_or_404(visible(actor, Paper.objects.select_related("person")).defer("content"), pk=pk)


def line_of(actor: User, paper: Paper) -> Line:
    """One paper with its name opened; the reading is recorded first."""
    viewed(Verb.LISTED, subject=paper.person_id, obj=paper, purpose=paper.compartment)
    return lines_of([paper])[0]


def opened(actor: User, paper: Paper) -> bytes:
    """The bytes of a paper; who takes them is recorded first. Raises Refused when it was removed."""
    view_papers.check(actor, paper=paper)
    viewed(Verb.DOWNLOADED, subject=paper.person_id, obj=paper, purpose=paper.compartment)
    content: Any = visible(actor, Paper.objects.filter(pk=paper.pk)).values_list("content", flat=True).get()
    return bytes(content.open()) if content is not None else b""


def lines_of(papers: list[Paper]) -> tuple[Line, ...]:
    """Papers with names opened and people named, by one query. The caller has recorded the reading."""
    hands = {paper.by for paper in papers} | {paper.removed_by for paper in papers if paper.removed_by}
    names: dict[int | None, str] = dict(User.objects.filter(pk__in=hands).values_list("pk", "display_name"))
    return tuple(
        Line(
            paper.pk, str(paper.get_kind_display()), _text(paper.title), str(paper.get_compartment_display()), paper.form, paper.size,
            paper.pages, paper.dated_on, paper.until_on, paper.third_party, paper.at, names.get(paper.by, ""), paper.removed_at,
            names.get(paper.removed_by, ""), _text(paper.why_removed),
        )
        for paper in papers
    )


def _text(sealed: Any) -> str:
    """The text in clear; nothing when there is none, or when the person's key was destroyed."""
    try:
        return str(sealed.reveal()) if sealed is not None else ""
    except Shredded:
        return ""


def held_by(actor: User, person: Person, compartment: str) -> Held:
    """How full one part of the file is."""
    rows = papers_of(actor, person).filter(compartment=compartment, removed_at=None)
    found = rows.aggregate(papers=Count("pk"), size=Sum("size", default=0))
    return Held(found["papers"], found["size"])


def paper_of_form(actor: User, client_uuid: UUID) -> Paper | None:
    """The paper that a form already kept, when it is sent twice."""
    return visible(actor, Paper.objects.filter(client_uuid=client_uuid)).defer("content").first()
