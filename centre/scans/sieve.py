"""What is done to a brought file, in a process of its own with little memory and little time. Knows nothing of the house.

    python -I sieve.py < (one line of JSON with the limits, then the file) > (one line of JSON, then the clean file)

Nothing of what came in is passed on as it was: a picture is drawn anew from its dots, of a PDF only the pages are
copied. What could act by itself is refused, so that somebody hears of it.
"""

from __future__ import annotations

import io
import json
import re
import sys
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

MEMORY = 1024**3
SECONDS = 20
OBJECTS = 50_000

#: Other beginnings, each with the word for what it is.
KNOWN = (
    (rb"^PK\x03\x04|^\xd0\xcf\x11\xe0", "office"), (rb"^(GIF8|RIFF....WEBP|II\*\x00|MM\x00\*|BM)", "picture"),
    (rb"^....ftyp(hei|mif|msf|avi)", "heic"), (rb"^(#!|MZ|\x7fELF)", "script"),
    (rb"(?i)<(!doctype|html|script|svg|\?php|\?xml)|^\s*(function|var|import|@echo|powershell)\b", "script"),
)  # fmt: skip
#: What has no business in a picture: a second file hidden in the first.
HIDDEN = re.compile(rb"(?i)%PDF-\d|<script|<html|<\?php|<svg[\s>]")
ZIP_END = b"PK\x05\x06"

