"""The website in a real browser: accessible, alone on its host, usable without JavaScript, on a phone, by keyboard and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import lxml.etree
import lxml.html
import pytest

from dualuse.i18n import LANGUAGES
from tests.support.browser import LOOKED_AT, NARROW, WIDE, Visit, running_browser, served, visited, window
from tests.support.paths import PACKAGE
from tests.support.site_links import dead_links, leads_to, reached, read_pages

KINDS: Final = {
    "front": "index",
    "all decisions": "decisions/all/all/all",
    "narrowed": "decisions/NL/2017/5-2",
    "a State alone": "decisions/NL/all/all",
    "destinations": "destinations/index",
    "a destination": "destinations/CN",
    "a destination without decisions": "destinations/TV",
    "items": "items/index",
    "an entry": "items/5A001",
    "an entry without decisions": "items/0A001",
    "a family": "items/families/telecommunications_interception",
    "a type": "items/types/5A1",
    "flows": "flows",
    "figures": "figures",
    "coverage": "coverage",
    "data": "data",
    "method": "method",
}
EVERY: Final = [f"{language}/{path}.html" for language in LANGUAGES for path in KINDS.values()]
ALL_PAGES: Final = ["index.html", *EVERY]
WIDTHS: Final = (WIDE, NARROW)
TABLES, MAPS, CHARTS = "table", ".scroll-map svg", ".chart .wide svg"
LEAST_TEXT: Final = 10.0
"""Words in pictures are at least so many pixels high on the screen of a phone."""


@pytest.fixture(scope="module")
def host(small_site: Path) -> Iterator[str]:
    with served(small_site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with running_browser() as running:
        yield running


@pytest.fixture(scope="module")
def window_on_site(browser: Any) -> Iterator[Visit]:
    """A window for one page after the other: to open a new one takes three times as long as the page."""
    with window(browser) as visit:
        yield visit


@pytest.fixture(scope="module")
def window_for_axe(browser: Any) -> Iterator[Visit]:
    with window(browser, bypass_csp=True) as visit:
        yield visit


@pytest.fixture(scope="module")
def kinds_looked_at() -> dict[int, dict[str, int]]:
    """By the width of the window: the kinds of elements whose colours were looked at, each with how often."""
    return {width: {} for width in WIDTHS}


@pytest.fixture(scope="module")
def window_without_javascript(browser: Any) -> Iterator[Visit]:
    with window(browser, javascript=False) as visit:
        yield visit


@pytest.mark.parametrize("path", ALL_PAGES)
def test_a_page_is_alone_on_its_host_and_fits_a_phone(window_on_site: Visit, host: str, path: str) -> None:
    """One visit; what it finds amiss, by what was looked at."""
    visit = window_on_site
    visit.open(f"{host}/{path}")
    visit.open_all()
    amiss: dict[str, list[str]] = {
        "requests to other hosts": visit.elsewhere(host.removeprefix("http://")),
        "failed requests, errors, breaches of the policy": list(visit.complaints),
        "wider than the window": visit.overflow(),
    }
    assert visit.page.evaluate("document.compatMode") == "CSS1Compat"
    assert visit.page.evaluate("document.documentElement.lang") == _language(path)
    visit.narrow()
    amiss["wider than a phone"] = visit.overflow()
    amiss["too small to read on a phone"] = visit.small_text(LEAST_TEXT)
    assert {what: problems for what, problems in amiss.items() if problems} == {}


@pytest.mark.parametrize("path", ALL_PAGES)
def test_a_page_is_accessible(
    window_for_axe: Visit, host: str, kinds_looked_at: dict[int, dict[str, int]], path: str
) -> None:
    """By all rules of axe-core, wide and on a phone.

    A language changes no colour and no element (a test below): German pages are looked at wide, French ones on a phone,
    both without the rules of colours.
    """
    visit, language = window_for_axe, _language(path)
    visit.open(f"{host}/{path}")
    for width in {"en": WIDTHS, "de": WIDTHS[:1], "fr": WIDTHS[1:]}[language]:
        if width == NARROW:
            visit.narrow()
        assert visit.violations(colours=False) == [], width
        if language == "en":
            assert visit.violations_of_colours(kinds_looked_at[width]) == [], width


def test_an_element_that_cannot_be_read_is_found_once_its_kind_is_known(browser: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    row = "<tr><td class=a>plain</td><td class=b>faint</td></tr>"
    style = "<style>.b {color: #bbb; background: #fff}</style>"
    page.write_text(f"<html lang=en><title>t</title>{style}<table>{row * 50}</table>", encoding="utf-8")
    kinds: dict[str, int] = {}
    with window(browser, bypass_csp=True) as visit:
        visit.open(page.as_uri())
        assert len(visit.violations_of_colours(kinds)) == LOOKED_AT
        assert max(kinds.values()) == 50
        assert visit.violations_of_colours(kinds) == []


@pytest.mark.parametrize("sheet", ["transparency/site/assets/site.css", "documents/dossier.css"])
def test_no_style_sheet_colours_by_position(sheet: str) -> None:
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", (PACKAGE / sheet).read_text(encoding="utf-8"))
    assert len(rules) > 30
    by_position = re.compile(r":(nth|first|last|only|has|empty)|[+~]")
    coloured = [
        selector
        for selector, body in rules
        if by_position.search(selector) and re.search("color|background", body)
    ]
    assert coloured == []


def test_all_that_has_a_colour_in_any_language_stands_on_an_english_page_too(small_site: Path) -> None:
    """The same element below the same elements, with the same classes, styles and states."""
    elements = {
        language: set().union(*(_elements(small_site / language / f"{path}.html") for path in KINDS.values()))
        for language in LANGUAGES
    }
    assert len(elements["en"]) > 100
    for language in LANGUAGES:
        assert elements[language] - elements["en"] == set(), language


def _elements(path: Path) -> set[tuple[str, ...]]:
    """The kinds of elements on a page: each with those around it, and with what colours them."""
    return {
        tuple(f"{e.tag}.{e.get('class', '')} {_colours(e)}" for e in (element, *element.iterancestors()))
        for element in lxml.html.parse(str(path)).getroot().iter(lxml.etree.Element)
        if element.tag != "title"
    }


def _colours(element: Any) -> str:
    return " ".join(
        element.get(name, "") for name in ("style", "fill", "stroke", "open", "hidden", "disabled")
    )


def _language(path: str) -> str:
    return path.split("/")[0] if "/" in path else "en"


@pytest.mark.parametrize("path", ALL_PAGES)
def test_nothing_is_missing_without_javascript(
    window_without_javascript: Visit, host: str, small_site: Path, path: str
) -> None:
    written = (small_site / path).read_text(encoding="utf-8")
    visit = window_without_javascript
    visit.open(f"{host}/{path}")
    visit.open_all()
    assert visit.complaints == []
    assert visit.page.locator("h1").is_visible()
    for chosen, mark in ((TABLES, "<table"), (MAPS, 'class="scroll-map"'), (CHARTS, 'class="wide"')):
        shown = visit.sizes(chosen)
        assert len(shown) == written.count(mark), chosen
        assert all(width > 0 and height > 0 for width, height in shown), chosen


def test_pages_of_decisions_have_a_map_charts_and_tables(window_without_javascript: Visit, host: str) -> None:
    visit = window_without_javascript
    for path, maps, charts, tables in (
        ("en/index.html", 1, 2, 0),
        ("en/decisions/all/all/all.html", 1, 4, 6),
        ("en/destinations/CN.html", 1, 2, 5),
        ("en/flows.html", 0, 1, 1),
        ("en/figures.html", 0, 2, 2),
    ):
        visit.open(f"{host}/{path}")
        for chosen, least in ((MAPS, maps), (CHARTS, charts), (TABLES, tables)):
            assert len(visit.sizes(chosen)) >= least, (path, chosen)


@pytest.mark.parametrize("path", ["index", "decisions/all/all/all", "flows", "figures"])
def test_words_in_charts_are_as_large_as_they_were_drawn(browser: Any, host: str, path: str) -> None:
    """A class of a picture must not be one of the page: the words would run over each other."""
    with visited(browser, f"{host}/en/{path}.html") as visit:
        assert visit.page.locator(".chart text").count() > 5
        assert visit.restyled() == []


def test_a_page_opens_from_a_folder(browser: Any, small_site: Path) -> None:
    with visited(browser, (small_site / "en/index.html").as_uri()) as visit:
        assert visit.complaints == []
        assert all(address.startswith("file:") for address in visit.requests)
        assert visit.page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith(
            "Georgia"
        )
        visit.page.click("text=All decisions, with filters")
        assert visit.page.url == (small_site / "en/decisions/all/all/all.html").as_uri()


def test_every_link_of_every_page_leads_somewhere_and_every_page_can_be_reached(small_site: Path) -> None:
    pages = read_pages(small_site)
    assert list(dead_links(small_site, pages)) == []
    assert set(pages) - reached(pages) == set()


def test_a_dead_link_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text(
        '<a href="a/b.html#here">1</a><a href="a/b.html#there">2</a><a href="c.html">3</a>'
        '<img src="https://other.example/x.png"><a href="https://other.example/">4</a>'
        '<a rel="external" href="https://other.example/">5</a>',
        encoding="utf-8",
    )
    (tmp_path / "a/b.html").write_text('<p id="here"><a href="../index.html">back</a>', encoding="utf-8")
    (tmp_path / "alone.html").write_text("<p>", encoding="utf-8")
    pages = read_pages(tmp_path)
    assert len(list(dead_links(tmp_path, pages))) == 4
    assert set(pages) - reached(pages) == {"alone.html"}
    assert leads_to("a/b.html", "../x%20y.html#z") == ("x y.html", "z")


def test_the_skip_link_leads_past_the_navigation(browser: Any, host: str) -> None:
    with visited(browser, f"{host}/en/index.html") as visit:
        visit.page.keyboard.press("Tab")
        assert visit.focused("matches('.skip')")
        box = visit.page.locator(".skip").bounding_box()
        assert box["x"] >= 0
        assert box["y"] >= 0
        visit.page.keyboard.press("Enter")
        assert visit.focused("id") == "content"
        visit.page.keyboard.press("Tab")
        assert visit.focused("closest('main') !== null")


def test_circles_of_the_map_are_reached_and_followed_by_keyboard(browser: Any, host: str) -> None:
    with visited(browser, f"{host}/en/index.html", javascript=False) as visit:
        circles = visit.page.locator(".map a").count()
        assert circles >= 10
        visit.page.focus(".map a")
        seen = []
        for _ in range(circles):
            assert visit.focused("matches('.map a')")
            assert visit.focused("textContent").strip() or visit.focused("getAttribute('aria-label')")
            assert visit.focused("matches(':focus-visible')")
            seen.append(visit.focused("getAttribute('href')"))
            visit.page.keyboard.press("Tab")
        assert len(set(seen)) == circles
        visit.page.keyboard.press("Shift+Tab")
        with visit.page.expect_navigation():
            visit.page.keyboard.press("Enter")
        assert visit.page.url == f"{host}/en/{seen[-1]}"
        assert visit.complaints == []


def test_a_filter_opens_and_is_followed_by_keyboard(browser: Any, host: str) -> None:
    with visited(browser, f"{host}/en/decisions/all/all/all.html", javascript=False) as visit:
        visit.page.focus(".filters summary")
        assert not visit.page.locator(".filters a >> nth=0").is_visible()
        visit.page.keyboard.press("Enter")
        assert visit.page.locator(".filters a >> nth=0").is_visible()
        visit.page.keyboard.press("Tab")
        if not visit.focused("matches('.filters a')"):  # a list that scrolls takes the focus itself
            visit.page.keyboard.press("Tab")
        chosen = visit.focused("href")
        with visit.page.expect_navigation():
            visit.page.keyboard.press("Enter")
        assert visit.page.url == chosen


def test_a_table_is_sorted_by_its_heads(browser: Any, host: str) -> None:
    with visited(browser, f"{host}/de/destinations/index.html") as visit:
        head = visit.page.locator("thead th >> nth=1")
        head.locator("button").focus()
        visit.page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        falling = _numbers(visit.page)
        assert falling == sorted(falling, reverse=True)
        assert falling[0] > falling[-1] == 0
        visit.page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "ascending"
        assert _numbers(visit.page) == falling[::-1]
        name = visit.page.locator("thead th >> nth=0")
        name.locator("button").click()
        assert (head.get_attribute("aria-sort"), name.get_attribute("aria-sort")) == (None, "ascending")
        assert visit.page.locator("tbody th >> nth=0").inner_text() == "Abchasien"


def _numbers(page: Any) -> list[int]:
    """What the second column says: 0 where nothing is known."""
    cells = page.locator("tbody tr td:nth-child(2)").all_inner_texts()
    return [int("".join(sign for sign in cell if sign.isdigit()) or 0) for cell in cells]


def test_a_destination_is_found_by_its_name(browser: Any, host: str) -> None:
    with visited(browser, f"{host}/fr/destinations/index.html") as visit:
        everything = visit.page.locator("tbody tr:visible").count()
        visit.page.get_by_role("searchbox").fill("égy")
        assert visit.page.locator("tbody tr:visible th").all_inner_texts() == ["Égypte"]
        visit.page.get_by_role("searchbox").fill("")
        assert visit.page.locator("tbody tr:visible").count() == everything > 200


@pytest.mark.parametrize("path", ALL_PAGES)
def test_a_page_prints(window_on_site: Visit, host: str, path: str) -> None:
    visit = window_on_site
    visit.open(f"{host}/{path}")
    visit.page.emulate_media(media="print")
    visit.page.set_viewport_size({"width": 718, "height": 1000})  # A4 less the margins
    assert visit.page.locator("h1").is_visible()
    assert not visit.page.locator("nav:visible").count()
    assert not visit.page.locator(".skip").is_visible()
    assert visit.overflow() == []
    assert all(width > 0 for width, _ in visit.sizes(CHARTS)), "paper takes the wide charts"
    if _language(path) == "en":  # a language changes words, and how wide they are was looked at
        made = visit.page.pdf(format="A4")
        assert made.startswith(b"%PDF")
        assert len(made) > 10_000
        assert made.count(b"/Type /Page\n") + made.count(b"/Type /Page ") >= 1


def test_pages_are_html_without_errors(small_site: Path) -> None:
    html5lib = pytest.importorskip("html5lib", reason="NO HTML5LIB: pages were not parsed strictly")
    for path in ALL_PAGES:
        parser = html5lib.HTMLParser()
        parser.parse((small_site / path).read_text(encoding="utf-8"))
        assert [(place, code, what) for place, code, what in parser.errors] == [], path
