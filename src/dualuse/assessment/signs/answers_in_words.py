"""What a description answers of a yes or no question of a sheet: a lathe that is "conventional", or "not numerically controlled", lacks what 2B001 asks of each machine.

The answer is "no" only where the words say nothing else: a trait that is said once undenied, a denial of the opposite ("not manual"), an axis, a precision, a
conversion or a controller settle nothing, in the description or among the parameters. Words that say both are a contradiction: asked about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from dualuse.classification.sheets.examining import examine
from dualuse.data_folders import data_file
from dualuse.free_text.denied import is_denied
from dualuse.free_text.patterns import end_of_word, occurrences
from dualuse.free_text.readings import readings
from dualuse.inputs.data_files import TEXT, AnyTable, Each, Table, read_toml

_FILE: Final = "assessment/signs/answers_in_words.toml"
_WORDS: Final = Each(TEXT, least=1)
_ROW: Final = Table(
    {
        "questions": AnyTable(TEXT),
        "goods": _WORDS,
        "trait": _WORDS,
        "lacking": _WORDS,
        "lacking_behind": _WORDS,
        "unsettling": _WORDS,
    },
    {},
)
_ROWS: Final = Table({"rows": Each(_ROW)}, {})


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitInWords:
    """A trait that all provisions of some entries ask for. ``questions``: per entry the parameter of its sheet; ``goods``: what may have the trait.

    ``lacking`` says in front of the goods, or alone, that it is not there, ``lacking_behind`` behind them; beside what is ``unsettling`` nothing does.
    """

    questions: Mapping[str, str]
    goods: tuple[str, ...]
    trait: tuple[str, ...]
    lacking: tuple[str, ...]
    lacking_behind: tuple[str, ...]
    unsettling: tuple[str, ...]


@lru_cache(maxsize=1)
def traits_in_words() -> tuple[TraitInWords, ...]:
    """All traits, in the order of the file."""
    data = read_toml(data_file(_FILE))
    _ROWS.check(data, _FILE)
    return tuple(
        TraitInWords(
            questions=row["questions"],
            **{name: tuple(words) for name, words in row.items() if name != "questions"},
        )
        for row in data["rows"]
    )


def is_ruled_out_in_words(entry: str, description: str, parameters: Mapping[str, Any] | None) -> bool:
    """Whether the words of a description say that goods lack what every provision of an entry asks for.

    Args:
        entry: five characters.
        description: what the goods are called.
        parameters: what is stated of the item beside it, which is read as the description is: axes or a numerical control that it states unsettle the words.
    """
    of_parameters = (f"{name} {value}".replace("_", " ") for name, value in (parameters or {}).items())
    plain = readings("; ".join((description, *of_parameters)))[0]
    return any(
        entry in row.questions
        and _lists_nothing_without(entry, row.questions[entry])
        and _says_lacking(row, plain)
        for row in traits_in_words()
    )


def contradicted_entries(description: str) -> tuple[str, ...]:
    """The entries of goods of which a description says that a trait is lacking, and that it is there: "conventional lathe with numerical control", "lathe, not manual"."""
    plain = readings(description)[0]
    return tuple(
        entry
        for row in traits_in_words()
        if next(occurrences(row.goods, plain), None) and _is_contradicted(row, plain)
        for entry in row.questions
        if entry in _OF_ANY_MACHINE
    )


_OF_ANY_MACHINE: Final = ("2B001", "2B201")
"""Entries that list machine tools of each kind; the others are of forming machines, which their own names lead to."""


def _says_lacking(row: TraitInWords, plain: str) -> bool:
    if next(occurrences(row.unsettling, plain), None) or _PRECISION.search(plain):
        return False
    if any(not _is_denied_trait(plain, *span) for span in _mentions(row.trait, plain)):
        return False
    if any(_is_negated(plain, span[0]) for span in _opposites(row, plain)):
        return False
    return bool(_mentions(row.trait, plain)) or any(
        _is_of_the_goods(row, plain, span) for span in _opposites(row, plain)
    )


def _is_contradicted(row: TraitInWords, plain: str) -> bool:
    traits, opposites = _mentions(row.trait, plain), _opposites(row, plain)
    denied = any(_is_denied_trait(plain, *span) for span in traits)
    is_said = any(not _is_denied_trait(plain, *span) for span in traits)
    lacks = denied or any(
        not _is_negated(plain, start) and _is_of_the_goods(row, plain, (start, end))
        for start, end in opposites
    )
    return (is_said and lacks) or any(_is_negated(plain, start) for start, _ in opposites)


def _opposites(row: TraitInWords, plain: str) -> tuple[tuple[int, int], ...]:
    return _mentions((*row.lacking, *row.lacking_behind), plain)


@lru_cache(maxsize=2048)
def _mentions(words: tuple[str, ...], plain: str) -> tuple[tuple[int, int], ...]:
    """Where words stand, the longest at a place alone: "numerical" within "numerically controlled" is not said besides."""
    spans = {(match.start(), end_of_word(plain, match.end())) for match in occurrences(words, plain)}
    return tuple(
        sorted(
            (start, end)
            for start, end in spans
            if not any(low <= start and end <= high and (low, high) != (start, end) for low, high in spans)
        )
    )


def _is_denied_trait(plain: str, start: int, end: int) -> bool:
    """Denied as a word is ("without CNC"), with what only says what it is of behind it ("ohne CNC-Steuerung"), or in front of a noun ("non-CNC lathe")."""
    behind = _OF_IT.match(plain, end)
    return is_denied(plain, start, behind.end() if behind else end) or _NON.search(plain[:start]) is not None


def _is_negated(plain: str, start: int) -> bool:
    """Whether a negation stands in the clause before: "not a manual lathe", "nicht nur konventionell"."""
    return _NEGATED.search(plain[:start]) is not None


def _is_of_the_goods(row: TraitInWords, plain: str, span: tuple[int, int]) -> bool:
    start, end = span
    before, after = plain[:start], plain[end:]
    if _CLAUSE_BEGINS.search(before) and _CLAUSE_ENDS.match(after):
        return True
    goods = _mentions(row.goods, plain)
    in_front = any(_BETWEEN.fullmatch(plain, end, first) for first, _ in goods if first >= end)
    behind = span in _mentions(row.lacking_behind, plain) and any(
        plain[last:start] == " " for _, last in goods if last <= start
    )
    return in_front or behind


_OF_IT: Final = re.compile(
    r"[ -](?:steuerung|gesteuert\w*|controlled|control|controls|controller|system)(?!\w)"
)
_NON: Final = re.compile(r"(?<!\w)(?:non|nicht|un)[ -]?$")
_NEGATED: Final = re.compile(
    r"(?<!\w)(?:not?|non|never|neither|nor|without|instead of|rather than|unlike|nicht|keine?[mnrs]?|weder|ohne|statt|anstatt|pas|ni|sans|aucune?|au lieu)(?!\w)[^,;.()]*$"
)
_CLAUSE_BEGINS: Final = re.compile(r"(?:^|[,;(]) ?$")
_CLAUSE_ENDS: Final = re.compile(r" ?(?:$|[,;.)])")
_BETWEEN: Final = re.compile(
    r"[ -](?:(?:metal|universal|engine|centre|center|bench|precision|turret|horizontal|vertical|universelle|metall|tisch)[ -])?"
)
_PRECISION: Final = re.compile(r"\d ?(?:[µμu]m|nm)(?!\w)|0[.,]00\d")


@lru_cache(maxsize=32)
def _lists_nothing_without(entry: str, parameter: str) -> bool:
    """Whether the sheet of an entry has no provision left for goods that lack the trait which ``parameter`` is."""
    examination = examine(entry, {parameter: False})
    return bool(examination.not_met) and not (examination.met or examination.open or examination.uncovered)
