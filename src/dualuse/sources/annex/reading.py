"""Reading a file of Annex I and comparing its paths with those the edition is known to have.

A file is an edition file, or the XHTML that EUR-Lex and Cellar publish: the consolidated Regulation, or an act of its
amendment. The XHTML is unverified: its reading was written after what public readers of such pages say of their form
(``docs/annex.md`` names what is relied on); no page of Annex I itself could be fetched where this was written. So what was
read is to be compared with the outline of the edition, which ``dualuse sources annex`` does and tells.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from dualuse.i18n import N_
from dualuse.i18n.days import is_calendar_day
from dualuse.inputs.problems import InputError, input_error
from dualuse.sources.annex.text import AnnexText, content_of, read_edition_file
from dualuse.sources.annex.words import is_not_used, languages, words
from dualuse.sources.annex.xhtml_lines import LinesReader
from dualuse.sources.annex.xhtml_tree import classes_of, not_the_annex, parsed, tag_of, words_of

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_REFERENCE: Final = re.compile(r"(0\d{4}[A-Z]\d{4})\s*[—–-]\s*([A-Z]{2})\s*[—–-]\s*(\d{2})\.(\d{2})\.(\d{4})")
_REGULATION: Final = "02021R0821"
_TITLES: Final = frozenset({"title-annex-1", "oj-doc-ti", "doc-ti"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, and what of it is not certain. ``formulas``: images left out; ``doubtful``: paths placed by guess."""

    text: AnnexText
    formulas: int
    doubtful: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class PathDifferences:
    """Paths of provisions that only the text has, and that only the outline has; both sorted."""

    unknown: tuple[str, ...]
    missing: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.unknown or self.missing)


def read_annex(path: Path, language: str = "en", edition: str = "") -> Reading:
    """The text in an XHTML page or an edition file; ``language`` and ``edition`` as the page's, where it does not say.

    Raises:
        InputError: the file is neither, is broken, another document, or contradicts ``edition``.
    """
    content = content_of(path)
    start = content.removeprefix(_BYTE_ORDER_MARK).lstrip()[:1]
    if start == b"<":
        return read_xhtml(path, language, edition, content)
    if start == b"{":
        text = read_edition_file(path, content)
        if edition and edition != text.edition:
            raise _contradiction(path, text.language, text.edition)
        return Reading(text, formulas=0)
    raise input_error(
        "annex_form",
        N_("the file is neither XHTML nor an edition file"),
        N_("Use the XHTML of EUR-Lex or Cellar, or an edition file, as docs/annex.md says"),
        file=str(path),
    )


def path_differences(text: AnnexText, known: Iterable[str]) -> PathDifferences:
    """The provisions of ``text``, without codes kept free, against the codes ``known`` of the edition."""
    codes = set(known)
    paths = {
        line.path
        for line in text.lines
        if line.kind == "provision" and not is_not_used(line.text, text.language)
    }
    return PathDifferences(tuple(sorted(paths - codes)), tuple(sorted(codes - paths)))


def read_xhtml(path: Path, language: str = "en", edition: str = "", content: bytes | None = None) -> Reading:
    """The text of Annex I in a page. ``edition``: its day, where the page does not say it; ``content``: its bytes.

    Raises:
        InputError: it cannot be read, is cut short, is another document, or its day or language is another or not known.
    """
    if language not in languages():
        raise input_error(
            "annex_language",
            N_("the text cannot be read in the language {language}"),
            N_("Use one of: {languages}, or write an edition file (docs/annex.md)"),
            file=str(path),
            language=language,
            languages=languages(),
        )
    content = content_of(path) if content is None else content
    root = parsed(content, path)
    celex, edition = _identity(root, path, language, edition)
    reader = LinesReader(words(language))
    annex = _annex(root, language)
    for element in annex:
        reader.read(element)
    lines = reader.lines()
    if not any(line.entry for line in lines):
        raise not_the_annex(path)
    source = f"http://publications.europa.eu/resource/celex/{celex}" if celex else path.name
    text = AnnexText(
        edition=edition,
        language=language,
        celex=celex,
        source=source,
        checksum=hashlib.sha256(content).hexdigest(),
        lines=lines,
    )
    formulas = sum(1 for element in annex for inner in element.iter() if tag_of(inner) == "img")
    return Reading(text, formulas, tuple(reader.doubtful))


def _identity(root: Element, path: Path, language: str, edition: str) -> tuple[str, str]:
    """CELEX number and day: those that a consolidated text states, or the day given."""
    head = next((words_of(p) for p in root.iter() if tag_of(p) == "p" and "reference" in classes_of(p)), "")
    match = _REFERENCE.search(head)
    if match is None:
        if not any("2021/821" in part for part in root.itertext()):
            raise not_the_annex(path)
        if not is_calendar_day(edition):
            raise input_error(
                "annex_no_day",
                N_("the file does not say from which day it is in force"),
                N_("Say it with --edition, such as --edition 2025-11-15"),
                file=str(path),
            )
        return "", edition
    act, spoken, day, month, year = match.groups()
    if act != _REGULATION:
        raise not_the_annex(path)
    stated = f"{year}-{month}-{day}"
    if spoken.lower() != language or (edition and edition != stated):
        raise _contradiction(path, spoken.lower(), stated)
    return f"{_REGULATION}-{year}{month}{day}", stated


def _contradiction(path: Path, language: str, edition: str) -> InputError:
    return input_error(
        "annex_contradiction",
        N_("the file says that it is the edition of {edition} in the language {language}"),
        N_("Leave out --edition, and say --language {language}"),
        file=str(path),
        edition=edition,
        language=language,
    )


def _annex(root: Element, language: str) -> list[Element]:
    """The blocks of Annex I: its own box, or all between its title and that of the next annex."""
    for element in root.iter():
        if element.get("id", "").lower() == "anx_i":
            return list(element)
    parents = {child: parent for parent in root.iter() for child in parent}
    for element in root.iter():
        if classes_of(element) & _TITLES and words(language).annex.match(words_of(element)):
            siblings = list(parents[element])
            after = siblings[siblings.index(element) + 1 :]
            return after[: next((at for at, block in enumerate(after) if _ends(block)), len(after))]
    return [element for element in root.iter() if tag_of(element) == "body"][:1]


def _ends(block: Element) -> bool:
    """Whether a block begins the next annex, or the footnotes under them all."""
    return "title-annex-1" in classes_of(block) or block.get("id", "").lower().startswith("anx_")
