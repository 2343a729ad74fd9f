"""A real browser for tests of the website: Chromium of the system, steered by Playwright, with axe-core for accessibility.

Nothing is downloaded: the browser is the one that is installed, axe-core comes with its Python package.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

WIDE, NARROW, HEIGHT = 1280, 360, 900
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RULES_OF_COLOUR: Final = ("color-contrast", "link-in-text-block")
LOOKED_AT: Final = 3
"""How many elements of a kind are looked at for their colours, of all that a page or a website has."""
_AXE: Final = """async ([runOnly, but]) => {
  const report = await axe.run(document, {
    runOnly, resultTypes: ["violations"], rules: Object.fromEntries(but.map(rule => [rule, {enabled: false}]))});
  return report.violations.flatMap(rule => rule.nodes.slice(0, 3).map(
    node => `${rule.id}: ${node.target.join(" ")}: ${node.html.slice(0, 160)}: ${node.failureSummary}`));
}"""
_AXE_ON_KINDS: Final = """async ([rules, counts, most]) => {
  const colouring = ["class", "style", "fill", "stroke", "open", "hidden", "disabled"], passed = [];
  const isNeeded = (element, above) => {
    const kind = `${above} ${element.tagName}${colouring.map(name => element.getAttribute(name) ?? "").join("|")}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
    const inner = [...element.children].map(child => [child, isNeeded(child, kind)]);
    const needed = counts[kind] <= most || inner.some(([_, needed]) => needed);
    if (needed) passed.push(...inner.filter(([_, needed]) => !needed).map(([child, _]) => child));
    return needed;
  };
  if (!isNeeded(document.documentElement, "")) return [counts, []];
  const report = await axe.run({include: document, exclude: passed},
    {runOnly: {type: "rule", values: rules}, resultTypes: ["violations"]});
  return [counts, report.violations.flatMap(rule => rule.nodes.slice(0, 3).map(
    node => `${rule.id}: ${node.target.join(" ")}: ${node.html.slice(0, 160)}: ${node.failureSummary}`))];
}"""
_OPEN_ALL: Final = "() => document.querySelectorAll('details').forEach(element => element.open = true)"
_OVERFLOW: Final = """() => {
  const page = document.scrollingElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(
    element => element.getBoundingClientRect().right > page.clientWidth + 1 && !element.closest(".scroll, .scroll-map, pre"));
  return [`${page.scrollWidth} of ${page.clientWidth} pixels`, ...wide.slice(0, 5).map(element => element.outerHTML.slice(0, 160))];
}"""
_SMALL_TEXT: Final = """(least) => [...document.querySelectorAll("figure svg text, figure svg tspan")].filter(
    word => word.textContent.trim() && word.getClientRects().length && word.getBoundingClientRect().width > 0).map(word => {
  const size = parseFloat(getComputedStyle(word).fontSize) * word.ownerSVGElement.getScreenCTM().a;
  return [size, `${size.toFixed(1)} px: ${word.textContent.slice(0, 60)} in ${word.closest("svg").getAttribute("aria-labelledby")}`];
}).filter(line => line[0] < least).map(line => line[1])"""
_RESTYLED: Final = """() => [...document.querySelectorAll("figure svg text, figure svg tspan")].filter(
    word => parseFloat(getComputedStyle(word).fontSize) !== parseFloat(word.closest("[font-size]").getAttribute("font-size"))
).map(word => word.outerHTML.slice(0, 120))"""
_SIZES: Final = """(chosen) => [...document.querySelectorAll(chosen)].map(word => {
  const box = word.getBoundingClientRect(); return [box.width, box.height]; })"""


def browser_path() -> str:
    """The browser that is installed; the test is skipped, loudly, where there is none."""
    for name in _BROWSERS:
        path = shutil.which(name)
        if path:
            return path
    pytest.skip("NO BROWSER: install chromium; the website was not looked at in a real one")


@lru_cache(maxsize=1)
def axe_source() -> str:
    """axe-core, as its package ships it."""
    package = find_spec("axe_playwright_python")
    if package is None or package.origin is None:
        pytest.skip("NO AXE-CORE: install axe-playwright-python; accessibility was not tested")
    return Path(package.origin).with_name("axe.min.js").read_text(encoding="utf-8")


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
    width: int = WIDE
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Open an address as if in a new window: of the first width, on a screen, with nothing noted yet."""
        self.widen()
        self.page.emulate_media(media="screen", color_scheme="light")
        self.requests.clear()
        self.complaints.clear()
        self.page.goto(address, wait_until="load")

    def elsewhere(self, host: str) -> list[str]:
        """The requests to others than this host."""
        return [
            address
            for address in self.requests
            if urlsplit(address).netloc != host and not address.startswith("data:")
        ]

    def open_all(self) -> None:
        """Open all that can be unfolded."""
        self.page.evaluate(_OPEN_ALL)

    def widen(self) -> None:
        """Make the window as wide as it was at first."""
        self.page.set_viewport_size({"width": self.width, "height": HEIGHT})

    def narrow(self) -> None:
        """Make the window as wide as a phone."""
        self.page.set_viewport_size({"width": NARROW, "height": HEIGHT})

    def violations(self, *, colours: bool = True) -> list[str]:
        """What axe-core finds, with everything unfolded; without the rules of colours where those were looked at."""
        return self._axe({"type": "tag", "values": list(_RULES)}, () if colours else RULES_OF_COLOUR)

    def violations_of_colours(self, kinds: dict[str, int] | None = None) -> list[str]:
        """What axe-core finds by the rules of colours alone, on some elements of each kind.

        Elements of a kind have the same tag, classes and colours, below elements that have: they look alike, as no style
        sheet of ours colours by position. ``kinds``: how often each was looked at before, brought up to date.
        """
        counts = {} if kinds is None else kinds
        self._load_axe()
        now, violations = self.page.evaluate(_AXE_ON_KINDS, [list(RULES_OF_COLOUR), counts, LOOKED_AT])
        counts.update(now)
        return list(violations)

    def _axe(self, run_only: dict[str, object], but: Collection[str] = ()) -> list[str]:
        self._load_axe()
        violations: list[str] = self.page.evaluate(_AXE, [run_only, list(but)])
        return violations

    def _load_axe(self) -> None:
        self.open_all()
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(axe_source())

    def overflow(self) -> list[str]:
        """How much wider than the window the page is, and by what; nothing where it fits."""
        problems: list[str] = self.page.evaluate(_OVERFLOW)
        return problems

    def small_text(self, least: float) -> list[str]:
        """The words in pictures that are smaller on the screen than ``least`` pixels."""
        problems: list[str] = self.page.evaluate(_SMALL_TEXT, least)
        return problems

    def restyled(self) -> list[str]:
        """The words in pictures that the style sheet of the page makes larger or smaller than they were drawn."""
        problems: list[str] = self.page.evaluate(_RESTYLED)
        return problems

    def sizes(self, chosen: str) -> list[tuple[float, float]]:
        """Width and height on the screen of all that a selector chooses."""
        return [(width, height) for width, height in self.page.evaluate(_SIZES, chosen)]

    def focused(self, what: str) -> Any:
        """A property of what has the focus: ``matches(".skip")``, ``getAttribute("href")``."""
        return self.page.evaluate(f"() => document.activeElement.{what}")


@contextmanager
def window(
    browser: Any, width: int = WIDE, *, javascript: bool = True, bypass_csp: bool = False
) -> Iterator[Visit]:
    """An empty page in a fresh profile in a window of this width; ``bypass_csp`` lets axe-core in."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, java_script_enabled=javascript, bypass_csp=bypass_csp
    )
    try:
        visit = Visit(context.new_page(), width)
        page, complain = visit.page, visit.complaints.append
        page.on("request", lambda request: visit.requests.append(request.url))
        page.on("requestfailed", lambda request: complain(f"failed: {request.url}"))
        page.on("response", lambda answer: answer.status < 400 or complain(f"{answer.status}: {answer.url}"))
        page.on("console", lambda line: line.type not in ("error", "warning") or complain(line.text))
        page.on("pageerror", lambda error: complain(str(error)))
        yield visit
    finally:
        context.close()


@contextmanager
def visited(browser: Any, address: str, *, javascript: bool = True) -> Iterator[Visit]:
    """A page, opened in a fresh profile in a wide window."""
    with window(browser, javascript=javascript) as visit:
        visit.open(address)
        yield visit
