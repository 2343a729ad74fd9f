"""A comparison of two editions as a person reads it: what it rests on, a summary, then entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from dualuse.classification.annex_change import AnnexDiff, Change, What, Words
from dualuse.documents.blocks import Block, Bullets, Facts, Line, Paragraph, Part, Row, strong, text
from dualuse.documents.speech import Speech
from dualuse.i18n import N_, labelled, render

_MOST_PRODUCTS: Final = 20
"""Products that the summary names."""
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


def annex_diff_blocks(
    diff: AnnexDiff, language: str, products: Sequence[Sequence[str]] | None = None
) -> tuple[Block, ...]:
    """The comparison as blocks of a document. ``products``: per change of ``diff`` the ids of those it touches."""
    return tuple(_Blocks(Speech.in_language(language), diff, products).blocks())


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Writes a comparison in one language."""

    _speech: Speech
    _diff: AnnexDiff
    _products: Sequence[Sequence[str]] | None

    def blocks(self) -> Iterator[Block]:
        say, diff = self._speech.say, self._diff
        title = say(N_("Annex I of {earlier} and of {later}"), earlier=diff.earlier, later=diff.later)
        limits = [text(f"! {render(limit, self._speech.language)}") for limit in diff.limits]
        if diff.gaps:
            gaps = N_("{number} provisions were compared as far as their source has them: {paths}")
            shown = ", ".join(diff.gaps[:8]) + (" …" if len(diff.gaps) > 8 else "")
            limits.append(text("! " + say(gaps, number=len(diff.gaps), paths=shown)))
        below: list[Block] = [Paragraph(limit) for limit in limits]
        below.append(
            Bullets(tuple(self._summary())) if diff.changes else Paragraph(text(say(N_("Nothing changed."))))
        )
        yield Part(strong(title), tuple(below))
        for entry, rows in groupby(enumerate(diff.changes), key=lambda row: row[1].entry):
            heading = strong(entry or say(N_("Outside the entries")))
            yield Part(heading, (Facts(tuple(self._change(number, change) for number, change in rows)),))

    def _summary(self) -> Iterator[Line]:
        for name, number in self._diff.summary().items():
            if number:
                yield text(self._speech.say(_COUNTS[name], number=number))
        if self._products is not None:
            products = sorted({name for names in self._products for name in names})
            counted = self._speech.say(N_("products touched: {number}"), number=len(products))
            named = ", ".join(products[:_MOST_PRODUCTS])
            yield text(labelled(counted, named, self._speech.language) if named else counted)

    def _change(self, number: int, change: Change) -> Row:
        """A change: its code and part, then what changed, its words, and whom it touches."""
        say = self._speech.say
        part = f" ({say(_PARTS[change.part])})" if change.part != "provision" else ""
        path = f"{change.former} → {change.path}" if change.former else change.path
        numbers = self._speech.semicolon.join(f"{row.old} → {row.new}" for row in change.thresholds)
        what = say(_NAMES[change.what])
        lines = [text(labelled(what, numbers, self._speech.language) if numbers else what)]
        if change.words and change.what != "threshold":
            lines.append(text(_word_list(change.words)))
        elif not change.words and change.what in ("added", "removed") and (change.new or change.old):
            lines.append(text(_cut(change.new or change.old)))
        if self._products is not None and self._products[number]:
            touched = N_("touches: {products}")
            lines.append(text(say(touched, products=", ".join(self._products[number]))))
        return Row(f"{path}{part}", tuple(lines))


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


def _around(words_between: str, first: bool, last: bool) -> str:
    words = words_between.split()
    before = [] if first else words[:_CONTEXT]
    after = [] if last else words[-_CONTEXT:]
    if len(words) <= len(before) + len(after):
        return words_between
    return " ".join([*before, "…", *after])


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"
