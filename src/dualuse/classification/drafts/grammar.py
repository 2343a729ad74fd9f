"""Comparisons in a line of Annex I: ``exceeding 5 W``, ``8 bit or more, but less than 10 bit``, ``between 75 and 650 mm``.

A small grammar over the English text. It finds what it can name; what holds a figure and is not understood comes back as
:class:`Left`, with the reason. It never guesses a number: a line it does not understand stays a question to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from dualuse.classification.drafts.numbers import (
    COVERED,
    NUMBER,
    NUMBER_START,
    NUMBER_WORDS,
    Amount,
    amount,
    covered,
    plain,
    unit_pattern,
)
from dualuse.classification.sheets.quantities import unit_of

FLIPPED: Final = {"above": "at_most", "at_least": "below", "below": "at_least", "at_most": "above"}
"""What "not" makes of a comparator."""
LOWER: Final = frozenset({"above", "at_least"})
"""Comparators that state a lower bound."""

_UP: Final = "exceed(?:ing|s)?|above|beyond|in excess of|(?<=for )over|(?<=of )over|>"
_UP_THAN: Final = "greater|more|higher|larger|longer|thicker|wider|faster|deeper"
_DOWN: Final = "below|under|<"
_DOWN_THAN: Final = "less|fewer|lower|smaller|shorter|narrower|finer|thinner|slower"
_BRACKET: Final = r"(?: ?\((?:better|worse|less|greater|more|finer|lower|higher|smaller)\))?"
_BEFORE: Final = (
    r"(?<![\w-])(?i:(?:(?P<not>not|no) )?(?P<equal>equal to,? or |equal or |at or )?"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?:(?P<up_than>{_UP_THAN})|(?P<down_than>{_DOWN_THAN})|(?P<better>better))"
    rf"{_BRACKET}(?= than| or))"
    rf"{_BRACKET}(?: than)?(?P<or_equal>,? or{_BRACKET} equal(?: to)?(?: than)?)?)"
)
_FIXED: Final = (
    ("at_least", r"(?<!\w)(?i:at least|(?:an? )?minimum of|(?-i:(?<![A-Z] )≥)|>=)"),
    ("at_most", r"(?<!\w)(?i:at most|(?:an? )?maximum of|up to(?: and including)?|(?-i:(?<![A-Z] )≤)|<=)"),
    ("at_most", r"(?<!\w)(?P<assumed>[Ww]ithin)"),
    ("at_least", r"(?<!\w)(?P<assumed>capable of a range of)"),
)
_FILLED: Final = r"(?: (?:about|approximately|plus or minus|DN|Mach|level|(?:an? |the )?(?!range)[a-z]+ of))?"
_AFTER: Final = (
    r"(?P<filled>(?: by (?:weight|volume|mass))?(?: (?!or\b|and\b|with\b|having\b|to\b|but\b|at\b)(?:[^\s,;:()\d]+|\(\x22?[A-Z]+\x22?\))){0,5}?),? (?:or|and(?= above\b))"
    r" (?:(?P<up>more|greater|higher|larger|longer|above|over|thicker|faster|wider|deeper|beyond)"
    r"|(?P<down>less|lower|smaller|below|shorter|fewer|under|thinner|finer|narrower|slower)|(?P<better>better))"
    rf"{_BRACKET}(?! than)\b"
)
_ALTERNATIVE: Final = r"(?: ?\([^()]*\d[^()]*\))?"
_NO_RANGE: Final = r"(?! ?(?:to|-) ?\d)"
_RANGE_WORDS: Final = r"(?<!\w)(?i:between|from|(?:in the )?range (?:of|from)|ranging from|of from)"
_LIST_END: Final = re.compile(
    rf"(?:{_BEFORE}|(?P<least>at least))(?: (?:any|all|either|both|one or more|one))?"
    r"(?: of)?(?: the)?(?: following)?(?: (?!the\b)[a-z]+)?\s*:?$"
)
_JOIN: Final = re.compile(r"^,? ?(?:but|and)?,? ?$")
_FORMULA: Final = re.compile(
    r"log|√|[A-Za-z)]\s?[/*]|[+*/]\s?\(?\d|\d\s?[+*/=]\s?[A-Za-z(\d]|\d ?x [A-Zf]|\d:\d"
)
_CONDITION: Final = re.compile(
    r"(?:\bat|\bmeasured|\bover|\bunder|\bduring|\breferenced?|\bduration|\bper|\bperiod|\bevery|\bwhen|\busing|\bagainst"
    r"|\bto within)\b[^,;:]{0,40}$"
)
_GOES_ON: Final = re.compile(
    r"(?: of [a-z]+| ?\([^()]*\))? per (?:hour|minute|second|day|year|kg|unit)\b| (?:[a-zμ]?m|k?g|s)(?:/|\^)"
)
"""A unit that goes on in a way that is not read: ``250 g of fluorine per hour`` is no 250 g."""
_OUTSIDE: Final = re.compile(r"\b(?:outside|other than|except|excluding)(?: (?:of|the|a))*(?: range)?\s*$")
_NONE: Final = re.compile(r"\b[Nn]o(?: [a-z]+){1,2} $")
_UNIT_LIKE: Final = re.compile(r" ?(?:[A-Za-zμΩ]+[/^][A-Za-z\d^-]+|[a-zμ]?[A-ZΩ][a-z]?(?![\w-]))")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quantity with its limits: pairs of a comparator of sheets and an amount.

    ``start`` and ``end``: where it stands in the :func:`plain` text; ``assumed``: the direction follows from usage alone
    ("better than 1 %" of an accuracy is below).
    """

    start: int
    end: int
    limits: tuple[tuple[str, Amount], ...]
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A number that no comparison was found for. ``reason``: ``formula``, ``unit_unknown``, ``outside``, ``condition``,
    ``no_comparator``.
    """

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A line read: its :func:`plain` text, the comparisons in their order, and the numbers left over."""

    text: str
    comparisons: tuple[Comparison, ...]
    left: tuple[Left, ...]

    @property
    def numeric(self) -> bool:
        """Whether the line holds a figure once codes, CAS numbers, standards and formulas are covered."""
        return bool(self.left) or any(
            re.search(r"\d", amount.written) for row in self.comparisons for _, amount in row.limits
        )


