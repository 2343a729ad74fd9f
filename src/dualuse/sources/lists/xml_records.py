"""XML one record at a time, with flat memory; document types and entities are refused.

What stands between two records is never let go of, so there may not be much of it: see ``_MOST_ELEMENTS``.

A document type can only stand before the root element. So defusedxml's parser (slow, in Python) reads up to
the root and refuses one, and the C parser reads the whole from the same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from dualuse.i18n import N_, Message
from dualuse.sources.lists.list_file import ListFile, NotTheListError

_CHUNK = 65_536
_MOST_ELEMENTS = 100_000
_MOST_BYTES = 4 << 20
"""Elements and bytes from the end of a record to that of the next; in the lists of today it is under a thousand, and 64 kB."""


class _Root:
    """Parser target that keeps the first element only."""

    def __init__(self) -> None:
        self.tag = ""
        self.attributes: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.tag:
            self.tag, self.attributes = tag, dict(attributes)


def _guard() -> tuple[Any, _Root]:
    root = _Root()
    return DefusedXMLParser(target=root, forbid_dtd=True, forbid_entities=True, forbid_external=True), root


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """The name without its namespace, worked out once: there are few names and millions of elements."""
    return tag.rpartition("}")[2]


def root_of(file: ListFile) -> tuple[str, str, dict[str, str]]:
    """Name, namespace and attributes of the root element; ("", "", {}) where the beginning is no XML.

    A document type is refused by :func:`records`, not here.
    """
    if file.start.lstrip()[:1] != b"<":
        return "", "", {}
    root = _Root()
    parser = DefusedXMLParser(target=root, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        for at in range(0, len(file.start), 1024):
            parser.feed(file.start[at : at + 1024])
            if root.tag:
                break
    except (ParseError, ValueError, LookupError):
        pass  # what is wrong is told when the file is read; here only the root counts
    namespace = root.tag[1:].partition("}")[0] if root.tag.startswith("{") else ""
    return local_name(root.tag), namespace, root.attributes


def declares_document_type(file: ListFile) -> bool:
    """Whether the beginning of the file is XML with a document type or entities."""
    guard, _ = _guard()
    try:
        guard.feed(file.start)
    except DefusedXmlException:
        return True
    except (ParseError, ValueError, LookupError):
        return False
    return False


def records(file: ListFile, tags: Collection[str]) -> Iterator[Element]:
    """Every element with one of the local names ``tags``, complete, in the order of the file.

    Its own elements carry no namespace. It is emptied when the next one is asked for.
    ``ParseError`` where the XML is broken or ends too early, ``DefusedXmlException`` for a document type, :class:`NotTheListError` where
    nothing in it comes to an end for long.
    """
    guard, root = _guard()
    parser: XMLPullParser[Any] = XMLPullParser(events=("end",))
    since = _SinceRecord()
    with file.open() as stream:
        while chunk := stream.read(_CHUNK):
            if not root.tag:
                guard.feed(chunk)
            since.bytes += len(chunk)
            since.opened += chunk.count(b"<")
            if since.opened > 2 * _MOST_ELEMENTS:
                raise _too_much()  # elements in each other, none of which has come to an end, are in memory all the same
            parser.feed(chunk)
            yield from _complete(parser, tags, since)
            if since.bytes > _MOST_BYTES:
                raise _too_much()
    parser.close()
    yield from _complete(parser, tags, since)


@dataclass(slots=True)
class _SinceRecord:
    """How much was read since the last record ended. ``opened``: signs at which an element begins or ends."""

    elements: int = 0
    bytes: int = 0
    opened: int = 0


def _too_much() -> NotTheListError:
    return NotTheListError(
        Message("lists.xml_endless", N_("more stands in it without an end of an entry than any list holds"))
    )


def _complete(parser: XMLPullParser[Any], tags: Collection[str], since: _SinceRecord) -> Iterator[Element]:
    events: Iterator[Any] = parser.read_events()
    for _, element in events:
        if local_name(element.tag) not in tags:
            since.elements += 1
            if since.elements > _MOST_ELEMENTS:
                raise _too_much()
            continue
        since.elements = since.bytes = since.opened = 0
        for each in element.iter():
            each.tag = local_name(each.tag)
        yield element
        element.clear()


def text_of(element: Element, name: str) -> str:
    """The text of the child ``name``, with single spaces, or ""."""
    return " ".join((element.findtext(name) or "").split())
