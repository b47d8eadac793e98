"""Eight dispensers at once, and a book altered by who owns the database: real commits, on a copy of the database."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from audit.ledger.actions import record
from audit.rules import Refused
from care.register import actions
from care.register.models import DrugAccount, RegisterEntry
from care.register.registry import doses
from care.register.selectors import last_entry
from care.register.verification import check
from centre.access.identity import acting
from centre.shifts import clock

AT_ONCE = 8


def _user(name):
    from centre.staff.models import User

    return User.objects.get(username=name)


def _stage(held_ug):
    """An account with so much in it, signed by a second."""
    amina, nadia = _user("amina"), _user("nadia")
    with acting(amina, fresh_until=time.time() + 300):
        account = actions.open_account(
            actor=amina, substance="methadone", form="solution", strength_ug=10_000, premises="Care room", amount_ug=held_ug, batch="M1",
            expires_on=clock.local().date() + timedelta(days=100),
        )
    with acting(nadia, fresh_until=time.time() + 300):
        actions.sign_entry(actor=nadia, entry=last_entry(account))
    return account.pk


def _supply(account, start, said):
    """Give 30 mg twice, at the same moment as the others."""
    try:
        nadia = _user("nadia")
        with acting(nadia):
            found = DrugAccount.objects.get(pk=account)
            start.wait(20)
        for _ in range(2):
            try:
                with acting(nadia):
                    said.append(actions.supply(actor=nadia, account=found, amount_ug=30_000).number)
            except Refused as refused:
                said.append(refused.words)
    finally:
        connection.close()


@contextmanager
def _worker():
    """The test's connection is the queue's for a while."""
    connection.close()
    connection.settings_dict["USER"] = "centre_worker"
    yield
    connection.close()
    connection.settings_dict["USER"] = "centre_web"


def test_eight_dispensers_at_once_leave_a_register_that_is_whole(clone):
    account = _stage(300_000)
    said, start = [], threading.Barrier(AT_ONCE)
    threads = [threading.Thread(target=_supply, args=(account, start, said)) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    given = [one for one in said if isinstance(one, int)]
    assert sorted(given) == list(range(2, 12))
    assert len(said) == 2 * AT_ONCE
    assert all("The book holds 0 mg (0 ml): 30 mg (3 ml) cannot go out of it" in one for one in said if isinstance(one, str))
    with _worker():
        balances = list(RegisterEntry.objects.filter(account=account).order_by("number").values_list("balance_ug", flat=True))
        assert balances == [300_000 - 30_000 * n for n in range(11)]
        report = check()
    assert (report.accounts, report.lines, report.signatures, report.faults) == (2, 12, 1, [])


def _found(capsys):
    """Kinds and lines of what the command finds wrong."""
    code = 0
    with _worker():
        try:
            call_command("register", "--check", "--json")
        except SystemExit as stopped:
            code = stopped.code
    answer = json.loads(capsys.readouterr().out)
    assert (answer["whole"], code) == (not answer["faults"], 1 if answer["faults"] else 0)
    return {(one["kind"], one["line"]) for one in answer["faults"]}


def _as_owner(clone, *statements):
    """What an administrator of the database does, triggers out of the way."""
    with psycopg.connect(host=connection.settings_dict["HOST"], dbname=clone, user="centre_owner", autocommit=True) as owner:
        for table in ("care_registerentry", "care_entrysignature", "care_casestep"):
            owner.execute(f"alter table {table} disable trigger user")
        for statement in statements:
            owner.execute(statement)
        for table in ("care_registerentry", "care_entrysignature", "care_casestep"):
            owner.execute(f"alter table {table} enable trigger user")


def test_what_an_administrator_alters_is_found(clone, capsys, at):
    nadia = _user("nadia")
    account = _stage(300_000)
    with acting(nadia, fresh_until=time.time() + 300):
        found = DrugAccount.objects.get(pk=account)
        for _ in range(3):
            actions.supply(actor=nadia, account=found, amount_ug=10_000)
        actions.waste(actor=nadia, account=found, amount_ug=5_000, why="spilled")
    assert _found(capsys) == set()
    for refused in ("update care_registerentry set amount_ug = -1", "delete from care_registerentry", "truncate care_registerentry cascade"):
        with psycopg.connect(host=connection.settings_dict["HOST"], dbname=clone, user="centre_owner") as owner, pytest.raises(psycopg.errors.InsufficientPrivilege):
            owner.execute(refused)
    line = f"where account_id = {account} and number"
    _as_owner(clone, f"update care_registerentry set amount_ug = -9000 {line} = 3")
    assert _found(capsys) == {("balance", 3), ("hash", 3)}
    with _worker(), pytest.raises(SystemExit):
        call_command("register", "--check")
    assert "methadone, solution, 10 mg/ml, Care room, line 3: the line is not the one that was written" in capsys.readouterr().out
    _as_owner(clone, f"update care_registerentry set amount_ug = -10000 {line} = 3", f"update care_registerentry set day = day - 1 {line} = 4")
    assert _found(capsys) == {("hash", 4)}
    again = (
        "update care_registerentry e set hash = app.register_hash(e.previous, to_jsonb(e)) from (select set_config('timezone', 'UTC', false)) z "
        f"{line} = 4", f"update care_registerentry set previous = (select hash from care_registerentry {line} = 4) {line} = 5",
        f"update care_registerentry e set hash = app.register_hash(e.previous, to_jsonb(e)) {line} = 5",
    )  # fmt: skip
    _as_owner(clone, "set timezone = 'UTC'", *again)
    assert _found(capsys) == {("ledger", 4), ("ledger", 5)}
    with acting(nadia):  # told once more, as it stands now
        for entry in RegisterEntry.objects.filter(account=account, number__in=(4, 5)):
            facts = {"account": account, "line": entry.number, "ug": entry.amount_ug, "hash": entry.hash[:16]}
            record("care.register.supplied", obj=entry, data=facts)
        RegisterEntry.objects.create(account_id=account, kind="supply", amount_ug=-1, day=clock.local().date(), by=nadia.pk, at=clock.now())
    assert _found(capsys) == {("ledger", 4), ("ledger", 5), ("untold", 6)}
    _as_owner(clone, f"delete from care_registerentry {line} = 6")
    _as_owner(clone, f"delete from care_registerentry {line} = 5", "update care_entrysignature set \"by\" = (select \"by\" from care_registerentry e where e.id = entry_id)")
    assert _found(capsys) == {("ledger", 4), ("missing", 5), ("hands", 1), ("signature", 1)}
    closing = (
        f"insert into care_casestep (entry_id, kind, words, \"by\", at, client_uuid) select id, 'confirmed', '', {nadia.pk}, at, gen_random_uuid()"
        f" from care_registerentry {line} = 4"
    )
    _as_owner(clone, closing)
    assert ("hands", 4) in _found(capsys)


def test_what_waits_too_long_and_supplies_without_a_dose_are_told(clone, capsys, at):
    account = _stage(300_000)
    nadia = _user("nadia")
    with acting(nadia, fresh_until=time.time() + 300):
        found = DrugAccount.objects.get(pk=account)
        tied = actions.supply(actor=nadia, account=found, amount_ug=10_000)
        actions.supply(actor=nadia, account=found, amount_ug=10_000)
        back = actions.supply(actor=nadia, account=found, amount_ug=10_000)
        actions.take_back(actor=nadia, entry=back, reason="Wrong bottle")
    said = {tied.pk: 10_000}
    doses.add("test", lambda entries: {entry: said[entry] for entry in entries if entry in said})
    try:
        assert ("dose", 3) not in _found(capsys)
        at((clock.local() + timedelta(hours=25)).isoformat())
        mine = {(kind, line) for kind, line in _found(capsys)}
        assert mine == {("dose", 3), ("unsigned", 5)}
        said[tied.pk] = 9_000
        assert ("amount", 2) in _found(capsys), "a dose that was made smaller than its line"
    finally:
        doses.remove("test")
