"""Sentences that count, as they are said of one: "1 line more" and not "1 lines more"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final


def N_(text: str) -> str:  # noqa: N802 - marks a sentence as that of the package does, which imports this module
    """``text``, marked for translation."""
    return text


_OF_ONE: Final[Mapping[str, str]] = {
    "{number} lines more, on the sheet “{sheet}” of {file}, and with --json.": N_(
        "{number} line more, on the sheet “{sheet}” of {file}, and with --json."
    ),
    "{number} lines more, in the summary of a workbook (-o NAME.xlsx) and with --json.": N_(
        "{number} line more, in the summary of a workbook (-o NAME.xlsx) and with --json."
    ),
    "How the file was read: {number} lines more, on the sheet “{sheet}” of {file}, and with --json.": N_(
        "How the file was read: {number} line more, on the sheet “{sheet}” of {file}, and with --json."
    ),
    "How the file was read: {number} lines more, in the summary of a workbook (-o NAME.xlsx) and with --json.": N_(
        "How the file was read: {number} line more, in the summary of a workbook (-o NAME.xlsx) and with --json."
    ),
    "row {line}, and {more} like it: {reason}": N_("row {line}, and {more} other like it: {reason}"),
    "still open, and could only add to it: {number} acts or provisions": N_(
        "still open, and could only add to it: {number} act or provision"
    ),
    "{number} more problems are not shown (files: {files}).": N_(
        "{number} more problem is not shown (files: {files})."
    ),
    "{file}: {number} more problems of this kind are not shown.": N_(
        "{file}: {number} more problem of this kind is not shown."
    ),
    "Not examined: {number} other regimes and national rules (--full).": N_(
        "Not examined: {number} other regime or national rule (--full)."
    ),
    "Not examined: {number} other regimes and rules; left to a person here: {acts}.": N_(
        "Not examined: {number} other regime or rule; left to a person here: {acts}."
    ),
    "{act}: {number} rules are open.": N_("{act}: {number} rule is open."),
    "{act}: {number} rules open": N_("{act}: {number} rule open"),
    "and {number} more dossiers: --full": N_("and {number} more dossier: --full"),
    "and {number} more places: see --json": N_("and {number} more place: see --json"),
    "due diligence, {number} questions still open, first {questions}: dualuse diligence ask {file} --person '…'": N_(
        "due diligence, {number} question still open, {questions}: dualuse diligence ask {file} --person '…'"
    ),
    "the application is not complete: {number} are missing": N_(
        "the application is not complete: {number} is missing"
    ),
    "entered: {number} denials": N_("entered: {number} denial"),
    "{number} chains, whole": N_("{number} chain, whole"),
    "{day}, {number} days before the day judged": N_("{day}, {number} day before the day judged"),
    "{list}: {days} days old ({allowed} are allowed)": N_("{list}: {days} day old ({allowed} are allowed)"),
}
_COUNTS: Final = ("number", "more", "days")


def of_one(text: str, params: Mapping[str, Any]) -> str:
    """The sentence as it is said of one, where it counts one and is said otherwise then."""
    if text in _OF_ONE and any(str(params.get(name)) == "1" for name in _COUNTS):
        return _OF_ONE[text]
    return text


def sentences_of_many() -> frozenset[str]:
    """The sentences that have another form for one."""
    return frozenset(_OF_ONE)
