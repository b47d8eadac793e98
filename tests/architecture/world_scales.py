"""One more of what the pages of scales list: results of Momo, and corrections of the last."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from centre.shifts import clock

LOW = {str(number): 0 for number in range(1, 12)}


class Scales:
    """Made by the nurse, through the actions of the house; mixed into the world."""

    act: Any
    next: Any
    momo: Any

    def scale_result(self) -> Any:
        from care.scales.actions import take_scale

        return self.act(
            "nadia", take_scale, person=self.momo, code="cows", answers=LOW, compartment="nursing", mode="interview",
            language="fr", taken_at=clock.now() - timedelta(minutes=self.next()),
        )

    def scale_about(self) -> Any:
        """The same scale about one more substance."""
        from care.scales.actions import take_scale
        from care.scales.enums import About

        about = About.values[self.next() % len(About.values)]
        return self.act(
            "nadia", take_scale, person=self.momo, code="sds", answers=dict.fromkeys("12345", 1), compartment="nursing",
            mode="interview", language="fr", taken_at=clock.now(), about=about,
        )
