"""Wounds, papers and beginnings of notes in the invented centre: pictures drawn with dice, papers that say what they are."""

from __future__ import annotations

import zlib
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from care.notes.actions import write_note, write_template
from care.notes.enums import NoteKind
from care.papers.actions import keep_paper
from care.papers.enums import PaperKind
from care.wounds.actions import close_wound, keep_photo, look_at_wound, note_wound
from care.wounds.enums import Cause, Exudate, Given, Odour, Outcome, Sign, Tissue
from care.wounds.sites import Site
from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.scans.check import Scan
from centre.scans.sieve import Limits, sift
from centre.shifts import clock
from intake.demo.door import LIFETIME, instant

LIMITS = Limits(pixels=1_000_000, side=1600, pages=3)

#: Site, cause, how it came, how many days before the last it was first seen, and each look: days later, length, width,
#: depth, tissue, fluid, pain, signs, photograph.
Look = tuple[int, int, int, int, tuple[Tissue, ...], Exudate, int, tuple[Sign, ...], bool]
WOUNDS: tuple[tuple[Site, Cause, str, int, tuple[Look, ...]], ...] = (
    (Site.SHIN_L, Cause.INJECTION, "Injection ratée, s'est ouverte en deux jours.", 21, (
        (0, 42, 30, 4, (Tissue.YELLOW, Tissue.RED), Exudate.MUCH, 7, (Sign.REDNESS, Sign.WARMTH), True),
        (3, 40, 29, 4, (Tissue.YELLOW, Tissue.RED), Exudate.SOME, 6, (Sign.REDNESS,), False),
        (8, 33, 22, 3, (Tissue.RED,), Exudate.SOME, 4, (), True),
        (14, 24, 15, 2, (Tissue.RED, Tissue.PINK), Exudate.LITTLE, 2, (), False),
        (20, 15, 9, 1, (Tissue.PINK,), Exudate.NONE, 1, (), True),
    )),
    (Site.FOREARM_R, Cause.XYLAZINE, "Plusieurs taches noires, ne se souvient pas du début.", 9, (
        (0, 55, 38, 6, (Tissue.BLACK, Tissue.YELLOW), Exudate.SOME, 8, (Sign.SWELLING, Sign.PUS), True),
        (4, 57, 40, 6, (Tissue.BLACK, Tissue.YELLOW), Exudate.MUCH, 8, (Sign.PUS, Sign.FEVER), True),
    )),
    (Site.PALM_R, Cause.BURN, "Réchaud.", 30, (
        (0, 20, 20, 0, (Tissue.RED,), Exudate.LITTLE, 5, (), False), (12, 0, 0, 0, (Tissue.CLOSED,), Exudate.NONE, 0, (), False),
    )),
    (Site.FOOT_L, Cause.FROST, "", 2, ((0, 18, 12, 0, (Tissue.RED,), Exudate.NONE, 4, (), False),)),
)  # fmt: skip
BEGINNINGS = (
    ("nursing", NoteKind.CARE, "Pansement", "Plaie :\nSoin fait :\nMatériel donné :\nProchaine fois :"),
    ("nursing", NoteKind.CONTACT, "Contact de rue", "État général :\nCe que la personne demande :\nCe qui est convenu :"),
    ("social", NoteKind.INTERVIEW, "Premier entretien", "Situation :\nCe que la personne veut :\nPapiers :\nPremier pas :"),
    ("psych", NoteKind.INTERVIEW, "Entretien", "Humeur :\nSommeil :\nIdées qui font peur :\nCe qui aide :"),
)
MARKED = "Dort mieux. [[Sa sœur dit au téléphone qu'il ne mange plus.]] Propose de passer à midi."
PAPERS = (
    ("ivan", "social", PaperKind.CPAS, "Décision d'aide médicale urgente", 40, 10), ("ivan", "social", PaperKind.RESIDENCE, "Annexe 26", 30, 300),
    ("ivan", "social", PaperKind.LETTER, "Courrier de la commune", 12, None), ("nadia", "nursing", PaperKind.RESULT, "Prise de sang", 15, None),
    ("nadia", "nursing", PaperKind.PRESCRIPTION, "Pansements", 6, 60),
)  # fmt: skip


def followed(story: Story, name: str) -> list[Any]:
    """The people whom a colleague of the care follows from the step of the notes."""
    wanted = ("nadia", "ivan").index(name)
    return [person for number, (_since, person) in enumerate(story.kept["persons"]) if number % 3 == wanted]


def number(story: Story) -> UUID:
    return UUID(int=story.dice.getrandbits(128), version=4)


