"""The drug register of the invented centre: four accounts, a change of pharmacist, one discrepancy closed and one open.

One line of today waits for its second hand. The demonstration lives on: after half a day Noor signs what still waits, as in
a house at work, so that a book looked at on another day is whole.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings

from audit.queue import schedule_every_minute
from care.register.actions import (
    correct_entry,
    count_stock,
    open_account,
    quarantine_batch,
    receive,
    return_from_patient,
    sign_entry,
    waste,
)
from care.register.enums import DrugForm, InventoryReason, StepKind, Substance, WasteReason
from care.register.models import DrugAccount
from care.register.selectors import batch_named, last_entry, waiting
from care.stocktaking.actions import begin_inventory, close_case, confirm_case, follow_case, sign_inventory
from care.stocktaking.selectors import still_to_count
from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.demo.telling import told
from centre.shifts import clock
from centre.staff.models import User
from intake.demo.door import LIFETIME, instant

PLACE = "Armoire forte, salle de soins"
HALF_A_DAY = timedelta(hours=12)
PHARMACY = "Pharmacie Démonstration"
#: Substance, form, micrograms in a unit, units at the start, units of the first delivery. Invented strengths and amounts.
STOCK = (
    (Substance.METHADONE, DrugForm.SOLUTION, 10_000, 4000, 10_000), (Substance.BUPRENORPHINE, DrugForm.TABLET, 8_000, 500, 1000),
    (Substance.BUPRENORPHINE, DrugForm.TABLET, 2_000, 300, 600), (Substance.DIACETYLMORPHINE, DrugForm.SOLUTION, 100_000, 1000, 4000),
)  # fmt: skip


@contextmanager
def _as(story: Story, name: str, hour: int = 0, minute: int = 0) -> Iterator[Any]:
    """Somebody of the cast at work with a second factor just typed: on the first day of the story, or now without an hour."""
    moment = instant(story.days[0], hour, minute) if hour else clock.now()
    until = time.time() + LIFETIME
    with clock.at(min(moment, clock.now())), acting(story.staff[name], workstation="4", lifetime=LIFETIME, fresh_until=until) as actor:
        yield actor


def open_books(story: Story) -> None:
    """On the first morning Amina opens the accounts, a delivery comes, the pharmacist changes and a first count does not fit."""
    accounts: list[DrugAccount] = []
    for number, (substance, form, strength, units, more) in enumerate(STOCK):
        ends = story.days[-1] + timedelta(days=200 + 40 * number)
        with _as(story, "amina", 6, 30) as amina:
            account = open_account(
                actor=amina, substance=substance, form=form, strength_ug=strength, premises=PLACE, amount_ug=units * strength,
                batch=f"DEMO-{number + 1}A", expires_on=ends, client_uuid=story.form_number(),
            )
        _sign(story, "nadia", account, 6, 40)
        with _as(story, "nadia", 6, 50) as nadia:
            receive(
                actor=nadia, account=account, amount_ug=more * strength, source=PHARMACY, document=f"BL-{number + 101}",
                batch=f"DEMO-{number + 1}B", expires_on=ends + timedelta(days=90), client_uuid=story.form_number(),
            )
        _sign(story, "noor", account, 6, 55)
        accounts.append(account)
    story.kept["drug_accounts"] = accounts
    _change_of_pharmacist(story)
    _first_case(story, accounts[2])


def _sign(story: Story, name: str, account: DrugAccount, hour: int = 0, minute: int = 0) -> None:
    with _as(story, name, hour, minute) as actor:
        entry = last_entry(account)
        if entry is not None:
            sign_entry(actor=actor, entry=entry)


def _change_of_pharmacist(story: Story) -> None:
    """Everything counted by Nadia and signed by Noor, between two pharmacists."""
    with _as(story, "nadia", 7, 10) as nadia:
        inventory = begin_inventory(
            actor=nadia, reason=InventoryReason.CHANGE, leaving="Pharm. Démo Sortante", arriving="Pharm. Démo Entrante", client_uuid=story.form_number()
        )
        for account in still_to_count(inventory):
            last = last_entry(account)
            count_stock(actor=nadia, account=account, counted_ug=last.balance_ug if last else 0, inventory=inventory, client_uuid=story.form_number())
    with _as(story, "noor", 7, 30) as noor:
        sign_inventory(actor=noor, inventory=inventory)


def _first_case(story: Story, account: DrugAccount) -> None:
    """Two tablets less than in the book: looked for, explained, closed by two."""
    with _as(story, "nadia", 7, 40) as nadia:
        last = last_entry(account)
        held = last.balance_ug if last else 0
        count = count_stock(actor=nadia, account=account, counted_ug=held - 2 * account.strength_ug, client_uuid=story.form_number())
    _sign(story, "noor", account, 7, 42)
    with _as(story, "nadia", 7, 50) as nadia:
        for kind, words in (
            (StepKind.INVESTIGATED, "Armoire et poubelle fouillées à deux."), (StepKind.TOLD, "Dr Amina, de vive voix."),
            (StepKind.EXPLAINED, "Une plaquette de la livraison était abîmée : deux comprimés manquaient."),
        ):
            follow_case(actor=nadia, entry=count, kind=kind, words=words, client_uuid=story.form_number())
        close_case(actor=nadia, entry=count, words="Plaquette abîmée à la livraison, deux comprimés.", client_uuid=story.form_number())
    with _as(story, "noor", 8, 0) as noor:
        confirm_case(actor=noor, entry=count)


def keep_books(story: Story) -> None:
    """Today: something spilled, a line put right, a count that does not fit; a bottle brought back waits for its second hand."""
    methadone, tablets, small, heroin = story.kept["drug_accounts"]
    with _as(story, "nadia") as nadia:
        waste(actor=nadia, account=methadone, amount_ug=15_000, why=WasteReason.SPILLED, reason="Gobelet renversé", client_uuid=story.form_number())
        typed = waste(actor=nadia, account=tablets, amount_ug=16_000, why=WasteReason.BROKEN, reason="Comprimés tombés", client_uuid=story.form_number())
        correct_entry(actor=nadia, entry=typed, amount_ug=8_000, reason="Un seul comprimé", client_uuid=story.form_number())
        for account, missing in ((small, 0), (heroin, 50_000)):
            last = last_entry(account)
            held = last.balance_ug if last else 0
            count = count_stock(actor=nadia, account=account, counted_ug=held - missing, client_uuid=story.form_number())
        follow_case(actor=nadia, entry=count, kind=StepKind.TOLD, words="Dr Amina, par téléphone.", client_uuid=story.form_number())
        suspect = batch_named(heroin, "DEMO-4B")
        if suspect is not None:
            quarantine_batch(actor=nadia, batch=suspect, reason="Démonstration : flacon trouble")
    with _as(story, "noor") as noor:
        for entry in waiting(noor):
            sign_entry(actor=noor, entry=entry)
    with _as(story, "nadia") as nadia:
        return_from_patient(actor=nadia, account=methadone, amount_ug=40_000, reason="Flacon rapporté", client_uuid=story.form_number())


def sign_what_waits() -> int:
    """Noor signs what has waited for half a day in a demonstration; how many lines."""
    noor = User.objects.filter(username="noor").first() if told() else None
    signed = 0
    if noor is not None:
        with acting(noor, workstation="4", fresh_until=time.time() + LIFETIME):
            for entry in waiting(noor).filter(at__lt=clock.now() - HALF_A_DAY).exclude(by=noor.pk):
                sign_entry(actor=noor, entry=entry)
                signed += 1
    return signed


if settings.CENTRE_DEMO:
    schedule_every_minute("care.demo.register.sign_what_waits", "sign what waits in the demonstration")


add(330, "the drug register opened", open_books)
add(490, "the drug register today", keep_books)
