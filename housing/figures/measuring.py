"""The heat map of a year measured on the large database, against the same nights counted bare."""

from __future__ import annotations

from centre.measure.registry import Page, add_page
from centre.shifts import clock
from centre.staff.opening import TEAMS

#: Every room by every night of the year so far, as anybody would count them who asked nobody's leave.
_YEAR = """
SELECT b.room_id, n.night, count(*), count(s.id)
  FROM housing_bed b
 CROSS JOIN (SELECT d::date AS night, (d::date + 1 + time '04:00') AT TIME ZONE 'Europe/Brussels' AS at
               FROM generate_series(date_trunc('year', current_date), current_date - 1, '1 day') d) n
  LEFT JOIN housing_stay s ON s.bed_id = b.id AND s.state IN ('in', 'absent', 'moved', 'out') AND s.period @> n.at
 GROUP BY 1, 2
"""

add_page(
    Page(
        "heat", "heat map of the year, by room and day", f"bench-{list(TEAMS).index('coordination')}",
        lambda _: ("get", f"/figures/rooms/?period={clock.service_day().year}", {}), floor=lambda _: (_YEAR, []),
    )
)  # fmt: skip
