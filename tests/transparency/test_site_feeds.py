"""The feeds of the website are Atom (RFC 4287): what must be there is there, once, and the newest comes first."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.small_site import ADDRESS, FIRST, SECOND

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
"""RFC 4287, 3.3: a date-time of RFC 3339 with an upper-case T and Z."""


@pytest.fixture
def site(small_site: Path) -> Path:
    return small_site


def text(element: ET.Element, name: str) -> str:
    """The text of the one child of this name."""
    elements = element.findall(ATOM + name)
    assert len(elements) == 1, f"{name}: {len(elements)}"
    content = (elements[0].text or "").strip()
    assert content, f"{name} is empty"
    return content


def links(element: ET.Element, relation: str) -> list[str]:
    return [link.attrib["href"] for link in element.findall(ATOM + "link") if link.get("rel") == relation]


def test_every_feed_has_what_atom_demands(site: Path) -> None:
    paths = sorted(site.rglob("*.atom"))
    assert len(paths) > 60
    ids = set()
    for path in paths:
        feed = ET.parse(path).getroot()
        assert feed.tag == ATOM + "feed"
        text(feed, "title")
        ids.add(text(feed, "id"))
        assert urlsplit(text(feed, "id")).scheme
        assert MOMENT.fullmatch(text(feed, "updated"))
        author = feed.find(ATOM + "author")
        assert author is not None
        assert text(author, "name")
        assert links(feed, "self") == [ADDRESS + path.relative_to(site).as_posix()]
        (page,) = links(feed, "alternate")
        assert (site / page.removeprefix(ADDRESS)).is_file(), page
        entries = feed.findall(ATOM + "entry")
        assert entries, path
        for entry in entries:
            text(entry, "title")
            assert urlsplit(text(entry, "id")).scheme
            assert MOMENT.fullmatch(text(entry, "updated"))
            assert text(entry, "content")
            (page,) = links(entry, "alternate")
            assert (site / page.removeprefix(ADDRESS)).is_file(), page
        assert len({text(entry, "id") for entry in entries}) == len(entries)
        moments = [text(entry, "updated") for entry in entries]
        assert all(newer >= older for newer, older in pairwise(moments)), path
        assert text(feed, "updated") == moments[0]
    assert len(ids) == len(paths), "each feed has its own id"


def test_the_feed_of_releases_tells_both_and_why(site: Path) -> None:
    feed = ET.parse(site / "en/feeds/releases.atom").getroot()
    newest, first = feed.findall(ATOM + "entry")
    assert (text(newest, "title"), text(first, "title")) == (f"Release {SECOND}", f"Release {FIRST}")
    assert "25 added, 1 changed, 1 removed" in text(newest, "content")
    assert "an amount was misread" in text(newest, "content")


def test_the_feed_of_a_destination_tells_what_a_release_changed_there(site: Path) -> None:
    feed = ET.parse(site / "en/feeds/destinations/CN.atom").getroot()
    assert text(feed, "title") == "China"
    newest = feed.find(ATOM + "entry")
    assert newest is not None
    assert text(newest, "title") == f"Release {SECOND}: 25 added, 1 changed, 1 removed"
    assert "and 7 more" in text(newest, "content")


def test_without_an_address_a_feed_names_pages_beside_itself(published_folder: Path) -> None:
    path = published_folder / "site/de/feeds/destinations/CN.atom"
    feed = ET.parse(path).getroot()
    assert links(feed, "self") == []
    assert links(feed, "alternate") == ["../../destinations/CN.html"]
    for address in (
        *links(feed, "alternate"),
        *(address for e in feed.findall(ATOM + "entry") for address in links(e, "alternate")),
    ):
        assert (path.parent / address).resolve().is_file()
