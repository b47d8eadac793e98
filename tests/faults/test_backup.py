"""The house burns down and stands again on an empty machine: the ledger whole, the erased still erased."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import ROOT, House

pytestmark = pytest.mark.slow


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """Folders for dumps and copies of the vault, and for the new machine."""
    folder = Path(tempfile.mkdtemp(prefix="centre-backup-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def back_up(house: House, dumps: Path, vaults: Path) -> None:
    """Run deploy/backup as it stands."""
    house.cluster.ensure_running()
    environment = house.environment("web") | {"PGHOST": house.cluster.host, "PG_BIN": str(house.cluster._programs())}
    done = subprocess.run([ROOT / "deploy" / "backup", dumps, vaults], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def restore(house: House, dump: Path, vault: Path, keys: Path, erased: Path) -> None:
    """The steps of docs/install.md on an empty machine: roles and database, dump, vault and keys, migrate."""
    house.cluster.ensure_running()
    program = house.cluster._programs() / "pg_restore"
    done = subprocess.run(
        [program, "-h", house.cluster.host, "-U", "postgres", "-d", "centre", "--exit-on-error", dump],
        capture_output=True, text=True, timeout=60,
    )
    assert done.returncode == 0, done.stderr
    for copy, place in ((vault, "vault/vault.sqlite3"), (keys, "keys/vault.json"), (erased, "keys/vault.json.erased")):
        (house.folder / place).parent.mkdir(mode=0o700, exist_ok=True)
        shutil.copy(copy, house.folder / place)
        (house.folder / place).chmod(0o600)
    house.run("manage.py", "migrate", "--verbosity", "0", role="owner")


def test_a_house_stands_again_on_an_empty_machine(apart: House, elsewhere: Path):
    dumps, vaults = elsewhere / "dumps", elsewhere / "vaults"
    _momo, pavel = apart.run("-m", "tests.faults.hands", "meet", "Momo", "Pavel").split()
    apart.run("manage.py", "seal_audit", role="worker")
    back_up(apart, dumps, vaults)
    counted = json.loads(apart.run("manage.py", "backup_check", str(dumps), str(vaults), "--json"))
    assert counted["wrong"] == []
    assert counted["rows"] > 100
    assert counted["vault_keys"] >= 2
    [dump], [vault], [keys] = dumps.glob("*.dump"), vaults.glob("vault-*"), vaults.glob("keys-*")
    clear = subprocess.run([apart.cluster._programs() / "pg_restore", "-f", "-", dump], capture_output=True, timeout=60).stdout
    assert b"is allergic" not in clear
    assert b"COPY public.django_session" not in clear
    assert b"COPY app.token_key" not in clear

    # somebody is erased after the backup; then the machine is lost, and with it everything but the list of the erased
    assert "done" in apart.run("-m", "tests.faults.hands", "erase", pavel, role="owner")
    fresh = House(elsewhere / "house")
    fresh.folder.mkdir(mode=0o755)
    try:
        restore(fresh, dump, vault, keys, apart.folder / "keys" / "vault.json.erased")
        assert "Pavel: Pavel is allergic." in fresh.run("-m", "tests.faults.hands", "tell")
        fresh.run("manage.py", "replay_erasures", role="owner")
        told = fresh.run("-m", "tests.faults.hands", "tell")
        assert "Momo: Momo is allergic." in told
        assert "Pavel" not in told
        assert fresh.ask("SELECT count(*) FROM intake_person WHERE alias = 'Pavel'") == [(0,)]
        assert json.loads(fresh.run("manage.py", "verify_audit", "--json", role="owner"))["whole"] is True
        # work goes on: what is done now is sealed after what was restored
        fresh.run("-m", "tests.faults.hands", "meet", "Salma")
        fresh.run("manage.py", "seal_audit", role="worker")
        verdict = json.loads(fresh.run("manage.py", "verify_audit", "--json", role="owner"))
        assert (verdict["whole"], verdict["waiting"]) == (True, 0)
    finally:
        fresh.cluster.stop("immediate")


def test_a_dump_that_holds_nothing_is_found_out(apart: House, elsewhere: Path):
    """pg_dump as a role that row security binds ends well and holds no row."""
    dumps, vaults = elsewhere / "dumps", elsewhere / "vaults"
    assert "There is no backup" in apart.run("manage.py", "backup_check", str(dumps), str(vaults), well=False)
    back_up(apart, dumps, vaults)
    [good] = dumps.glob("*.dump")
    web = [apart.cluster._programs() / "pg_dump", "-h", apart.cluster.host, "-U", "centre_web", "-d", "centre", "-Fc",
           "--enable-row-security", "-t", "intake_person", "-f", dumps / "centre-9.dump"]
    assert subprocess.run(web, capture_output=True, timeout=60).returncode == 0
    said = apart.run("manage.py", "backup_check", str(dumps), str(vaults), well=False)
    assert "no row of public.centre_user" in said
    (dumps / "centre-9.dump").unlink()
    good.write_bytes(good.read_bytes()[:20_000])
    assert "cannot be read" in apart.run("manage.py", "backup_check", str(dumps), str(vaults), well=False)


def test_an_old_backup_and_an_old_copy_of_the_vault_are_said(apart: House, elsewhere: Path):
    dumps, vaults = elsewhere / "dumps", elsewhere / "vaults"
    back_up(apart, dumps, vaults)
    [dump], [vault], [keys] = dumps.glob("*.dump"), vaults.glob("vault-*"), vaults.glob("keys-*")
    assert apart.run("manage.py", "backup_check", str(dumps), str(vaults), "--hours", "1")
    assert json.loads((apart.folder / "backup.json").read_text())["dump"] == dump.name
    days = 9 * 86400
    for one in (vault, keys):
        os.utime(one, (one.stat().st_atime - days, one.stat().st_mtime - days))
    said = apart.run("manage.py", "backup_check", str(dumps), str(vaults), well=False)
    assert "hours old" in said
    assert "older than 7 days" in said
    back_up(apart, dumps, vaults)
    assert len(list(vaults.glob("vault-*"))) == 1
