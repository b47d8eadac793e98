"""A browser, a running centre, and each member of the cast signed in once for the session."""

import base64
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.house import House, house

BROWSER = os.environ.get("CENTRE_BROWSER") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None
)
FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demonstration, started once."""
    with house(tmp_path_factory.mktemp("house")) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    if BROWSER is None:
        pytest.fail("no Chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=BROWSER, chromium_sandbox=os.geteuid() != 0, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def sessions(browser: Any, running: House) -> Callable[[str], Any]:
    """`sessions("vera")` is her signed-in cookies: a code works once, so each signs in once."""
    kept: dict[str, Any] = {}

    def signed_in(name: str) -> Any:
        if name not in kept:
            context = browser.new_context()
            _sign_in(context.new_page(), running, name)
            kept[name] = context.storage_state()
            context.close()
        return kept[name]

    return signed_in


def _sign_in(page: Any, running: House, name: str) -> None:
    from django_otp.oath import TOTP

    account = running.accounts[name]
    page.goto(f"{running.address}/sign-in/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", account["password"])
    page.fill("[name=code]", f"{TOTP(base64.b32decode(account['totp_secret'])).token():06d}")
    page.click("main button:has-text('Sign in'), main .btn--primary")
    page.wait_for_url(lambda address: "/sign-in/" not in address)


@pytest.fixture
def page_of(browser: Any, sessions: Callable[[str], Any]) -> Iterator[Callable[..., Any]]:
    """`page_of("vera", width=768)` is a fresh page of hers; without a name, of a stranger."""
    opened = []

    def open_page(name: str = "", *, width: int = 1280, height: int = 860, **options: Any) -> Any:
        if name:
            options["storage_state"] = sessions(name)
        context = browser.new_context(viewport={"width": width, "height": height}, locale="fr-BE", **options)
        opened.append(context)
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()