def _number(name: str) -> str:
    return rf"(?P<number{name}>{NUMBER_START}(?:{NUMBER})|\b(?i:{NUMBER_WORDS})\b)(?![\d^]|[.,]\d| x 10\^| \d)(?::1(?!\d))?(?: ?(?P<unit{name}>{unit_pattern()}))?(?![A-Za-z])"


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(kind, pattern), those that win where two overlap first."""
    first, second = _number("1"), _number("2")
    fixed = tuple(
        (comparator, re.compile(rf"{words}{_FILLED} ?{first}{_ALTERNATIVE}{_NO_RANGE}"))
        for comparator, words in _FIXED
    )
    return (
        ("range", re.compile(rf"{_RANGE_WORDS}{_FILLED} ?{first}{_ALTERNATIVE} ?(?:to|and|-|up to(?: and including)?) ?{second}{_ALTERNATIVE}")),
        ("before", re.compile(rf"{_BEFORE}{_FILLED} ?{first}{_ALTERNATIVE}{_NO_RANGE}")),
        *fixed,
        ("after", re.compile(rf"{first}{_ALTERNATIVE}{_AFTER}")),
        ("range", re.compile(rf"{first}{_ALTERNATIVE} (?:to|-) ?{second}{_ALTERNATIVE}")),
    )  # fmt: skip


def read_line(text: str, inherited: str | None = None) -> Reading:
    """The comparisons of a provision's line; ``inherited``: the comparator that the line above ends with, if it does."""
    shown = plain(text)
    hidden = covered(shown)
    comparisons: list[Comparison] = []
    unknown: list[Left] = []
    for kind, pattern in _patterns():
        for match in pattern.finditer(hidden):
            if any(
                match.start() < row.end and row.start < match.end() for row in _spans(comparisons, unknown)
            ):
                continue
            if _part_of_formula(hidden, match):
                unknown.append(Left(match.start(), match.end(), "formula"))
                continue
            made = _comparison(kind, match, hidden)
            if isinstance(made, str):
                unknown.append(Left(match.start(), match.end(), made))
            else:
                comparisons.append(made)
    bare = _bare(hidden, inherited) if inherited else None
    for more in (bare, *(_second(hidden, row) for row in comparisons)):
        if more and not any(
            more.start < row.end and row.start < more.end for row in _spans(comparisons, unknown)
        ):
            comparisons.append(more)
    comparisons.sort(key=lambda row: row.start)
    left = [*unknown, *_leftovers(hidden, _spans(comparisons, unknown))]
    return Reading(shown, tuple(_merged(comparisons, hidden)), tuple(sorted(left, key=lambda row: row.start)))


def _spans(comparisons: list[Comparison], unknown: list[Left]) -> list[Comparison | Left]:
    return [*comparisons, *unknown]


def inherited_comparator(text: str) -> str | None:
    """The comparator a line ends with, for the items under it: ``equal to or greater than:``, ``exceed any of the following:``."""
    match = _LIST_END.search(covered(plain(text)))
    if match is None:
        return None
    return "at_least" if match["least"] else _before(match)[0]


def _before(match: re.Match[str]) -> tuple[str, bool]:
    """The comparator of :data:`_BEFORE`, and whether its direction is assumed."""
    upward = bool(match["up"] or match["up_than"])
    equal = bool(match["equal"] or match["or_equal"])
    better = bool(match["better"])
    if better:
        upward = "(greater)" in match[0] or "(more)" in match[0]
    comparator = ("at_least" if equal else "above") if upward else ("at_most" if equal else "below")
    return (FLIPPED[comparator] if match["not"] else comparator), better and "(" not in match[0]


