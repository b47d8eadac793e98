"""How long closing a large quarter takes, and how much memory: invented contacts, nothing stored."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from audit.release.attack import Published, find_leak
from audit.release.counting import LARGE_BASE
from audit.release.rounding import errors_of, margins_of, round_atoms

CONTACTS = 20_000
SIZES = (8, 12, 4, 2, 5)


def close_synthetic_quarter(contacts: int = CONTACTS, sizes: tuple[int, ...] = SIZES) -> dict[str, Any]:
    """Round and attack a quarter of invented contacts: seconds, peak_mb of this process, atoms, deviation, way, safe."""
    dice = Random(6)
    exact = Counter(tuple(str(int(size * dice.random() ** 2)) for size in sizes) for _ in range(contacts))
    started = time.monotonic()
    rounded = round_atoms(exact, base=LARGE_BASE)
    keys = list(rounded.values)
    members: dict[Any, set[int]] = {}
    for place, key in enumerate(keys):
        for margin in margins_of(key):
            members.setdefault(margin, set()).add(place)
    gaps = errors_of(exact, rounded.values, {})
    counts = [rounded.values[key] for key in keys]
    published = []
    for margin, places in members.items():
        value = sum(counts[place] for place in places)
        published.append(Published(frozenset(places), value, LARGE_BASE - 1, value - gaps.get(margin, 0)))
    safe = find_leak(published, counts) is None
    return {
        "contacts": contacts, "dimensions": len(sizes), "atoms": len(keys), "margins": rounded.margins,
        "seconds": round(time.monotonic() - started, 1), "peak_mb": _peak_mb(), "deviation": rounded.deviation,
        "way": rounded.way, "safe": safe,
    }


def _peak_mb() -> int:
    """The most memory this process ever held, in megabytes; 0 where the system does not tell.

    Not `ru_maxrss` where there is better: a child begins with its parent's.
    """
    try:
        said = Path("/proc/self/status").read_text()
        return int(said.split("VmHWM:", 1)[1].split()[0]) // 1024
    except (OSError, IndexError):
        pass
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
