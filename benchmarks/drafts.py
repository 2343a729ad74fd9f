"""Measure the drafts of sheets: ``python -m benchmarks.drafts`` from the repository's root.

Needs the English text of the newest edition installed (``dualuse sources annex``). Prints how many lines with numbers have
a comparison, what is left over and why, and how the comparisons agree with the thresholds of the shipped sheets. With
``--list`` every threshold that does not agree: an error of the sheet, of the grammar, or a threshold that the text states
elsewhere (a note, a definition, another unit).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dualuse.classification.drafts.drafting import drafts_of, imported, report
from dualuse.classification.drafts.grammar import Reading, inherited_comparator, read_line
from dualuse.classification.sheets.conditions import Condition, Limit, No, Quantity, nodes
from dualuse.classification.sheets.library import Library
from dualuse.classification.sheets.quantities import measure, unit_of
from dualuse.law.eu_2021_821.control_list import is_under
from dualuse.sources.annex.text import AnnexText

_WIDE: Final = re.compile(
    r"\b\d[A-E]\d{3}(?:\.[a-z0-9]+)*|\b\d[A-E]\b|\bCAS [\d, -]+|\d{2,7}-\d{2}-\d\b|\b(?:ISO|ASTM|ANSI|IEC)\b[^,;]*",
)
OPPOSITE: Final = {"above": "at_most", "at_most": "above", "below": "at_least", "at_least": "below"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A limit of a sheet. ``agreement``: ``agrees``, ``comparator`` (the value with another comparator) ``scale`` (that of the
    temperature in brackets, 0,15 K away) or ``value`` (not found)."""

    path: str
    parameter: str
    limit: Limit
    unit: str
    agreement: str
    others: tuple[str, ...]


def readings(text: AnnexText) -> dict[str, Reading]:
    """Every provision's line, read, by its path."""
    lines = {line.path: line.text for line in text.lines if line.kind == "provision"}
    return {
        path: read_line(words, inherited_comparator(lines.get(path.rpartition(".")[0], "")))
        for path, words in lines.items()
    }


def wide(text: AnnexText) -> tuple[int, int]:
    """(lines with a figure once codes, CAS numbers and standards alone are removed, those with a comparison)."""
    rows = [
        row for row in text.lines if row.kind == "provision" and re.search(r"\d", _WIDE.sub("", row.text))
    ]
    readings_of_entry = readings(text)
    return len(rows), sum(bool(readings_of_entry[row.path].comparisons) for row in rows)


def thresholds(text: AnnexText, sheets: Library) -> Iterator[Threshold]:
    """The limits of all shipped sheets in the tests of provisions (not of notes), each once for a path."""
    readings_of_entry = readings(text)
    for entry in sheets.entries():
        sheet = sheets.sheet(entry)
        assert sheet is not None
        near = {path: row for path, row in readings_of_entry.items() if path[:5] == entry}
        for provision in sheet.provisions:
            related = [
                limit
                for path, row in near.items()
                if is_under(path, provision.path) or is_under(provision.path, path)
                for comparison in row.comparisons
                for limit in comparison.limits
            ]
            known = {
                (comparator, measure(amount.text, amount.unit).root, _dimension(amount.unit)): amount
                for comparator, amount in related
            }
            for parameter, limit, negated in dict.fromkeys(_limits(provision.when)):
                unit = sheet.parameters[parameter].unit
                comparator = OPPOSITE[limit.comparator] if negated else limit.comparator
                key = limit.threshold.root, _dimension(unit)
                values = [word for word, root, dimension in known if (root, dimension) == key]
                state = "agrees" if comparator in values else "comparator" if values else "value"
                if state == "value" and key[1] == _dimension(
                    "kelvin"
                ):  # "563 K (290 °C)", and the sheet has 290 °C
                    bare = limit.threshold.root - Fraction(15, 100)
                    state = "scale" if (comparator, bare, key[1]) in known else state
                others = tuple(f"{word} {amount.text}" for (word, _, _), amount in known.items())
                yield Threshold(
                    path=provision.path,
                    parameter=parameter,
                    limit=limit,
                    unit=unit,
                    agreement=state,
                    others=others,
                )


