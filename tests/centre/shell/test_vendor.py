"""The vendored files are as they were brought, and name no place they came from."""

import re

import pytest

from centre.shell import vendoring
from centre.shell.icons import ICONS

ROOTS = [vendoring.REPOSITORY / root for root in (vendoring.STATIC, vendoring.TESTS)]
HOSTS = re.compile(r"npmjs|unpkg|jsdelivr|cdnjs|yarnpkg|registry\.", re.IGNORECASE)


def test_every_file_has_the_hash_it_was_brought_with():
    assert vendoring.check() == []


def test_a_changed_a_missing_and_a_stray_file_are_named(tmp_path):
    package = vendoring.PACKAGES[0]
    folder = tmp_path / package.root / package.name / package.version
    folder.mkdir(parents=True)
    (tmp_path / vendoring.TESTS).mkdir(parents=True)
    (tmp_path / vendoring.TESTS / "VENDOR.toml").write_text("package = []\n")
    kept, lost = f"{package.root}/{package.name}/{package.version}/a.js", f"{package.root}/lost.js"
    (tmp_path / vendoring.STATIC / "VENDOR.toml").write_text(
        f'[[package]]\nname = "x"\n[package.sha512]\n"{kept}" = "00"\n"{lost}" = "00"\n'
    )
    (tmp_path / kept).write_text("changed")
    (folder / "stray.js").write_text("stray")
    assert vendoring.check(tmp_path) == [
        f"{kept}: changed since it was brought",
        f"{lost}: missing",
        f"{package.root}/{package.name}/{package.version}/stray.js: not listed",
    ]


def test_no_file_names_a_place_of_download():
    texts = [path for root in ROOTS for path in root.rglob("*") if path.suffix in {".js", ".toml", ".css", ""} and path.is_file()]
    assert [path.name for path in texts if HOSTS.search(path.read_text(encoding="utf-8"))] == []


def test_the_sprite_holds_each_icon_once():
    drawn = re.findall(r'<symbol id="([^"]+)"', (vendoring.REPOSITORY / vendoring.SPRITE).read_text())
    assert drawn == list(ICONS) == sorted(set(ICONS))


@pytest.mark.parametrize("package", vendoring.PACKAGES, ids=lambda package: package.name)
def test_each_package_has_its_licence(package):
    folder = vendoring.REPOSITORY / package.root / package.name / package.version
    assert (folder / "LICENCE").stat().st_size > 200
