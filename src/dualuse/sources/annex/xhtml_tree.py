"""A page of EUR-Lex or Cellar as a tree, and the words in it: powers written out, footnotes and amendment marks left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, input_error

_SUPERSCRIPT: Final = frozenset({"superscript", "super", "oj-super", "sup"})
_LEFT_OUT: Final = frozenset(
    {"modref", "arrow", "footnote", "oj-note-tag", "note-tag", "disclaimer", "hd-modifiers", "oj-hd-date"}
)
_BLOCKS: Final = frozenset(
    {
        "p",
        "div",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "hr",
    }
)
_AMENDMENT_MARK: Final = re.compile(r"[►▼]\s*(?:[A-Z]{1,2}[0-9]*)?|◄")
_EMPTY_BRACKETS: Final = re.compile(r"\(\s*\)")
_HYPHENS: Final = str.maketrans({"−": "-", "–": "-", "‑": "-"})
_BLANKS: Final = re.compile(r"\s+")
_DEEPEST: Final = 150
"""Annex I nests its lists eight deep, with four elements for each."""
FORMULA: Final = "[formula]"
"""Stands where the page has an image, which a formula is."""
_ENTITIES: Final = {name[:-1]: value for name, value in html5.items() if name.endswith(";")}


def parsed(content: bytes, path: Path) -> Element:
    """The root of the page.

    Raises:
        InputError: it is no XHTML, cut short, or declares entities of its own.
    """
    parser = DefusedXMLParser(forbid_dtd=False, forbid_entities=True, forbid_external=True)
    parser.entity.update(_ENTITIES)  # pages write &nbsp; without bringing the definition
    try:
        parser.feed(content)
        root: Element = parser.close()
    except DefusedXmlException:
        raise input_error(
            "annex_entities",
            N_("the file declares entities of its own, which no official page does"),
            N_("Fetch it again from publications.europa.eu"),
            file=str(path),
        ) from None
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise input_error(
            "annex_no_xhtml",
            N_("the file is no XHTML, or cut short"),
            N_(
                "Fetch the XHTML from publications.europa.eu, as docs/annex.md says; a page saved in a browser is none"
            ),
            file=str(path),
            line=getattr(error, "position", (None,))[0],
        ) from None
    if tag_of(root) != "html" or _depth(root) > _DEEPEST:
        raise not_the_annex(path)
    return root


def _depth(root: Element) -> int:
    """How deep the elements nest; counted level by level, since a hostile page nests deeper than calls can."""
    depth, level = 0, [root]
    while level and depth <= _DEEPEST:
        depth, level = depth + 1, [child for element in level for child in element]
    return depth


def not_the_annex(path: Path) -> InputError:
    """The error for a document that is another one."""
    return input_error(
        "annex_other",
        N_("the file is not the text of Annex I of Regulation (EU) 2021/821"),
        N_("Fetch the consolidated Regulation, CELEX 02021R0821 with its day, from publications.europa.eu"),
        file=str(path),
    )


def tag_of(element: Element) -> str:
    """The name of an element without its namespace; "" of a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def classes_of(element: Element) -> frozenset[str]:
    """The classes of an element."""
    return frozenset(element.get("class", "").split())


def is_left_out(element: Element) -> bool:
    """Whether what an element holds is no part of the text: amendment marks, footnotes."""
    return bool(classes_of(element) & _LEFT_OUT) or tag_of(element) in ("script", "style", "head", "")


def has_blocks(element: Element) -> bool:
    """Whether an element is, or holds, paragraphs or lists, rather than words alone."""
    return any(tag_of(inner) in _BLOCKS for inner in element.iter())


def rows_of(table: Element) -> Iterator[list[Element]]:
    """The rows of a table, each as its cells; not those of tables inside it."""
    for child in table:
        if tag_of(child) == "tr":
            yield [cell for cell in child if tag_of(cell) in ("td", "th")]
        elif tag_of(child) in ("tbody", "thead", "tfoot"):
            yield from rows_of(child)


def words_of(*parts: Element | str | None) -> str:
    """The words of elements and texts that run on, blanks normalised, powers as ``10^9``."""
    pieces: list[str] = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(part)
        elif part is not None:
            _collect(part, pieces, in_link=False)
    text = _AMENDMENT_MARK.sub(" ", "".join(pieces))
    return _BLANKS.sub(" ", _EMPTY_BRACKETS.sub(" ", text)).strip()


def texts_and_blocks(element: Element) -> Iterator[str | Element]:
    """The words between the blocks of an element (one text each), and the blocks, in their order."""
    pending: list[Element | str | None] = [element.text]
    for child in element:
        if has_blocks(child):
            yield words_of(*pending)
            yield child
            pending = []
        else:
            pending.append(child)
        pending.append(child.tail)
    yield words_of(*pending)


def _collect(element: Element, pieces: list[str], in_link: bool) -> None:
    if is_left_out(element):
        return
    tag = tag_of(element)
    if tag == "img":
        pieces.append(f" {FORMULA} ")
        return
    if tag == "br":
        pieces.append(" ")
        return
    if tag == "sup" or classes_of(element) & _SUPERSCRIPT:
        if not in_link and not any(tag_of(inner) == "a" for inner in element.iter()):
            pieces.append(_raised(words_of(element.text, *_children(element)), pieces))
        return
    in_link = in_link or tag == "a"
    for part in (element.text, *_children(element)):
        if isinstance(part, str):
            pieces.append(part)
        elif part is not None:
            _collect(part, pieces, in_link)


def _children(element: Element) -> Iterator[Element | str]:
    for child in element:
        yield child
        yield child.tail or ""


def _raised(text: str, before: list[str]) -> str:
    """A superscript: a power where it stands on a number, letter or bracket; a degree or an ordinal is none."""
    if text in ("o", "º", "°"):
        return "°"
    last = next((piece.rstrip()[-1] for piece in reversed(before) if piece.strip()), "")
    if not text or (len(text) > 1 and text.isalpha()) or not (last.isalnum() or last in ")]}\"'µΩ%"):
        return text
    return "^" + text.translate(_HYPHENS).replace(" ", "")
