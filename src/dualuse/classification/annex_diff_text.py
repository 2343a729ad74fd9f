"""A comparison of two editions as a person reads it: what it rests on, a summary, then entry by entry."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from dualuse.classification.annex_change import AnnexDiff, Change, What, Words
from dualuse.i18n import N_, fill, render, semicolon

_CONTEXT: Final = 5
"""Unchanged words that are shown on each side of a changed run."""
_LONGEST: Final = 400
"""Characters of a text that are shown where all of it is new or gone."""

_COUNTS: Final = {
    "entries_added": N_("entries added: {number}"),
    "entries_removed": N_("entries removed: {number}"),
    "provisions_added": N_("provisions added: {number}"),
    "provisions_removed": N_("provisions removed: {number}"),
    "renumbered": N_("renumbered, the same words under another code: {number}"),
    "thresholds": N_("provisions with changed numbers: {number}"),
    "reworded": N_("provisions reworded: {number}"),
    "editorial": N_("provisions with other punctuation only: {number}"),
    "notes": N_("notes changed: {number}"),
    "definitions": N_("definitions changed: {number}"),
    "general_notes": N_("general notes changed: {number}"),
}
_NAMES: Final[dict[What, str]] = {
    "added": N_("added"),
    "removed": N_("removed"),
    "renumbered": N_("renumbered"),
    "threshold": N_("numbers changed"),
    "reworded": N_("reworded"),
    "editorial": N_("punctuation"),
}
_PARTS: Final = {"note": N_("note"), "definition": N_("definition"), "general_note": N_("general note")}


def annex_diff_text(
    diff: AnnexDiff, language: str, width: int = 100, products: Sequence[Sequence[str]] | None = None
) -> str:
    """The comparison as plain text. ``products``: per change of ``diff`` the ids of those it touches."""
    return "\n".join(_Text(diff, language, max(60, width), products).lines()) + "\n"


class _Text:
    def __init__(
        self, diff: AnnexDiff, language: str, width: int, products: Sequence[Sequence[str]] | None
    ) -> None:
        self._diff = diff
        self._language = language
        self._width = width
        self._products = products

    def _say(self, text: str, **params: object) -> str:
        return fill(text, self._language, **params)

    def _wrapped(self, text: str, indent: str) -> list[str]:
        return textwrap.wrap(
            text, self._width, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False
        )

    def lines(self) -> Iterator[str]:
        diff = self._diff
        yield self._say(N_("Annex I of {earlier} and of {later}"), earlier=diff.earlier, later=diff.later)
        for limit in diff.limits:
            yield from self._wrapped(render(limit, self._language), "  ! ")
        if diff.gaps:
            gaps = N_("{number} provisions were compared as far as their source has them: {paths}")
            shown = ", ".join(diff.gaps[:8]) + (" …" if len(diff.gaps) > 8 else "")
            yield from self._wrapped(self._say(gaps, number=len(diff.gaps), paths=shown), "  ! ")
        if not diff.changes:
            yield self._say(N_("Nothing changed."))
            return
        for name, number in diff.summary().items():
            if number:
                yield "  " + self._say(_COUNTS[name], number=number)
        yield from self._touched()
        for entry, rows in groupby(enumerate(diff.changes), key=lambda row: row[1].entry):
            yield ""
            yield entry or self._say(N_("Outside the entries"))
            for number, change in rows:
                yield from self._change(number, change)

    def _touched(self) -> Iterator[str]:
        if self._products is None:
            return
        products = sorted({name for names in self._products for name in names})
        counted = self._say(N_("products touched: {number}"), number=len(products))
        yield f"  {counted}{': ' + ', '.join(products[:20]) if products else ''}"

    def _change(self, number: int, change: Change) -> Iterator[str]:
        what = self._say(_NAMES[change.what])
        part = f" ({self._say(_PARTS[change.part])})" if change.part != "provision" else ""
        path = f"{change.former} → {change.path}" if change.former else change.path
        numbers = semicolon(self._language).join(f"{row.old} → {row.new}" for row in change.thresholds)
        yield from self._wrapped(f"{path}{part}: {what}{': ' + numbers if numbers else ''}", "  ")
        if change.words and change.what != "threshold":
            yield from self._wrapped(_word_list(change.words), "      ")
        elif not change.words and (change.what in ("added", "removed")):
            yield from self._wrapped(_cut(change.new or change.old), "      ")
        if self._products is not None and self._products[number]:
            touched = N_("touches: {products}")
            yield from self._wrapped(self._say(touched, products=", ".join(self._products[number])), "      ")


def _word_list(words: Sequence[Words]) -> str:
    """The changed runs with a few words around them: ``… on [-three-] {+four+} sides …``."""
    pieces = []
    for at, run in enumerate(words):
        if run.sign == "removed":
            pieces.append(f"[-{run.text}-]")
        elif run.sign == "added":
            pieces.append(f"{{+{run.text}+}}")
        else:
            pieces.append(_around(run.text, first=at == 0, last=at == len(words) - 1))
    return " ".join(pieces)


def _around(text: str, first: bool, last: bool) -> str:
    words = text.split()
    before = [] if first else words[:_CONTEXT]
    after = [] if last else words[-_CONTEXT:]
    if len(words) <= len(before) + len(after):
        return text
    return " ".join([*before, "…", *after])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
