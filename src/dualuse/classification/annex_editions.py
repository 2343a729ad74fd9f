"""Comparing two editions by name: their installed texts, or the codes of their outlines where a text is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dualuse.classification.annex_change import AnnexDiff
from dualuse.classification.annex_diff import code_diff, provision_codes, text_diff
from dualuse.i18n import N_, Message
from dualuse.inputs.problems import (
    MissingSourceError,
    input_error,
    new_problem,
    suggestion,
)
from dualuse.law.eu_2021_821.control_list import edition_records, outline
from dualuse.sources.annex.store import installed, load
from dualuse.sources.annex.text import AnnexText

READ_ITS_TEXT: Final = N_("Read its text with dualuse sources annex FILE")
NO_OUTLINE: Final = N_("no outline of an edition of {edition} is at hand")


@dataclass(frozen=True, slots=True)
class _Side:
    """An edition as far as it is at hand. ``codes`` is ``None`` where neither text nor outline is."""

    edition: str
    text: AnnexText | None
    codes: frozenset[str] | None


def edition_diff(earlier: str, later: str, language: str = "en") -> AnnexDiff:
    """Compare two editions, each named by its day (``2025-11-15``) or a beginning of it that only one has (``2022``).

    Raises:
        InputError: there is no such edition, or the name is of several.
        MissingSourceError: of one of them neither the text nor the outline is at hand.
    """
    old, new = _side(edition_name(earlier), language), _side(edition_name(later), language)
    if old.text is not None and new.text is not None:
        return text_diff(old.text, new.text, (old.codes or frozenset(), new.codes or frozenset()))
    missing = [side for side in (old, new) if side.codes is None]
    if missing:
        raise MissingSourceError(
            [
                new_problem(
                    "annex_missing",
                    N_(
                        "of the edition {edition} neither the text in the language {language} nor the outline is at hand"
                    ),
                    READ_ITS_TEXT,
                    edition=missing[0].edition,
                    language=language,
                )
            ]
        )
    limits = tuple(
        Message(
            "annex_codes_alone",
            N_(
                "The text of {edition} in the language {language} is not installed: codes alone were compared."
            ),
            {"edition": side.edition, "language": language},
        )
        for side in (old, new)
        if side.text is None
    )
    codes = old.codes or frozenset(), new.codes or frozenset()
    return code_diff(old.edition, new.edition, codes, language=language, limits=limits)


def _side(edition: str, language: str) -> _Side:
    text = load(edition, language)
    record = next((row for row in edition_records() if row.name == edition), None)
    annex_outline = outline(record) if record is not None else None
    if annex_outline is not None:
        return _Side(edition, text, annex_outline.codes)
    return _Side(edition, text, provision_codes(text) if text is not None else None)


def edition_name(stated: str) -> str:
    """The day that names an edition, from it or from a beginning that only one has (``2022``).

    Raises:
        InputError: there is no such edition, or the name is of several.
    """
    known = sorted({row.name for row in edition_records()} | {row.edition for row in installed()})
    names = [name for name in known if stated and name.startswith(stated)]
    if stated in known:
        return stated
    if len(names) == 1:
        return names[0]
    raise input_error(
        "annex_edition_unknown",
        N_("several editions of Annex I begin with {edition}")
        if names
        else N_("there is no edition {edition} of Annex I"),
        suggestion(stated, names or known),
        edition=stated[:40],
    )
