"""A real browser for tests of the website: Chromium of the system, steered by Playwright, with axe-core for accessibility.

Nothing is downloaded: the browser is the one that is installed, axe-core comes with its Python package.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

WIDE, NARROW = 1280, 360
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_AXE: Final = """async (rules) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]});
  return found.violations.flatMap(one => one.nodes.slice(0, 3).map(
    node => `${one.id}: ${node.target.join(" ")}: ${node.html.slice(0, 160)}: ${node.failureSummary}`));
}"""
_OPEN_ALL: Final = "() => document.querySelectorAll('details').forEach(one => one.open = true)"
_OVERFLOW: Final = """() => {
  const page = document.scrollingElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(
    one => one.getBoundingClientRect().right > page.clientWidth + 1 && !one.closest(".scroll, .scroll-map, pre"));
  return [`${page.scrollWidth} of ${page.clientWidth} pixels`, ...wide.slice(0, 5).map(one => one.outerHTML.slice(0, 160))];
}"""
_SMALL_TEXT: Final = """(least) => [...document.querySelectorAll("figure svg text, figure svg tspan")].filter(
    one => one.textContent.trim() && one.getClientRects().length && one.getBoundingClientRect().width > 0).map(one => {
  const size = parseFloat(getComputedStyle(one).fontSize) * one.ownerSVGElement.getScreenCTM().a;
  return [size, `${size.toFixed(1)} px: ${one.textContent.slice(0, 60)} in ${one.closest("svg").getAttribute("aria-labelledby")}`];
}).filter(one => one[0] < least).map(one => one[1])"""
_RESTYLED: Final = """() => [...document.querySelectorAll("figure svg text, figure svg tspan")].filter(
    one => parseFloat(getComputedStyle(one).fontSize) !== parseFloat(one.closest("[font-size]").getAttribute("font-size"))
).map(one => one.outerHTML.slice(0, 120))"""
_SIZES: Final = """(chosen) => [...document.querySelectorAll(chosen)].map(one => {
  const box = one.getBoundingClientRect(); return [box.width, box.height]; })"""


def browser_path() -> str:
    """The browser that is installed; the test is skipped, loudly, where there is none."""
    for name in _BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    pytest.skip("NO BROWSER: install chromium; the website was not looked at in a real one")


@lru_cache(maxsize=1)
def axe_source() -> str:
    """axe-core, as its package ships it."""
    found = find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("NO AXE-CORE: install axe-playwright-python; accessibility was not tested")
    return Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")


@contextmanager
def running_browser() -> Iterator[Any]:
    """The installed browser, without a window."""
    playing = pytest.importorskip(
        "playwright.sync_api", reason="NO PLAYWRIGHT: the website was not looked at in a real browser"
    )
    path = browser_path()
    with playing.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder at an address of this machine alone."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Visit:
    """A page in the browser and all that it asked for and complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def elsewhere(self, host: str) -> list[str]:
        """The requests to others than this host."""
        return [one for one in self.requests if urlsplit(one).netloc != host and not one.startswith("data:")]

    def open_all(self) -> None:
        """Open all that can be unfolded."""
        self.page.evaluate(_OPEN_ALL)

    def narrow(self) -> None:
        """Make the window as wide as a phone."""
        self.page.set_viewport_size({"width": NARROW, "height": 900})

    def violations(self) -> list[str]:
        """What axe-core finds, with everything unfolded."""
        self.open_all()
        self.page.evaluate(axe_source())
        found: list[str] = self.page.evaluate(_AXE, list(_RULES))
        return found

    def overflow(self) -> list[str]:
        """How much wider than the window the page is, and by what; nothing where it fits."""
        found: list[str] = self.page.evaluate(_OVERFLOW)
        return found

    def small_text(self, least: float) -> list[str]:
        """The words in pictures that are smaller on the screen than ``least`` pixels."""
        found: list[str] = self.page.evaluate(_SMALL_TEXT, least)
        return found

    def restyled(self) -> list[str]:
        """The words in pictures that the style sheet of the page makes larger or smaller than they were drawn."""
        found: list[str] = self.page.evaluate(_RESTYLED)
        return found

    def sizes(self, chosen: str) -> list[tuple[float, float]]:
        """Width and height on the screen of all that a selector chooses."""
        return [(width, height) for width, height in self.page.evaluate(_SIZES, chosen)]

    def focused(self, what: str) -> Any:
        """A property of what has the focus: ``matches(".skip")``, ``getAttribute("href")``."""
        return self.page.evaluate(f"() => document.activeElement.{what}")


@contextmanager
def visited(
    browser: Any, address: str, width: int = WIDE, *, javascript: bool = True, bypass_csp: bool = False
) -> Iterator[Visit]:
    """A page, opened in a fresh profile in a window of this width; ``bypass_csp`` lets axe-core in."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=javascript, bypass_csp=bypass_csp
    )
    try:
        visit = Visit(context.new_page())
        page = visit.page
        page.on("request", lambda one: visit.requests.append(one.url))
        page.on("requestfailed", lambda one: visit.complaints.append(f"failed: {one.url}"))
        page.on(
            "response", lambda one: one.status < 400 or visit.complaints.append(f"{one.status}: {one.url}")
        )
        page.on(
            "console",
            lambda one: one.type not in ("error", "warning") or visit.complaints.append(one.text),
        )
        page.on("pageerror", lambda one: visit.complaints.append(str(one)))
        page.goto(address, wait_until="load")
        yield visit
    finally:
        context.close()