#: What makes a PDF do something, by key or by the kind of an action.
KEYS = {
    "/JS": "acts", "/JavaScript": "acts", "/EmbeddedFiles": "embedded", "/EF": "embedded", "/XFA": "xfa", "/RichMediaContent": "acts",
    "/RichMediaSettings": "acts",
}  # fmt: skip
ACTIONS = {
    "/JavaScript": "acts", "/Launch": "launch", "/ImportData": "acts", "/SubmitForm": "acts", "/GoToE": "embedded",
    "/RichMediaExecute": "acts", "/Rendition": "acts",
}  # fmt: skip
TYPES = {"/EmbeddedFile": "embedded"}
PAGE = {"/Type", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group", "/Annots"}
MARK = {"/Type", "/Subtype", "/Rect", "/AP", "/AS", "/F", "/BS", "/Border", "/C"}
#: Keys that lead out of the page, or to what is not seen on it.
OUTWARD = {"/A", "/AA", "/PA", "/OpenAction", "/Names", "/Ref", "/PieceInfo", "/Metadata", "/AF", "/Alternates", "/OPI", "/Dest", "/StructParents"}
OUTSIDE = {"/F", "/FFilter", "/FDecodeParms"}


class Unfit(Exception):
    """The file is not kept; `why` is a code that the house has words for."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Limits:
    """How large a thing may be: dots of a picture, its longer side when kept, pages of a PDF."""

    pixels: int
    side: int
    pages: int


@dataclass(frozen=True)
class Sifted:
    """The file written anew, and what it is."""

    form: str
    data: bytes
    pages: int = 1


def sift(data: bytes, limits: Limits) -> Sifted:
    """The clean file. Raises Unfit. What a file is is told by its first bytes, never by its name."""
    if not data.strip():
        raise Unfit("empty")
    if data.startswith(b"\xff\xd8\xff"):
        return _picture(data, "JPEG", limits)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture(data, "PNG", limits)
    if re.match(rb"%PDF-[12]\.\d", data):
        return _portable(data, limits)
    head = data[:2048]
    raise Unfit(next((why for pattern, why in KNOWN if re.search(pattern, head, re.DOTALL)), "unknown"))


def _picture(data: bytes, form: str, limits: Limits) -> Sifted:
    """The dots alone: place, camera, words and whatever stood behind the picture are gone."""
    if HIDDEN.search(data) or ZIP_END in data[-66_000:]:
        raise Unfit("two")
    try:
        with Image.open(io.BytesIO(data), formats=[form]) as found:
            if found.width * found.height > limits.pixels:
                raise Unfit("pixels")
            found.draft("RGB", (limits.side, limits.side))
            upright = ImageOps.exif_transpose(found)
            upright.thumbnail((limits.side, limits.side))
            clear = form == "PNG" and upright.has_transparency_data
            mode = "RGBA" if clear else "L" if upright.mode == "L" else "RGB"
            clean = Image.new(mode, upright.size)
            clean.paste(upright.convert(mode))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit("pixels") from None
    except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError):
        raise Unfit("damaged") from None
    out = io.BytesIO()
    clean.save(out, form, **({"quality": 85} if form == "JPEG" else {}))
    return Sifted(form.lower(), out.getvalue())


def _portable(data: bytes, limits: Limits) -> Sifted:
    """The pages alone. Bytes after the end, and a second file in front or behind, are refused."""
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise Unfit("damaged")
    if data[end + 5 :].strip(b"\r\n\t \0") or ZIP_END in data[-66_000:]:
        raise Unfit("two")
    if re.search(rb"(?i)<(html|script|svg|\?php)|^MZ", data[:1024].split(b" obj", 1)[0]):
        raise Unfit("two")
    try:
        return _pages(PdfReader(io.BytesIO(data), strict=False), limits)
    except (Unfit, MemoryError):
        raise
    except Exception:
        # Whatever a broken file makes the reader stumble over, it is a broken file.
        raise Unfit("damaged") from None


def _pages(reader: PdfReader, limits: Limits) -> Sifted:
    if reader.is_encrypted:
        raise Unfit("locked")
    for thing in list(_objects(reader)):
        _refuse_deeds(thing)
        _cut(thing, 0)  # before the pages are copied, so that nothing is copied along
    found = list(_some(reader.pages, limits.pages + 1))
    if not found:
        raise Unfit("damaged")
    if len(found) > limits.pages:
        raise Unfit("pages")
    writer = PdfWriter()
    for page in found:
        for key in set(page) - PAGE:
            del page[key]
        if "/Annots" in page:
            page[NameObject("/Annots")] = _marks(page["/Annots"])
        writer.add_page(page)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    again = PdfReader(io.BytesIO(out.getvalue()), strict=False)
    for thing in _objects(again):
        _refuse_deeds(thing)
    if len(again.pages) != len(found):
        raise Unfit("damaged")
    return Sifted("pdf", out.getvalue(), len(found))


def _some(pages: Any, most: int) -> Any:
    """The first pages, however many a file says that it has."""
    for number, page in enumerate(pages):
        if number >= most:
            return
        yield page


def _objects(reader: PdfReader) -> Any:
    """Every object that the file's own table names, and its trailer."""
    yield reader.trailer
    numbers = {(number, generation) for generation, some in reader.xref.items() for number in some}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > OBJECTS:
        raise Unfit("pages")
    for number, generation in sorted(numbers):
        yield reader.get_object(IndirectObject(number, generation, reader))


def _refuse_deeds(thing: Any, depth: int = 0) -> None:
    """Refuse what would do something: not followed into other objects, each of which is looked at by itself."""
    if depth > 60:
        raise Unfit("damaged")
    if isinstance(thing, DictionaryObject):
        for key, value in thing.items():
            why = KEYS.get(key) or (ACTIONS.get(str(value)) if key == "/S" else TYPES.get(str(value)) if key == "/Type" else None)
            if why:
                raise Unfit(why)
            if not isinstance(value, IndirectObject):
                _refuse_deeds(value, depth + 1)
    elif isinstance(thing, ArrayObject):
        for value in thing:
            if not isinstance(value, IndirectObject):
                _refuse_deeds(value, depth + 1)


def _marks(found: Any) -> ArrayObject:
    """What was written on a page (a form filled in, a stamp), as it looks and no more."""
    kept = ArrayObject()
    for one in found.get_object():
        mark = one.get_object()
        if isinstance(mark, DictionaryObject) and "/AP" in mark and "/Rect" in mark:
            kept.append(DictionaryObject({NameObject(key): mark.raw_get(key) for key in MARK if key in mark}))
    return kept


def _cut(thing: Any, depth: int) -> None:
    """Take away what leads out of the page."""
    if depth > 60:
        raise Unfit("damaged")
    if isinstance(thing, DictionaryObject):
        for key in [key for key in thing if key in OUTWARD or (key in OUTSIDE and isinstance(thing, StreamObject))]:
            del thing[key]
        for value in list(thing.values()):
            if not isinstance(value, IndirectObject):
                _cut(value, depth + 1)
    elif isinstance(thing, ArrayObject):
        for value in thing:
            if not isinstance(value, IndirectObject):
                _cut(value, depth + 1)


def _confine() -> None:
    """Little memory, little time, no file written."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    _confine()
    limits = Limits(**json.loads(sys.stdin.buffer.readline()))
    try:
        found = sift(sys.stdin.buffer.read(), limits)
        answer, data = {"form": found.form, "pages": found.pages}, found.data
    except Unfit as refusal:
        answer, data = {"why": refusal.why}, b""
    except MemoryError:
        answer, data = {"why": "slow"}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + data)


if __name__ == "__main__":
    main()
