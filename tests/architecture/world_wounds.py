"""One more of what the pages of wounds, papers and beginnings of notes list."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from centre.scans.check import Scan
from centre.shifts import clock


class Wounds:
    """Made by the nurse and the coordinator, through the actions of the house; mixed into the world."""

    act: Any
    next: Any
    momo: Any

    def wound(self) -> Any:
        from care.wounds.actions import look_at_wound, note_wound

        wound = self.act("nadia", note_wound, person=self.momo, site="knee_r", about="Fell")
        self.act("nadia", look_at_wound, wound=wound, pain=2)
        return wound

    @cached_property
    def one_wound(self) -> Any:
        return self.wound()

    def wound_look(self) -> Any:
        from care.wounds.actions import look_at_wound

        side = 40 - self.next() % 20
        return self.act(
            "nadia", look_at_wound, wound=self.one_wound, length_mm=side, width_mm=side, remark="Better", dressing="Gauze",
            next_on=clock.service_day(),
        )  # fmt: skip

    def wound_photo(self) -> None:
        from care.wounds.actions import keep_photo

        self.act("nadia", keep_photo, look=self.wound_look(), scan=Scan("png", b"dots"), agreed="spoken", no_face=True)

    def paper(self) -> None:
        from care.papers.actions import keep_paper

        title = f"Letter {self.next()}"
        self.act("nadia", keep_paper, person=self.momo, compartment="nursing", kind="letter", scan=Scan("pdf", b"page"), title=title)

    def beginning(self) -> None:
        from care.notes.actions import write_template

        self.act("colette", write_template, compartment="nursing", kind="care", title=f"Beginning {self.next()}", text="Wound:")
