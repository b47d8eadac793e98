"""A brought file comes back clean, or is refused in words that a nurse understands."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader

from audit.vault.contents import SealedBytes, SealedBytesField
from centre.scans import check, sieve
from centre.scans.answers import file_answer
from tests.care import files

LIMITS = sieve.Limits(pixels=50_000_000, side=1600, pages=3)


def why(data):
    with pytest.raises(sieve.Unfit) as refusal:
        sieve.sift(data, LIMITS)
    return refusal.value.why


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"), (b"  \n", "empty"), (b"Bonjour", "unknown"), (b"#!/bin/sh\nrm -rf /", "script"), (b"MZ\x90\x00", "script"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "script"), (b'<svg xmlns="x" onload="alert(1)"/>', "script"),
        (b"PK\x03\x04word/document.xml", "office"), (b"GIF89a....", "picture"), (b"\x00\x00\x00\x18ftypheic....", "heic"),
        (b"%PDF-1.7\n<script>alert(1)</script>", "damaged"), (b"\xff\xd8\xff\xe0 no picture", "damaged"),
        (files.picture()[:400], "damaged"), (files.JAVASCRIPT, "acts"), (files.VEILED, "acts"), (files.LAUNCH, "launch"),
        (files.CARRIES, "embedded"), (files.LOCKED, "locked"), (files.XFA, "xfa"), (files.pdf(4), "pages"),
        (files.pdf() + b"PK\x03\x04 an archive behind", "two"), (files.picture() + b"<script>alert(1)</script>", "two"),
        (files.picture() + files.pdf(), "two"), (files.picture("PNG", (9000, 9000), "1", 0), "pixels"),
    ],
)  # fmt: skip
def test_what_is_not_kept_is_known_by_its_bytes(data, word):
    assert why(data) == word


@pytest.mark.parametrize("word", ["large", "empty", "script", "office", "heic", "picture", "two", "locked", "acts", "launch", "embedded",
                                  "xfa", "pages", "pixels", "damaged", "slow", "busy", "not_here", "unknown"])
def test_every_refusal_has_words_of_its_own(word):
    words = check.words_for(word)
    assert words.endswith(".")
    assert (words == check.words_for("unheard of")) == (word == "unknown")


def test_a_photograph_keeps_its_dots_and_nothing_else():
    found = sieve.sift(files.phone_photo(), LIMITS)
    clean = Image.open(io.BytesIO(found.data))
    assert (found.form, clean.size) == ("jpeg", (300, 400)), "turned as it was held"
    assert dict(clean.getexif()) == {}
    for told in (b"Telephone", b"Momo", b"Invents", b"Exif"):
        assert told not in found.data
    assert clean.getpixel((150, 200))[0] > 150


def test_a_large_picture_is_made_smaller_and_a_clear_one_stays_clear():
    assert max(Image.open(io.BytesIO(sieve.sift(files.picture(size=(4000, 1000)), LIMITS).data)).size) == 1600
    clear = sieve.sift(files.picture("PNG", mode="RGBA", colour=(1, 2, 3, 0)), LIMITS)
    assert (clear.form, Image.open(io.BytesIO(clear.data)).getpixel((0, 0))) == ("png", (1, 2, 3, 0))


def test_of_a_pdf_the_pages_are_kept_as_they_look():
    came = files.pdf(2, files.filled_in)
    told = (b"/URI", b"hidden value", b"Surname", b"/Author")
    assert [one in came for one in told] == [True] * 4
    found = sieve.sift(came, LIMITS)
    kept = PdfReader(io.BytesIO(found.data))
    assert (found.form, found.pages, len(kept.pages)) == ("pdf", 2, 2)
    [mark] = [one.get_object() for one in kept.pages[0]["/Annots"]]
    assert b"1 0 0 rg" in mark["/AP"]["/N"].get_data(), "what was written in the form is still seen"
    assert [one in found.data for one in told] == [False] * 4


def test_the_looking_is_done_apart_with_little_room(settings):
    scan = check.checked(files.picture(), side=200, only=("jpeg", "png"))
    assert (scan.form, max(Image.open(io.BytesIO(scan.data)).size)) == ("jpeg", 200)
    with pytest.raises(check.Unfit, match="only a photograph"):
        check.checked(files.pdf(), only=("jpeg", "png"))
    settings.CENTRE_SCAN_MAX_MB = 0
    with pytest.raises(check.Unfit, match="larger than"):
        check.checked(files.picture())


def test_a_reader_that_breaks_is_a_refusal(tmp_path, monkeypatch):
    broken = tmp_path / "sieve.py"
    broken.write_text("import os; os.abort()")
    monkeypatch.setattr(check, "SIEVE", broken)
    with pytest.raises(check.Unfit, match="cannot be read within"):
        check.checked(files.picture())


def test_only_some_files_are_looked_at_at_once(monkeypatch):
    monkeypatch.setattr(check, "PATIENCE", 0.01)
    with check.BUSY, check.BUSY, pytest.raises(check.Unfit, match="Other files are being looked at"):
        check.checked(files.picture())
    monkeypatch.undo()
    assert check.checked(files.picture()).form == "jpeg"


def test_an_answer_runs_nothing_and_stays_nowhere():
    answer = file_answer(b"x", "png", "paper-1-letter")
    assert answer["Content-Disposition"] == 'attachment; filename="paper-1-letter.png"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert file_answer(b"x", "pdf", "a", shown=True)["Content-Disposition"].startswith("attachment")


def test_sealed_bytes_show_nothing_by_accident():
    field = SealedBytesField(subject="person", context="t.c")
    waiting = SealedBytes.of(b"\x00secret")
    assert str(waiting) == repr(waiting) == "[sealed]"
    assert waiting.open() == b"\x00secret"
    with pytest.raises(TypeError):
        field.under_seal("a text")
    with pytest.raises(TypeError):
        waiting.__reduce__()
