"""XML one record at a time, with flat memory; document types and entities are refused.

A document type can only stand before the root element. So defusedxml's parser (slow, in Python) reads up to
the root and refuses one, and the C parser reads the whole from the same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from dualuse.sources.lists.list_file import ListFile

_CHUNK = 65_536


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
    ``ParseError`` where the XML is broken or ends too early, ``DefusedXmlException`` for a document type.
    """
    guard, root = _guard()
    parser: XMLPullParser[Any] = XMLPullParser(events=("end",))
    with file.open() as stream:
        while chunk := stream.read(_CHUNK):
            if not root.tag:
                guard.feed(chunk)
            parser.feed(chunk)
            yield from _complete(parser, tags)
    parser.close()
    yield from _complete(parser, tags)


def _complete(parser: XMLPullParser[Any], tags: Collection[str]) -> Iterator[Element]:
    events: Iterator[Any] = parser.read_events()
    for _, element in events:
        if local_name(element.tag) not in tags:
            continue
        for each in element.iter():
            each.tag = local_name(each.tag)
        yield element
        element.clear()


def text_of(element: Element, name: str) -> str:
    """The text of the child ``name``, with single spaces, or ""."""
    return " ".join((element.findtext(name) or "").split())
