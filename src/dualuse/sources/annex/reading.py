"""Reading a file of Annex I, whichever of the forms it has, and comparing its paths with those the edition is known to have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dualuse.i18n import N_
from dualuse.inputs.problems import input_error
from dualuse.sources.annex.edition_file import content_of, read_edition_file
from dualuse.sources.annex.text import AnnexText
from dualuse.sources.annex.words import is_not_used
from dualuse.sources.annex.xhtml import Reading, read_xhtml

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


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
            raise input_error(
                "annex_contradiction",
                N_("the file says that it is the edition of {edition} in the language {language}"),
                N_("Leave out --edition, and say --language {language}"),
                file=str(path),
                edition=text.edition,
                language=text.language,
            )
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
