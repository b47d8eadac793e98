"""Passages said by somebody else, or about somebody else: marked while writing, left out of the person's own copy.

    Il dort mal. [[Sa sœur dit qu'il boit.]] Revient jeudi.

The person may read their file and have a copy of it, all but what stands between the marks. Source: DOMAIN 9.16 (law on
the rights of patients, as changed on 6 February 2024).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BEGIN, END = "[[", "]]"
MARKS = re.compile(r"\[\[|\]\]")


@dataclass(frozen=True)
class Passage:
    """A run of text; `third`: said by, or about, somebody else."""

    text: str
    third: bool


class Marked(str):
    """A text with its marks; as a plain text it is what was written."""

    __slots__ = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The text in order. A mark that is never closed hides what follows: better too much than somebody's words."""
        found, third, place = [], False, 0
        for mark in MARKS.finditer(self):
            if (mark.group() == BEGIN) == third:
                continue
            found.append(Passage(self[place : mark.start()], third))
            third, place = not third, mark.end()
        found.append(Passage(self[place:], third))
        return tuple(one for one in found if one.text)

    @property
    def has_marks(self) -> bool:
        """Whether a passage is marked."""
        return any(one.third for one in self.passages)


def well_marked(text: str) -> bool:
    """Whether each mark that opens is closed before the next one opens."""
    found = MARKS.findall(text)
    return found == [BEGIN, END] * (len(found) // 2)
