"""The links of a website in a folder: where they lead, whether that is there, and whether every page can be reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.references: list[Reference] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if "id" in told:
            self.anchors.add(told["id"])
        for name in ("href", "src", "xlink:href"):
            if name in told:
                self.references.append(Reference(tag, told[name], told.get("rel", "")))


def read_pages(folder: Path) -> dict[str, Page]:
    """All pages of a site, by path."""
    found = {}
    for path in sorted(folder.rglob("*.html")):
        reader = _Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        found[path.relative_to(folder).as_posix()] = Page(
            tuple(dict.fromkeys(reader.references)), frozenset(reader.anchors)
        )
    return found


def leads_to(path: str, address: str) -> tuple[str, str]:
    """The file that an address on a page leads to, and the place in it; file "" where it leaves the site."""
    target, anchor = urldefrag(urljoin(_HOST + path, address))
    if not target.startswith(_HOST):
        return "", anchor
    return unquote(urlsplit(target).path).lstrip("/"), anchor


def dead_links(folder: Path, pages: Mapping[str, Page]) -> Iterator[str]:
    """Every reference that leads nowhere: no such file, no such place on the page, or out of the site without saying so."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for path, page in pages.items():
        for one in page.references:
            target, anchor = leads_to(path, one.address)
            if not target:
                if one.tag != "a" or not _MAY_LEAVE & set(one.rel.split()):
                    yield f"{path}: leaves the site: {one}"
            elif target not in files:
                yield f"{path}: no such file: {one}"
            elif anchor and anchor not in pages[target].anchors:
                yield f"{path}: no such place: {one}"


def reached(pages: Mapping[str, Page], start: str = "index.html") -> set[str]:
    """The pages that links lead to, from the first one on."""
    found, open_ = {start}, [start]
    while open_:
        path = open_.pop()
        for one in pages[path].references:
            target, _ = leads_to(path, one.address)
            if one.tag == "a" and target in pages and target not in found:
                found.add(target)
                open_.append(target)
    return found
