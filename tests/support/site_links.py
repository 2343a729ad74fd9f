"""The links of a website in a folder: where they lead, whether that is there, and whether every page can be reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import lxml.etree
import lxml.html

_REFERRING: Final = ("href", "src", "xlink:href")
_referring = lxml.etree.XPath("//*[@href or @src or @*[name() = 'xlink:href']]")
_anchors = lxml.etree.XPath("//@id")
_HOST: Final = "http://here/"
_MAY_LEAVE: Final = frozenset({"external", "license"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference of a page: the tag, its address as written, and its ``rel``."""

    tag: str
    address: str
    rel: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a page refers to, and the places in it that can be referred to."""

    references: tuple[Reference, ...]
    anchors: frozenset[str]


def read_pages(folder: Path) -> dict[str, Page]:
    """All pages of a site, by path."""
    return {path.relative_to(folder).as_posix(): read_page(path) for path in sorted(folder.rglob("*.html"))}


def read_page(path: Path) -> Page:
    """What one page refers to."""
    root = lxml.html.parse(str(path)).getroot()
    references = dict.fromkeys(
        Reference(element.tag, element.get(name), element.get("rel", ""))
        for element in _referring(root)
        for name in _REFERRING
        if element.get(name) is not None
    )
    return Page(tuple(references), frozenset(_anchors(root)))


def leads_to(path: str, address: str) -> tuple[str, str]:
    """The file that an address on a page leads to, and the place in it; file "" where it leaves the site."""
    folder, _, name = path.rpartition("/")
    if address.startswith(("#", "?")) or not address:
        return _target(folder, name, address)
    return _target(folder, "", address)


@lru_cache(maxsize=100_000)
def _target(folder: str, name: str, address: str) -> tuple[str, str]:
    """As pages of one folder share it; ``name``: of the page, where the address leads into the page itself."""
    target, anchor = urldefrag(urljoin(f"{_HOST}{folder}/{name}" if folder else _HOST + name, address))
    if not target.startswith(_HOST):
        return "", anchor
    return unquote(urlsplit(target).path).lstrip("/"), anchor


def dead_links(folder: Path, pages: Mapping[str, Page]) -> Iterator[str]:
    """Every reference that leads nowhere: no such file, no such place on the page, or out of the site without saying so."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for path, page in pages.items():
        for reference in page.references:
            target, anchor = leads_to(path, reference.address)
            if not target:
                if reference.tag != "a" or not _MAY_LEAVE & set(reference.rel.split()):
                    yield f"{path}: leaves the site: {reference}"
            elif target not in files:
                yield f"{path}: no such file: {reference}"
            elif anchor and anchor not in pages[target].anchors:
                yield f"{path}: no such place: {reference}"


def reached(pages: Mapping[str, Page], start: str = "index.html") -> set[str]:
    """The pages that links lead to, from the first one on."""
    known, to_follow = {start}, [start]
    while to_follow:
        path = to_follow.pop()
        for reference in pages[path].references:
            target, _ = leads_to(path, reference.address)
            if reference.tag == "a" and target in pages and target not in known:
                known.add(target)
                to_follow.append(target)
    return known
