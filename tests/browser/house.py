"""A running centre to walk through: one told by `CENTRE_DEMO_URL`, or a demonstration started for the session."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

REPOSITORY = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 600
#: What the settings of the tests put into the environment, and a demonstration must not inherit.
NOT_INHERITED = {"DJANGO_SETTINGS_MODULE", "CENTRE_ROLE", "EMBEDDED_THROWAWAY", "CENTRE_DATA"}


@dataclass(frozen=True)
class House:
    """The address of a running demonstration and its invented accounts by user name."""

    address: str
    accounts: dict[str, dict[str, Any]]


def _environment(data: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    settings = os.environ.get("CENTRE_DEMO_SETTINGS", "centre.settings.dev")
    return inherited | {"CENTRE_DATA": str(data), "DJANGO_SETTINGS_MODULE": settings}


def _accounts(environment: dict[str, str]) -> dict[str, dict[str, Any]]:
    told = subprocess.run(
        [sys.executable, "manage.py", "demo_accounts", "--json"],
        cwd=REPOSITORY, env=environment, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return {account["username"]: account for account in json.loads(told)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the demonstration ended by itself:\n{log.read_text()[-4000:]}")
        try:
            with urllib.request.urlopen(f"{address}/health/ready/", timeout=5):  # noqa: S310  our own address
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError(f"the demonstration did not start in {STARTS_WITHIN} s:\n{log.read_text()[-4000:]}")


@contextmanager
def house(scratch: Path) -> Iterator[House]:
    """A running centre. With `CENTRE_DEMO_URL`, `CENTRE_DEMO_DATA` names its folder of data."""
    running = os.environ.get("CENTRE_DEMO_URL", "").rstrip("/")
    if running:
        yield House(running, _accounts(_environment(Path(os.environ["CENTRE_DEMO_DATA"]))))
        return
    # The private server runs as another account when this one is root: it must be able to enter the folder.
    data = Path(tempfile.mkdtemp(prefix="centre-house-"))
    data.chmod(0o711)
    environment = _environment(data)
    port = _free_port()
    log = scratch / "demonstration.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--port", str(port)],
            cwd=REPOSITORY, env=environment, stdout=written, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process, log)
        yield House(address, _accounts(environment))
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(data, ignore_errors=True)
