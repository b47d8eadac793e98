"""A whole house apart: its own folder, its own PostgreSQL, its own keys, processes that may be killed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from centre.embedded.cluster import Cluster

ROOT = Path(__file__).resolve().parents[2]


class House:
    """One installation in a folder of its own."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.cluster = Cluster(folder / "postgres", grace=1.0)

    def environment(self, role: str, **more: str) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {
            "CENTRE_DATA": str(self.folder), "DJANGO_SETTINGS_MODULE": "tests.faults.settings", "CENTRE_ROLE": role,
            "PYTHONPATH": str(ROOT), "CENTRE_NO_BOOTSTRAP": "1",
        } | more

    def begin(self, *command: str, role: str = "web", **more: str) -> subprocess.Popen[str]:
        """Start a Python command in a group of processes of its own."""
        return subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=self.environment(role, **more), start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )

    def run(self, *command: str, role: str = "web", well: bool = True, **more: str) -> str:
        """What a Python command says; it must end well, or badly when `well` is False."""
        process = self.begin(*command, role=role, **more)
        said = process.communicate(timeout=240)[0]
        assert (process.returncode == 0) is well, said
        return said

    def ask(self, question: str, *values: object) -> list[tuple[object, ...]]:
        """Rows, as the owner of the database sees them."""
        with psycopg.connect(host=self.cluster.host, dbname="centre", user="centre_owner") as owner:
            return owner.execute(question, values).fetchall()


@pytest.fixture(scope="session")
def apart() -> Iterator[House]:
    """A migrated house in which Vera works at the desk. Under /tmp: a socket's path must be short."""
    folder = Path(tempfile.mkdtemp(prefix="centre-faults-"))
    folder.chmod(0o755)
    house = House(folder)
    try:
        house.cluster.ensure_running()
        house.run("manage.py", "migrate", "--verbosity", "0", role="owner")
        house.run("-m", "tests.faults.hands", "open", role="owner")
        yield house
    finally:
        house.cluster.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
