"""Makes the project's own environment on a machine that has only Python and git. Standard library only.

`python3 manage.py demo` and `python3 manage.py test` come here first: a virtual environment in `.venv`, the
hashed packages, and the Debian packages for PDFs and the browser (installed as root, named otherwise).
Measured and reasoned in BOOT 3.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

PACKAGES = {
    "pdf": ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"],
    "browser": ["chromium", "libatomic1"],
    "venv": ["python3-venv"],
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")


def say(text: str) -> None:
    print(f"· {text}", flush=True)


def stop(text: str) -> NoReturn:
    sys.exit(f"\n{text}\n")


def apt(*names: str) -> bool:
    """Install Debian packages where this user may; otherwise say the command. True when they were installed."""
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    command += [package for name in names for package in PACKAGES[name]]
    if not shutil.which("apt-get"):
        return False
    if os.geteuid() != 0:
        say("needed:  sudo " + " ".join(command))
        return False
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-o", "DPkg::Lock::Timeout=180"]
    say(" ".join(command[:2] + command[5:]))
    if subprocess.run([*command, *wait], stderr=subprocess.DEVNULL, env=env, stdout=subprocess.DEVNULL).returncode:
        subprocess.run(["apt-get", "update", "-qq"], env=env, check=False)
        if subprocess.run([*command, *wait], env=env, stdout=subprocess.DEVNULL).returncode:
            say("could not be installed: " + " ".join(command))
            return False
    return True


class Environment:
    """The virtual environment of one checkout."""

    def __init__(self, root: Path):
        self.root = root
        self.home = root / ".venv"
        self.python = self.home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def make(self) -> None:
        if self.python.exists():
            return
        say(f"virtual environment in .venv (Python {sys.version.split()[0]})")
        # Debian leaves ensurepip out of python3; the system's pip then installs into a bare environment.
        venv.create(self.home, with_pip=importlib.util.find_spec("ensurepip") is not None, clear=True)

    def installer(self) -> list[str]:
        if shutil.which("uv"):
            return ["uv", "pip", "install", "--quiet", "--python", str(self.python)]
        quiet = ["install", "--quiet", "--disable-pip-version-check", "--no-input"]
        if subprocess.run([str(self.python), "-m", "pip", "--version"], capture_output=True).returncode == 0:
            return [str(self.python), "-m", "pip", *quiet]
        if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode == 0:
            return [sys.executable, "-m", "pip", "--python", str(self.python), *quiet]
        if apt("venv"):
            shutil.rmtree(self.home)
            os.execv(sys.executable, [sys.executable, *sys.argv])
        stop("Python has neither pip nor venv here. On Debian or Ubuntu:  sudo apt-get install python3-venv")

    def require(self, name: str) -> None:
        """Install one hashed requirements file, once for each content of it."""
        wanted = self.root / name
        stamp = self.home / f".installed-{wanted.stem}"
        digest = hashlib.sha256(wanted.read_bytes() + sys.version.encode()).hexdigest()
        if stamp.exists() and stamp.read_text() == digest:
            return
        say(f"packages of {name} (a minute or two, once)")
        if subprocess.run([*self.installer(), "--require-hashes", "-r", str(wanted)]).returncode:
            stop("The packages could not be installed: see above.")
        stamp.write_text(digest)


def pdf_libraries() -> None:
    if any(map(ctypes.util.find_library, ("pango-1.0", "pango-1.0-0", "libpango-1.0-0"))):
        return
    if not apt("pdf"):
        say("PDFs are switched off until Pango is installed (macOS: brew install pango).")


def browser() -> None:
    if any(map(shutil.which, BROWSERS)) or apt("browser"):
        return
    stop("The browser tests need Chromium, Chrome or Edge; or leave them out:  python3 manage.py test -m 'not browser'")


def main(root: Path, arguments: Sequence[str]) -> None:
    """Prepare the environment for `arguments` and run them in it; does not return on POSIX."""
    if sys.version_info < (3, 11):  # noqa: UP036  the Python of the machine is not known yet
        stop("Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    testing = list(arguments[:1]) == ["test"]
    environment = Environment(root)
    environment.make()
    environment.require("requirements-test.txt" if testing else "requirements.txt")
    pdf_libraries()
    if testing and "not browser" not in " ".join(arguments):
        browser()
    command = [str(environment.python), str(root / "manage.py"), *arguments]
    if os.name == "nt":
        sys.exit(subprocess.run(command).returncode)
    os.chdir(root)
    os.execv(environment.python, command)
