"""The scales of the house, each in every version that results may have; the last of a code is the one that is put now."""

from __future__ import annotations

from .instruments import Scale
from .substances import ASSIST, AUDIT, AUDIT_C, SDS
from .wellbeing import GAD_7, PC_PTSD_5, PHQ_9
from .withdrawal import CIWA_AR, COWS

KEPT: tuple[Scale, ...] = (COWS, CIWA_AR, AUDIT_C, AUDIT, ASSIST, SDS, PHQ_9, GAD_7, PC_PTSD_5)
SCALES: dict[str, Scale] = {str(scale.code): scale for scale in KEPT}
_VERSIONS: dict[tuple[str, str], Scale] = {(str(scale.code), scale.version): scale for scale in KEPT}


def version_of(code: str, version: str) -> Scale | None:
    """A scale as it was when a result was written; None when this house never had that version."""
    return _VERSIONS.get((code, version))