def treat_wounds(story: Story) -> None:
    """Four people with a wound: one heals over three weeks, one grows worse, one is closed, one is new."""
    nadia = story.staff["nadia"]
    for place, (site, cause, about, before, looks) in enumerate(WOUNDS):
        person, first = followed(story, "nadia")[place], story.days[-1] - timedelta(days=before)
        wound = None
        for later, length, width, depth, tissue, fluid, pain, signs, pictured in looks:
            day = first + timedelta(days=later)
            with clock.at(min(instant(day, 10, 20 + place), clock.now())), acting(nadia, workstation="4", lifetime=LIFETIME) as actor:
                wound = wound or note_wound(actor=actor, person=person, site=site, cause=cause, about=about, since_on=first - timedelta(days=2), client_uuid=number(story))
                healed = Tissue.CLOSED in tissue
                look = look_at_wound(
                    actor=actor, wound=wound, length_mm=length, width_mm=width, depth_mm=depth, tissue=list(tissue), exudate=fluid,
                    odour=Odour.STRONG if Sign.PUS in signs else Odour.NONE, pain=pain, signs=list(signs),
                    given=[Given.LOOKED] if healed else [Given.CLEANED, Given.DRESSED] + ([Given.DOCTOR] if Sign.FEVER in signs else []),
                    dressing="" if healed else "Compresse grasse, bande", next_on=None if healed else day + timedelta(days=3), client_uuid=number(story),
                )  # fmt: skip
                if pictured:
                    keep_photo(actor=actor, look=look, scan=picture(length, width, story.dice), agreed="spoken", no_face=True, client_uuid=number(story))
                if healed:
                    close_wound(actor=actor, wound=wound, outcome=Outcome.HEALED)


def keep_papers(story: Story) -> None:
    """A few papers of those who are followed, one of them about to end; and what is offered to begin a note with."""
    with clock.at(instant(story.days[0], 11, 0)), acting(story.staff["colette"], workstation="3", lifetime=LIFETIME) as actor:
        for compartment, kind, title, text in BEGINNINGS:
            write_template(actor=actor, compartment=compartment, kind=kind, title=title, text=text, client_uuid=number(story))
    for place, (name, compartment, what, title, before, lasts) in enumerate(PAPERS):
        day = story.days[-1] - timedelta(days=before)
        with clock.at(min(instant(day, 15, 40), clock.now())), acting(story.staff[name], workstation="4", lifetime=LIFETIME) as actor:
            keep_paper(
                actor=actor, person=followed(story, name)[place % 3], compartment=compartment, kind=what, title=title, dated_on=day,
                scan=sheet("Demonstration", title), until_on=day + timedelta(days=before + lasts) if lasts else None, client_uuid=number(story),
            )  # fmt: skip
    with clock.at(min(instant(story.days[-1], 11, 40), clock.now())), acting(story.staff["nadia"], workstation="4", lifetime=LIFETIME) as actor:
        write_note(actor=actor, person=followed(story, "nadia")[0], compartment="nursing", text=MARKED, kind=NoteKind.CONTACT, client_uuid=number(story))


def picture(length: int, width: int, dice: Random) -> Scan:
    """A red patch on skin, as large as the wound: drawn, of nobody."""
    wide, high = 240, 180
    rows = bytearray()
    for y in range(high):
        rows.append(0)
        for x in range(wide):
            inside = ((x - wide / 2) / (length * 1.6 + 1)) ** 2 + ((y - high / 2) / (width * 1.6 + 1)) ** 2
            shade = dice.randrange(12)
            rows += bytes((170 - shade, 50 + shade, 55)) if inside < 1 else bytes((214 - shade, 170 - shade, 145 - shade))
    head = wide.to_bytes(4, "big") + high.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    return _clean(b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(rows))) + _chunk(b"IEND", b""))


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def sheet(*lines: str) -> Scan:
    """A page with a few words."""
    words = b" ".join(b"(" + line.encode("latin-1", "replace") + b") Tj 0 -40 Td" for line in lines)
    text = b"BT /F 24 Tf 60 700 Td " + words + b" ET"
    things = (
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length " + str(len(text)).encode() + b">>stream\n" + text + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for place, thing in enumerate(things, 1):
        places.append(len(out))
        out += f"{place} 0 obj".encode() + thing + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = str(len(out)).encode()
    return _clean(out + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n" + start + b"\n%%EOF\n")


def _clean(data: bytes) -> Scan:
    """Through the same sieve as what people bring."""
    found = sift(data, LIMITS)
    return Scan(found.form, found.data, found.pages)


add(320, "wounds and their photographs", treat_wounds)
add(325, "papers, and beginnings of notes", keep_papers)
