"""Walk through a page as a browser shows it: accessibility, security policy, overflow, and what the browser keeps."""

import os
import re
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Response

AXE = Path(__file__).parent / "vendor" / "axe-core" / "4.14.1" / "axe.min.js"
#: Levels A and AA of WCAG 2.2.
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
#: Faults alone come back: what was well is as long as the page.
RUN = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)"
#: What a theme can break: it changes colours and nothing else.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
#: What another width can break: sizes, and what is folded away.
SIZES = {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "aria-hidden-focus"]}
#: Beside a paper shown by itself the browser asks for an icon of its own accord; pages name theirs.
ICON = "/favicon.ico"
HREF = re.compile(r"""<a\b[^>]*?\bhref="([^"]+)\"""")
NARROW = {"width": 320, "height": 640}
TABLET = {"width": 768, "height": 1024}
#: A folder for a picture of each page by day, by night and on a tablet; none are taken when it is not set.
PICTURES = os.environ.get("CENTRE_SCREENS", "")


@dataclass
class Findings:
    """What is wrong with one page; empty is well."""

    address: str
    status: int = 0
    accessibility: list[str] = field(default_factory=list)
    policy: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    overflow: int = 0
    kept: list[str] = field(default_factory=list)

    def words(self) -> list[str]:
        """Every fault as one line naming the page."""
        faults = [*self.accessibility, *self.policy, *self.errors, *self.kept]
        if self.status != 200:
            faults.append(f"answered {self.status}")
        if self.overflow > 0:
            faults.append(f"{self.overflow} px too wide at 320 px")
        return [f"{self.address}: {fault}" for fault in faults]


class Walker:
    """Listens to one browser page; `walk(address)` loads it and gives its Findings, by day, by night and at 768 px.

    `label` names the pictures of the page now open.
    """

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.label = ""
        self._policy: list[str] = []
        self._errors: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._errors.append(f"script: {error}"))

    def _hear(self, message: "ConsoleMessage") -> None:
        if "Content Security Policy" in message.text:
            self._policy.append(f"policy: {message.text}")
        elif message.type == "error" and not message.location["url"].endswith(ICON):
            self._errors.append(f"console: {message.text} ({message.location['url']})")

    def walk(self, address: str) -> Findings:
        """Load the address at the page's own size, run every rule, then look at it 320 px wide."""
        return self.look(address, self.go(address))

    def go(self, address: str) -> "Response | None":
        """Load an address; None when it is a file to keep instead of a page."""
        from playwright.sync_api import Error

        self._policy.clear()
        self._errors.clear()
        try:
            return self.page.goto(address, wait_until="load")
        except Error as error:
            if "Download is starting" in error.message:
                return None
            raise

    def ask(self, address: str) -> tuple[Findings, list[str]]:
        """What an address answers to this person, without showing it: its Findings, and where its links go."""
        response = self.page.request.get(address)
        if "text/html" not in response.headers.get("content-type", ""):
            return Findings(address=address, status=response.status), []
        links = [urljoin(address, unescape(link)) for link in HREF.findall(response.text())]
        return Findings(address=address, status=response.status), [link for link in links if "#" not in link]

    def look(self, address: str, response: "Response | None" = None, *, times: int = 0) -> Findings:
        """Examine the page as it stands now. `times`: how often this page of the house was examined before, as others.

        The first time by day, by night and on a tablet; then by day.
        """
        found = Findings(address=address, status=response.status if response else 200)
        found.accessibility = self._accessibility()
        if times == 0 or PICTURES:
            found.accessibility += [*self._at_night(), *self._on_a_tablet()]
        found.kept = self._kept()
        size = self.page.viewport_size
        self.page.set_viewport_size(NARROW)
        found.overflow = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if size:
            self.page.set_viewport_size(size)
        found.policy, found.errors = list(self._policy), list(self._errors)
        return found

    def _at_night(self) -> list[str]:
        theme = self.page.evaluate("document.documentElement.dataset.theme")
        other = "light" if theme == "night" else "night"
        self.page.evaluate("theme => { document.documentElement.dataset.theme = theme }", other)
        faults = [f"{other}: {fault}" for fault in self._accessibility(COLOURS)]
        self._picture(other)
        self.page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        return faults

    def _on_a_tablet(self) -> list[str]:
        size = self.page.viewport_size
        self.page.set_viewport_size(TABLET)
        faults = [f"768 px: {fault}" for fault in self._accessibility(SIZES)]
        self._picture("768")
        if size:
            self.page.set_viewport_size(size)
        self._picture(self.page.evaluate("document.documentElement.dataset.theme"))
        return faults

    def _picture(self, kind: str) -> None:
        if PICTURES and self.label:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(Path(PICTURES) / f"{self.label}-{kind}.png"), full_page=kind != "768")

    def _accessibility(self, rules: dict[str, object] = RULES) -> list[str]:
        # evaluated by the debugger, outside the page's own policy
        if self.page.evaluate("typeof axe") == "undefined":
            self.page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
        violations = self.page.evaluate(RUN, rules)
        return [
            f"{fault['id']}: {node['html'][:160]} ({'; '.join(check['message'] for check in node['any'] + node['all'])[:200]})"
            for fault in violations
            for node in fault["nodes"]
        ]

    def _kept(self) -> list[str]:
        stored = self.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
        return [f"kept in the browser: {key}" for key in stored]