def _comparison(kind: str, match: re.Match[str], text: str) -> Comparison | str:
    """The comparison that was found, or the reason why it is left to a person."""
    named = match.groupdict()
    unit = named.get("unit1") or ""
    if kind == "range":
        unit = unit or named["unit2"] or ""
    rest = text[match.end("unit1") if named.get("unit1") else match.end("number1") :]
    if (not unit and kind != "range" and _UNIT_LIKE.match(rest)) or (unit and _GOES_ON.match(rest)):
        return "unit_unknown"
    if kind == "range" and _OUTSIDE.search(text[: match.start()]):
        return "outside"
    first = _falling(amount(match["number1"], unit), text[: match.end()])
    if first is None:
        return "unit_unknown"
    if kind == "range":
        second = amount(match["number2"], named["unit2"] or unit)
        if second is None or unit_of(first.unit).dimension != unit_of(second.unit).dimension:
            return "unit_unknown"
        return Comparison(match.start(), match.end(), (("at_least", first), ("at_most", second)))
    comparator, assumed = kind, "assumed" in named
    if kind == "before":
        comparator, assumed = _before(match)
        comparator = FLIPPED[comparator] if _NONE.search(text[: match.start()]) else comparator
    elif kind == "after":
        assumed = bool(named["better"]) and "(" not in match[0][match.end("filled") - match.start() :]
        pure = first.unit == "percent" and float(first.number) >= 50  # purity: more is better
        comparator = "at_least" if named["up"] or (named["better"] and pure) else "at_most"
    return Comparison(match.start(), match.end(), ((comparator, first),), assumed)


def _falling(quantity: Amount | None, before: str) -> Amount | None:
    """``g`` is the acceleration of free fall where the words before it speak of an acceleration or a shock."""
    if quantity and quantity.unit in ("g", "mg", "ug") and re.search(r"(?i)accelerat|shock|vibrat", before):
        return replace(quantity, unit=f"{quantity.unit}_0")
    return quantity


def _part_of_formula(text: str, match: re.Match[str]) -> bool:
    """Whether what was found goes on as a formula: ``15 divided by``, ``1,6 + L/2000``, ``20log10F``."""
    rest = text[match.end("unit1" if match.groupdict().get("unit1") else "number1") :]
    return bool(
        re.match(
            r"\s?(?:[+*/] ?[A-Za-z(\d]|log|x [A-Zf(]|divided by|times|(?!:1(?!\d)):\d|parts? (?:in|[a-z]+ to)\b|%?\s?\+ ?\()",
            rest,
        )
    )


def _bare(text: str, comparator: str) -> Comparison | None:
    """A line that begins with its number, after a line that ends with a comparator; a table's line has its name first."""
    match = re.match(rf"(?P<label>[^\d:]{{0,60}}: )?{_FILLED}\s?{_number('1')}{_ALTERNATIVE}", text)
    made = amount(match["number1"], match["unit1"] or "") if match else None
    if match and _UNIT_LIKE.match(text[match.end() :]):
        return None
    if match is None or made is None or not re.search(r"\d", match["number1"]):
        return None
    return Comparison(match.start("number1"), match.end(), ((comparator, made),), bool(match["label"]))


def _second(text: str, first: Comparison) -> Comparison | None:
    """What goes on under the same comparator: ``more than 25 % nickel and 20 % chromium``."""
    match = re.match(rf"(?: [a-z]+){{1,7}} and {_number('1')}", text[first.end :])
    comparator, held = first.limits[-1]
    if match is None or text[: first.end].endswith(("more", "less", "greater")) or not match["unit1"]:
        return None
    made = amount(match["number1"], match["unit1"])
    if made is None or made.unit != held.unit:
        return None
    return Comparison(first.end + match.start("number1"), first.end + match.end(), ((comparator, made),))


def _merged(rows: list[Comparison], text: str) -> Iterator[Comparison]:
    """Comparisons of which the next only goes on with the same quantity: ``exceeding 1 m but not exceeding 2 m``."""
    held: Comparison | None = None
    for row in rows:
        if held and _goes_on(held, row, text):
            held = Comparison(held.start, row.end, held.limits + row.limits, held.assumed or row.assumed)
            continue
        if held:
            yield held
        held = row
    if held:
        yield held


def _goes_on(held: Comparison, row: Comparison, text: str) -> bool:
    (sense, limit), (sense_of_next, next_limit) = held.limits[-1], row.limits[0]
    if len(held.limits) != 1 or len(row.limits) != 1 or (sense in LOWER) == (sense_of_next in LOWER):
        return False
    same = unit_of(limit.unit).dimension == unit_of(next_limit.unit).dimension
    return same and bool(_JOIN.match(text[held.end : row.start]))


def _leftovers(text: str, spans: list[Comparison | Left]) -> Iterator[Left]:
    for match in re.finditer(rf"{NUMBER_START}(?:{NUMBER})|\d+", text):
        if not any(match.start() < row.end and row.start < match.end() for row in spans):
            yield Left(match.start(), match.end(), _reason(text, match))


def _reason(text: str, match: re.Match[str]) -> str:
    if _FORMULA.search(text[max(0, match.start() - 4) : match.end() + 4]):
        return "formula"
    if _CONDITION.search(text[: match.start()].replace(COVERED, " ")):
        return "condition"
    return "no_comparator"
