"""What the page of a placement shows beside its own rows: rooms above add their dated lines here.

    timeline.add("visits", load, summary)

`load(actor, placement) -> list[Line]` gives only what the actor may see; it records its own readings.
`summary(actor, placement) -> list[(label, words)]` are facts for the printed page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Line:
    """One dated line: what it is, the words, the part of the file it is from, and where it is read whole."""

    on: date
    icon: str
    title: str
    words: str = ""
    part: str = ""
    url: str = ""
    kind: str = ""


Load = Callable[[Any, Any], list[Line]]
Summary = Callable[[Any, Any], list[tuple[str, str]]]


class Timeline:
    """The rooms that tell of a placement, each slug once."""

    def __init__(self) -> None:
        self._loads: dict[str, Load] = {}
        self._summaries: dict[str, Summary] = {}

    def add(self, slug: str, load: Load, summary: Summary | None = None) -> None:
        """Add a room's lines, and its facts for paper; the same slug again replaces them."""
        self._loads[slug] = load
        if summary is not None:
            self._summaries[slug] = summary

    def lines(self, actor: Any, placement: Any) -> list[Line]:
        """Every line there is to tell this actor, the newest first."""
        found = [line for _slug, load in sorted(self._loads.items()) for line in load(actor, placement)]
        return sorted(found, key=lambda line: line.on, reverse=True)

    def summaries(self, actor: Any, placement: Any) -> list[tuple[str, str]]:
        """Every fact for the printed page."""
        return [fact for _slug, tell in sorted(self._summaries.items()) for fact in tell(actor, placement)]


timeline = Timeline()