def unstated(text: AnnexText, sheets: Library) -> Iterator[str]:
    """Comparisons of the text that no limit of the sheet of their entry states, neither of tests nor of notes."""
    for path, row in readings(text).items():
        sheet = sheets.sheet(path)
        if sheet is None:
            continue
        conditions = [part.when for part in sheet.provisions]
        conditions += [note.when for part in sheet.provisions for note in part.unless]
        stated = {
            (limit.threshold.root, _dimension(sheet.parameters[parameter].unit))
            for condition in conditions
            for parameter, limit, _ in _limits(condition)
        }
        questions = " ".join(row.question for row in sheet.parameters.values()).replace(" 000", "000")
        for comparison in row.comparisons:
            for comparator, amount in comparison.limits:
                figure = f"{float(amount.number):g}"
                word = (
                    "in a question"
                    if re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d])", questions)
                    else "unstated"
                )
                root = measure(amount.text, amount.unit).root
                near = [root, root + Fraction(15, 100)] if amount.unit == "kelvin" else [root]
                if not any((value, _dimension(amount.unit)) in stated for value in near):
                    yield f"{word}: {path} {comparator} {amount.text} | {row.text[:160]}"


def _dimension(unit: str) -> tuple[tuple[str, Fraction], ...]:
    return tuple(unit_of(unit).dimension.items())


def _limits(condition: Condition) -> Iterator[tuple[str, Limit, bool]]:
    negated = {id(leaf) for node in nodes(condition) if isinstance(node, No) for leaf in nodes(node.of)}
    for leaf in nodes(condition):
        if isinstance(leaf, Quantity):
            yield from ((leaf.parameter, limit, id(leaf) in negated) for limit in leaf.limits)


def main() -> None:
    """Print the table."""
    text, outline = imported(None)
    drafts = tuple(drafts_of(text, outline, [code for code in outline.entry_codes if code in outline.codes]))
    summary = report(drafts, text.edition, "")
    entries = sum(bool(row.numeric) for row in drafts)
    print(f"Annex I of {summary.edition}: {summary.lines} provision lines")
    print(
        f"with numbers: {summary.numeric} in {entries} entries; "
        f"with a comparison: {summary.understood} ({summary.understood / summary.numeric:.1%}); comparisons: {summary.comparisons}"
    )
    lines, known = wide(text)
    print(
        f"with figures once only codes, CAS numbers and standards are removed: {lines}; with a comparison: {known} ({known / lines:.1%})"
    )
    print("left to a person:", ", ".join(f"{number} {reason}" for reason, number in summary.reasons.items()))
    rows = list(thresholds(text, Library(outline)))
    counts = Counter(row.agreement for row in rows)
    print(
        f"thresholds of shipped sheets: {len(rows)}; "
        + ", ".join(f"{name} {number} ({number / len(rows):.1%})" for name, number in counts.most_common())
    )
    missing = list(unstated(text, Library(outline)))
    limits = sum(
        len(comparison.limits)
        for path, row in readings(text).items()
        if Library(outline).sheet(path)
        for comparison in row.comparisons
    )
    asked = sum(row.startswith("in a question") for row in missing)
    print(
        f"limits found in entries with a sheet: {limits}; the sheet states {limits - len(missing)} ({1 - len(missing) / limits:.1%}) as limits, {asked} more in the words of a question"
    )
    if "--list" in sys.argv:
        print("\n".join(missing))
        for row in rows:
            if row.agreement != "agrees":
                print(
                    f"{row.agreement}: {row.path} {row.parameter} {row.limit.comparator} {row.limit.threshold.text} [{row.unit}]"
                    f" | text: {'; '.join(row.others[:12])}"
                )


if __name__ == "__main__":
    main()
