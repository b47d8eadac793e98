"""Bring the third-party files of the pages into the repository.

Developer work only: needs `npm` on the machine. Nothing here runs while the centre is in use. Each package is kept as
`<root>/<name>/<version>/<file>` beside its LICENCE, and `<root>/VENDOR.toml` lists the sha512 (hex) of every file, which
`check()` recomputes.
"""

import hashlib
import re
import shutil
import subprocess
import tarfile
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from centre.shell.icons import ICONS

REPOSITORY = Path(__file__).resolve().parents[2]
STATIC = Path("static/vendor")
TESTS = Path("tests/browser/vendor")
SPRITE = Path("static/centre/sprite.svg")


@dataclass(frozen=True, kw_only=True)
class Package:
    """One package: `spec` as the package manager knows it, `files` to keep, as paths inside the package."""

    name: str
    spec: str
    version: str
    licence: str
    files: tuple[str, ...]
    licence_file: str = "LICENSE"
    root: Path = STATIC


def _fonts(family: str, subsets: tuple[str, ...], weights: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(f"files/{family}-{subset}-{weight}-normal.woff2" for subset in subsets for weight in weights)


PACKAGES = (
    Package(
        name="htmx", spec="htmx.org", version="4.0.1", licence="0BSD",
        files=("dist/htmx.min.js", "dist/ext/hx-ptag.min.js"),
    ),
    Package(
        name="atkinson-hyperlegible-next", spec="@fontsource/atkinson-hyperlegible-next", version="5.3.0",
        licence="OFL-1.1", files=_fonts("atkinson-hyperlegible-next", ("latin", "latin-ext"), (400, 600, 700)),
    ),
    Package(
        name="noto-sans", spec="@fontsource/noto-sans", version="5.3.0", licence="OFL-1.1",
        files=_fonts("noto-sans", ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext"), (400, 700)),
    ),
    Package(
        name="lucide", spec="lucide-static", version="1.62.0", licence="ISC",
        files=tuple(f"icons/{icon}.svg" for icon in ICONS),
    ),
    Package(
        name="axe-core", spec="axe-core", version="4.14.1", licence="MPL-2.0", files=("axe.min.js",), root=TESTS,
    ),
)  # fmt: skip


def bring_all(*, repository: Path = REPOSITORY, say: Callable[[str], object] = print) -> None:
    """Fetch every package with `npm pack`, copy the files kept, write the sprite and the lists of hashes."""
    for package in PACKAGES:
        say(f"{package.name} {package.version}")
        _bring(package, repository)
    for root in sorted({package.root for package in PACKAGES}):
        (repository / root / "VENDOR.toml").write_text(_manifest(root, repository), encoding="utf-8")


def check(repository: Path = REPOSITORY) -> list[str]:
    """What differs from the lists of hashes: one sentence per fault, empty when all is as brought."""
    return [fault for root in (STATIC, TESTS) for fault in _faults(root, repository)]


def _bring(package: Package, repository: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        archive = subprocess.run(
            ["npm", "pack", "--silent", f"{package.spec}@{package.version}"],
            cwd=scratch, check=True, capture_output=True, text=True,
        ).stdout.split()[-1]  # fmt: skip
        with tarfile.open(Path(scratch) / archive) as opened:
            opened.extractall(scratch, filter="data")
        unpacked = Path(scratch) / "package"
        folder = repository / package.root / package.name
        shutil.rmtree(folder, ignore_errors=True)
        target = folder / package.version
        target.mkdir(parents=True)
        shutil.copyfile(unpacked / package.licence_file, target / "LICENCE")
        if package.name == "lucide":
            (repository / SPRITE).write_text(sprite_of(unpacked / "icons"), encoding="utf-8")
            return
        for file in package.files:
            shutil.copyfile(unpacked / file, target / Path(file).name)


def sprite_of(icons: Path) -> str:
    """One SVG with a <symbol> per icon of ICONS, its id the icon's name, so that pages show it with <use href>."""
    symbols = []
    for icon in ICONS:
        drawing = (icons / f"{icon}.svg").read_text(encoding="utf-8")
        found = re.search(r"<svg[^>]*>(.*)</svg>", drawing, flags=re.DOTALL)
        if found is None:
            raise ValueError(f"{icon}.svg is not a drawing")
        symbols.append(f'<symbol id="{icon}" viewBox="0 0 24 24">{"".join(found[1].split(chr(10)))}</symbol>')
    body = re.sub(r"\s{2,}", "", "\n".join(symbols))
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'


def _manifest(root: Path, repository: Path) -> str:
    lines = ["# Third-party files as brought by `manage.py vendor`; never edited by hand."]
    for package in PACKAGES:
        if package.root != root:
            continue
        lines += ["", "[[package]]", f'name = "{package.name}"', f'version = "{package.version}"']
        lines += [f'licence = "{package.licence}"', "[package.sha512]"]
        lines += [f'"{name}" = "{digest}"' for name, digest in _digests(package, repository)]
    return "\n".join(lines) + "\n"


def _digests(package: Package, repository: Path) -> Iterator[tuple[str, str]]:
    folder = repository / package.root / package.name / package.version
    paths = sorted(folder.iterdir())
    if package.name == "lucide":
        paths.append(repository / SPRITE)
    for path in paths:
        yield path.relative_to(repository).as_posix(), hashlib.sha512(path.read_bytes()).hexdigest()


def _faults(root: Path, repository: Path) -> Iterator[str]:
    listed = tomllib.loads((repository / root / "VENDOR.toml").read_text(encoding="utf-8"))
    digests = {name: digest for package in listed["package"] for name, digest in package["sha512"].items()}
    for name, digest in digests.items():
        path = repository / name
        if not path.is_file():
            yield f"{name}: missing"
        elif hashlib.sha512(path.read_bytes()).hexdigest() != digest:
            yield f"{name}: changed since it was brought"
    for path in sorted((repository / root).rglob("*")):
        name = path.relative_to(repository).as_posix()
        if path.is_file() and path.name != "VENDOR.toml" and name not in digests:
            yield f"{name}: not listed"
