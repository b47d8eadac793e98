"""Looking at a file that somebody brought: it comes back clean, or is refused in words.

The looking is done in a process of its own (sieve.py), so that a file made to break the reader breaks nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

SIEVE = Path(__file__).with_name("sieve.py")
PATIENCE = 40
#: So many files are looked at side by side in one process of the server: each may take a gigabyte.
BUSY = threading.BoundedSemaphore(2)
MEGA = 1024 * 1024

#: Longer side of a photograph, and of a scan that must stay legible, in dots.
PHOTO_SIDE, SCAN_SIDE = 1600, 3000


class Unfit(ValueError):
    """The file is not kept; `words` say why, and what to do."""

    def __init__(self, words: str):
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class Scan:
    """A clean file: what it is (pdf, jpeg, png), its bytes, its pages."""

    form: str
    data: bytes
    pages: int = 1

    def __repr__(self) -> str:
        return f"Scan({self.form}, {len(self.data)} bytes)"


def most_bytes() -> int:
    """How large a file may be (setting CENTRE_SCAN_MAX_MB, 10 by default)."""
    return int(getattr(settings, "CENTRE_SCAN_MAX_MB", 10)) * MEGA


def most_pages() -> int:
    """How many pages a PDF may have (setting CENTRE_SCAN_MAX_PAGES, 60 by default)."""
    return int(getattr(settings, "CENTRE_SCAN_MAX_PAGES", 60))


def most_pixels() -> int:
    """How many dots a picture may have (setting CENTRE_SCAN_MAX_MEGAPIXELS, 50 million by default)."""
    return int(getattr(settings, "CENTRE_SCAN_MAX_MEGAPIXELS", 50)) * 1_000_000


@sensitive_variables()
def checked(data: bytes, *, side: int = SCAN_SIDE, only: tuple[str, ...] = ()) -> Scan:
    """The clean file. Raises Unfit with words for the worker. `only`: the kinds that this place takes."""
    if len(data) > most_bytes():
        raise Unfit(words_for("large"))
    limits = json.dumps({"pixels": most_pixels(), "side": side, "pages": most_pages()}).encode()
    if not BUSY.acquire(timeout=PATIENCE):
        raise Unfit(words_for("busy"))
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(SIEVE)], input=limits + b"\n" + data, capture_output=True, timeout=PATIENCE, env={}
        )
    except subprocess.TimeoutExpired:
        raise Unfit(words_for("slow")) from None
    finally:
        BUSY.release()
    line, _newline, clean = done.stdout.partition(b"\n")
    answer: dict[str, Any] = json.loads(line) if done.returncode == 0 and line else {"why": "slow"}
    if "why" in answer:
        raise Unfit(words_for(answer["why"]))
    if only and answer["form"] not in only:
        raise Unfit(words_for("not_here"))
    return Scan(answer["form"], clean, answer["pages"])


def words_for(why: str) -> str:
    """Why a file is not kept, in the reader's language."""
    return {
        "large": _("This file is larger than %(most)s MB. Scan it again with fewer dots, or in parts.") % {"most": most_bytes() // MEGA},
        "empty": _("This file is empty."),
        "script": _("This is a program or a web page, whatever its name says. It is not kept."),
        "office": _("This is an office document or an archive. Save it as PDF first."),
        "heic": _(
            "This photograph is a HEIC, as iPhones make them; it is not read here. To take it again: Settings, Camera, Formats, "
            "“Most Compatible” (on another telephone, turn “high efficiency pictures” off). To send this one: open it, make a picture of the "
            "screen, and send that."
        ),
        "picture": _("This kind of picture is not taken. Save it as JPEG or PNG."),
        "two": _("Something else is hidden in this file. It is not kept: scan the paper itself."),
        "locked": _("This PDF is locked with a password. Print it to a new PDF first."),
        "acts": _("This PDF holds a program (JavaScript or a form that sends). It is not kept: print it to a new PDF."),
        "launch": _("This PDF wants to start another program. It is not kept: print it to a new PDF."),
        "embedded": _("This PDF carries other files inside. It is not kept: print it to a new PDF."),
        "xfa": _("This PDF is an electronic form that only one program shows. Print it to a new PDF."),
        "pages": _("This PDF has more than %(most)s pages. Bring it in parts.") % {"most": most_pages()},
        "pixels": _("This picture has more than %(most)s million dots. Take it again, smaller.") % {"most": most_pixels() // 1_000_000},
        "damaged": _("This file is damaged and cannot be read. Scan it again."),
        "slow": _("This file cannot be read within the time and room it may take. Scan the paper itself."),
        "busy": _("Other files are being looked at now. Send this one again in a minute."),
        "not_here": _("Here only a photograph is taken: JPEG or PNG."),
    }.get(why) or _("This is no PDF, JPEG or PNG, whatever its name says. Nothing else is kept.")
