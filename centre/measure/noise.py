"""How noisy the machine is while it measures: one fixed sum, done again and again, and who else used the processors."""

from __future__ import annotations

import os
import statistics
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

#: The sum: this many hashes, some two milliseconds, this often in one look.
HASHES, TIMES = 4_000, 30


class Noise:
    """Looks at the machine now and then; `told()` says how much the same work differed, and what others took."""

    def __init__(self) -> None:
        self.sums: list[float] = []
        self.loads: list[float] = []
        self.since = _processors()
        self.look()

    def look(self) -> None:
        """Do the sum some times and note the load."""
        self.loads.append(os.getloadavg()[0])
        for _ in range(TIMES):
            start, value = time.perf_counter(), b""
            for _again in range(HASHES):
                value = sha256(value).digest()
            self.sums.append(time.perf_counter() - start)

    def told(self) -> dict[str, Any]:
        """sum_p95: the 95th percentile of the sum over its best time (1.0 on a quiet machine); stolen: the share of
        processor time that the host gave to other machines; load: least and most seen."""
        self.look()
        ordered = sorted(self.sums)
        stolen, total = (now - then for now, then in zip(_processors(), self.since, strict=True))
        return {
            "sum_median": round(statistics.median(ordered) / ordered[0], 2),
            "sum_p95": round(ordered[int(len(ordered) * 0.95) - 1] / ordered[0], 2),
            "stolen": round(stolen / total, 3) if total else 0.0,
            "load": [round(min(self.loads), 1), round(max(self.loads), 1)],
        }


def _processors() -> tuple[int, int]:
    """Ticks stolen and ticks in all since the start of the machine; zeros where the system does not tell."""
    try:
        ticks = [int(one) for one in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    except (OSError, ValueError):
        return 0, 0
    return ticks[7], sum(ticks)
