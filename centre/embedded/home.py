"""Where an installation keeps its data when nobody says: beside the code, unless the private server could not enter."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

ELSEWHERE = Path("/var/lib")


def data_home(checkout: Path) -> Path:
    """`<checkout>/data`; for root in a closed folder such as /root, a folder of this checkout under /var/lib.

    As root the private server runs as another account, which must be able to enter every folder above its data.
    """
    if os.name == "nt" or os.geteuid() != 0 or all(above.stat().st_mode & 0o001 for above in (checkout, *checkout.parents)):
        return checkout / "data"
    return ELSEWHERE / f"centre-{hashlib.sha256(str(checkout).encode()).hexdigest()[:8]}"
