"""A dossier as HTML in a real browser: accessible, alone, on a phone, in the dark, on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dualuse.dossier.rendering import html_of
from tests.documents.test_html import HOSTILE, hostile
from tests.support.browser import running_browser, visited, window
from tests.support.invented_dossiers import long, minimal


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with running_browser() as running:
        yield running


def _address(folder: Path, content: bytes) -> str:
    path = folder / "dossier.html"
    path.write_bytes(html_of(content))
    return path.as_uri()


@pytest.mark.parametrize(
    ("make", "language", "colours"),
    [(long, "en", True), (long, "de", False), (minimal, "fr", False)],
    ids=["long", "long, German", "minimal, French"],
)
def test_it_is_accessible_alone_and_fits_a_phone(
    browser: Any, tmp_path: Path, make: Callable[[str], bytes], language: str, colours: bool
) -> None:
    """Light and dark; the long one has the colours of the first in every language."""
    address = _address(tmp_path, make(language))
    with visited(browser, address) as visit:
        assert visit.requests == [address]
        assert visit.complaints == []
        assert visit.overflow() == []
        visit.narrow()
        assert visit.overflow() == []
    with window(browser, bypass_csp=True) as visit:
        visit.open(address)
        assert visit.violations(colours=False) == []
        visit.narrow()
        assert visit.violations(colours=False) == []
        if colours:
            assert visit.violations_of_colours() == []
            visit.page.emulate_media(color_scheme="dark")
            assert visit.violations_of_colours() == []
            visit.widen()
            assert visit.violations_of_colours() == []
            visit.page.emulate_media(color_scheme="light")
            assert visit.violations_of_colours() == []


@pytest.mark.parametrize("text", [HOSTILE[1], HOSTILE[4], HOSTILE[5]])
def test_hostile_text_neither_runs_nor_widens_the_page(browser: Any, tmp_path: Path, text: str) -> None:
    with visited(browser, _address(tmp_path, hostile(text))) as visit:
        assert visit.complaints == []
        assert visit.page.evaluate("document.scripts.length") == 1
        visit.narrow()
        assert visit.overflow() == []


def test_the_data_can_be_read_by_a_program(browser: Any, tmp_path: Path) -> None:
    with visited(browser, _address(tmp_path, long())) as visit:
        read = "JSON.parse(document.getElementById('assessment').textContent).reference"
        assert visit.page.evaluate(read) == "Q-2026-0147"


def test_it_prints(browser: Any, tmp_path: Path) -> None:
    with visited(browser, _address(tmp_path, long())) as visit:
        visit.page.emulate_media(media="print")
        assert visit.page.locator("nav").is_hidden()
        assert visit.page.pdf(format="A4").startswith(b"%PDF")


def test_parts_fold_on_a_phone_and_nowhere_else(browser: Any, tmp_path: Path) -> None:
    """Links unfold what they point to; paper has all, folded or not."""
    hidden = "[...document.querySelectorAll('.part > section')].filter(it => !it.checkVisibility({contentVisibilityAuto: true})).length"
    with visited(browser, _address(tmp_path, long())) as visit:
        parts = visit.page.locator(".part").count()
        assert parts == 7
        assert visit.page.evaluate(hidden) == 0
        visit.narrow()
        assert visit.page.evaluate(hidden) == parts
        height = "document.documentElement.scrollHeight"
        folded = visit.page.evaluate(height)
        visit.page.locator("nav a").first.click()
        assert visit.page.evaluate(hidden) == parts - 1
        visit.page.emulate_media(media="print")
        assert visit.page.evaluate(hidden) == 0
        assert visit.page.evaluate(height) > 3 * folded
