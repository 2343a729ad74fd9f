"""Reading parameter sheets: TOML in, :class:`~dualuse.classification.sheets.sheet.Sheet` out.

A sheet that names a provision the edition does not have, a parameter it does not declare, or a threshold that does
not fit its unit, is refused with its file and place: such a sheet would answer wrongly, and silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import tomli

from dualuse.classification.sheets.conditions import (
    COMPARATORS,
    All,
    Any_,
    AtLeastOf,
    Condition,
    CoveredBy,
    Limit,
    No,
    OneOf,
    Provision,
    Quantity,
    Yes,
    nodes,
    parameters_of,
)
from dualuse.classification.sheets.quantities import NotAQuantity, measure, unit_of
from dualuse.classification.sheets.sheet import Exclusion, Kind, Parameter, Sheet, Tested, normal_word
from dualuse.data_folders import PACKAGE, DataError, path_in_package, read_text, reading
from dualuse.law.eu_2021_821.control_list import Edition, edition_records, outline
from dualuse.law.language.provision import Verification

DRAFT: Final = "draft"
"""``review`` of what a machine has drafted and nobody has looked at: it can be read, and never answers."""
REVIEWS: Final = (DRAFT, "machine-read", "reviewed")
_HEAD: Final = {"entry", "edition", "review", "reference", "verification", "parameters", "provisions"}
_REVIEWER: Final = {"reviewed_by", "reviewed_on"}
_ROUNDED: Final = Fraction(1)
"""How far, in kelvin, the two figures of a temperature may lie apart that the Annex states in kelvin and Celsius."""
_VERIFICATION: Final = {
    DRAFT: Verification.UNVERIFIED,
    "machine-read": Verification.SECONDARY,
    "reviewed": Verification.OFFICIAL,
}
"""How well a sheet is known that says nothing of it: what only a machine has read is not as good as the text."""


class SheetError(DataError):
    """A sheet that cannot be used: ``6A003.toml: provisions[2].when: what is wrong``. For those who write sheets."""


class Place:
    """A place in a file, for error messages."""

    def __init__(self, text: str) -> None:
        self.text: Final = text

    def at(self, part: str | int) -> Place:
        """A place within this one."""
        return Place(f"{self.text}[{part}]" if isinstance(part, int) else f"{self.text}: {part}")

    def wrong(self, what: str) -> SheetError:
        """The error to raise here."""
        return SheetError(f"{self.text}: {what}")

    def require(self, holds: object, what: str) -> None:
        """Raise :meth:`wrong` where something does not hold."""
        if not holds:
            raise self.wrong(what)

    def only(self, data: Mapping[str, Any], known: Iterable[str]) -> None:
        """Refuse keys that are not known here."""
        unknown = sorted(set(data) - set(known))
        self.require(not unknown, f"not known here: {', '.join(unknown)}")


def edition_named(name: str) -> Edition | None:
    """The outline of the edition that is named by its first day, or None where there is none or it is not at hand."""
    record = next((record for record in edition_records() if record.name == name), None)
    return outline(record) if record else None


def read_sheet(path: Path) -> Sheet:
    """The sheet in a file.

    Raises:
        SheetError: it does not keep the rules; with file and place.
    """
    with as_data_error(path):
        return _sheet(path, Place(path.name))


@contextmanager
def as_data_error(path: Path) -> Iterator[None]:
    """Whatever does not fit in a file of ours is told as the damage it is, and not as a slip of somebody who writes sheets."""
    if not path.is_relative_to(PACKAGE):
        yield
        return
    try:
        with reading(path):
            yield
    except SheetError as error:
        raise DataError(f"{path_in_package(path.parent)}/{error}") from None


def _sheet(path: Path, place: Place) -> Sheet:
    data = load(path, place)
    place.only(data, _HEAD | _REVIEWER)
    edition = edition_named(str(data.get("edition")))
    entry = str(data.get("entry"))
    if edition is None:
        raise place.wrong(f"no outline of an edition {data.get('edition')}")
    if entry not in edition.entry_codes or path.stem != entry:
        raise place.wrong(f"no entry {entry} of this edition, or not the name of the file")
    review = data.get("review")
    if review not in REVIEWS:
        raise place.wrong(f"review must be one of {', '.join(REVIEWS)}")
    place.require(isinstance(data.get("reference"), str), "reference is missing")
    by, on = _reviewer(data, review, place)
    parameters = read_parameters(data.get("parameters", {}), place)
    provisions = _provisions(
        data.get("provisions", []), entry, edition, reader=Reader(parameters, edition), place=place
    )
    used = [row.when for row in provisions] + [note.when for row in provisions for note in row.unless]
    return Sheet(
        entry=entry,
        edition=edition.name,
        review=review,
        reference=data["reference"],
        verification=verification(data.get("verification", _VERIFICATION[review].word), place),
        parameters=checked_use(parameters, used, place),
        provisions=provisions,
        file=path.name,
        reviewed_by=by,
        reviewed_on=on,
    )


def _reviewer(data: Mapping[str, Any], review: str, place: Place) -> tuple[str, str]:
    """Who compared the sheet with the text, and when. A reviewed sheet must say so; others must not."""
    if review != "reviewed":
        if _REVIEWER & set(data):
            raise place.wrong('reviewed_by and reviewed_on belong to review = "reviewed"')
        return "", ""
    by, on = data.get("reviewed_by"), str(data.get("reviewed_on"))
    if not isinstance(by, str) or not by.strip():
        raise place.wrong("a reviewed sheet says by whom: reviewed_by")
    try:
        return by.strip(), date.fromisoformat(on).isoformat()
    except ValueError:
        raise place.wrong("a reviewed sheet says on which day: reviewed_on = 2025-11-15") from None


def load(path: Path, place: Place) -> dict[str, Any]:
    """The data of a TOML file, numbers with a point as they are written."""
    try:
        return tomli.loads(read_text(path, "TOML"), parse_float=str)
    except tomli.TOMLDecodeError as error:
        raise place.wrong(str(error)) from None


def verification(word: str, place: Place) -> Verification:
    """How well something is known, from its word in a file."""
    place.require(word in {state.word for state in Verification}, f"verification {word} is not known")
    return Verification[word.upper()]


def read_parameters(data: Mapping[str, Any], place: Place) -> dict[str, Parameter]:
    """The parameters that a file declares, by name."""
    return {name: _parameter(name, row, place.at(f"parameters.{name}")) for name, row in data.items()}


def _parameter(name: str, row: Mapping[str, Any], place: Place) -> Parameter:
    place.only(row, ("quantity", "question", "words", "judgement", "other_names_asked"))
    if not name.isascii() or not name.isidentifier() or name != name.lower():
        raise place.wrong("a name is in snake_case")
    question = row.get("question")
    if not isinstance(question, str) or not question.strip():
        raise place.wrong("the question is missing")
    place.require("quantity" not in row or "words" not in row, "either a quantity or words")
    kind = Kind.QUANTITY if "quantity" in row else Kind.WORDS if row.get("words") is True else Kind.YES_NO
    unit = row.get("quantity", "")
    try:
        unit_of(unit)
    except NotAQuantity as error:
        raise place.wrong(str(error)) from None
    asked = row.get("other_names_asked") is True
    return Parameter(
        name=name,
        kind=kind,
        question=question,
        unit=unit,
        judgement=row.get("judgement") is True,
        other_names_asked=asked,
    )


def checked_use(
    parameters: Mapping[str, Parameter], conditions: Iterable[Condition], place: Place
) -> Mapping[str, Parameter]:
    """The parameters, those read as codes marked so.

    Raises:
        SheetError: one is declared and never used, or used as words and as codes.
    """
    conditions = list(conditions)
    used = {name for condition in conditions for name in parameters_of(condition)}
    unused = [name for name in parameters if name not in used]
    place.require(not unused, f"declared and never used: {', '.join(unused)}")
    leaves = [node for condition in conditions for node in nodes(condition)]
    codes = {leaf.parameter for leaf in leaves if isinstance(leaf, CoveredBy)}
    both = codes & {leaf.parameter for leaf in leaves if isinstance(leaf, OneOf)}
    place.require(not both, f"used as words and as codes: {', '.join(sorted(both))}")
    named: dict[str, set[str]] = {}
    for leaf in leaves:
        if isinstance(leaf, OneOf):
            named.setdefault(leaf.parameter, set()).update(leaf.words)
    return MappingProxyType(
        {
            name: replace(
                row,
                kind=Kind.CODES if name in codes else row.kind,
                names=frozenset(named.get(name, ())),
            )
            for name, row in parameters.items()
        }
    )


def _provisions(
    rows: list[dict[str, Any]], entry: str, edition: Edition, *, reader: Reader, place: Place
) -> tuple[Tested, ...]:
    provisions: dict[str, Tested] = {}
    for number, row in enumerate(rows):
        here = place.at("provisions").at(number)
        here.only(row, ("path", "name", "when", "unless"))
        path = row.get("path")
        if not isinstance(path, str) or path not in edition.codes or path[:5] != entry:
            raise here.wrong(f"{path} is no provision of {entry} in the edition of {edition.name}")
        here.require(path not in provisions, f"{path} stands twice; write one condition with any")
        here = Place(f"{here.text} ({path})")
        notes = row.get("unless", [])
        name = row.get("name", "")
        here.require(isinstance(name, str), "the name is a text")
        provisions[path] = Tested(
            path,
            reader.condition(row.get("when"), here.at("when")),
            tuple(_exclusion(note, reader, here.at("unless").at(at)) for at, note in enumerate(notes)),
            name,
        )
    place.require(provisions, "no provisions")
    return tuple(provisions.values())


def _exclusion(row: Mapping[str, Any], reader: Reader, place: Place) -> Exclusion:
    place.only(row, ("note", "when"))
    place.require(isinstance(row.get("note"), str), 'the note says where it stands: note = "6A003, Note 1"')
    return Exclusion(row["note"], reader.condition(row.get("when"), place.at("when")))


def _limit(comparator: str, data: Any, unit: str, place: Place) -> Limit:
    """A threshold; of a temperature that the Annex states twice, ``["398 K", "125 degC"]``, both figures."""
    if not isinstance(data, list):
        return Limit(comparator, measure(str(data), unit))
    figures = [measure(str(text), unit) for text in data]
    own = [figure for figure in figures if not figure.other_scale]
    other = [figure for figure in figures if figure.other_scale]
    if len(own) != 1 or len(other) != 1 or abs(own[0].root - other[0].root) > _ROUNDED:
        raise place.wrong('two figures are one temperature in kelvin and in Celsius: ["398 K", "125 degC"]')
    return Limit(comparator, own[0], other[0])


class Reader:
    """Reads conditions over the parameters of one file."""

    def __init__(self, parameters: Mapping[str, Parameter], edition: Edition) -> None:
        self._parameters: Final = parameters
        self._edition: Final = edition

    def condition(self, data: Any, place: Place) -> Condition:
        """The condition written as ``data``.

        Raises:
            SheetError: no node of the language, or one that does not fit the parameter it names.
        """
        if not isinstance(data, dict):
            raise place.wrong('a condition is a table such as { yes = "name" }')
        readers: dict[str, tuple[tuple[str, ...], Callable[[dict[str, Any], Place], Condition]]] = {
            "all": ((), lambda row, here: All(self._parts(row, "all", here))),
            "any": ((), lambda row, here: Any_(self._parts(row, "any", here))),
            "no": ((), lambda row, here: No(self.condition(row["no"], here.at("no")))),
            "yes": ((), lambda row, here: Yes(self._declared(row["yes"], Kind.YES_NO, here).name)),
            "quantity": (tuple(COMPARATORS), self._quantity),
            "words": (("one_of", "covered_by"), self._words),
            "of": (("at_least",), self._at_least),
            "provision": ((), self._provision),
        }
        chosen = [key for key in readers if key in data]
        place.require(len(chosen) == 1, f"not one condition: {', '.join(map(str, data)) or 'nothing'}")
        beside, read = readers[chosen[0]]
        place.only(data, (chosen[0], *beside))
        return read(data, place)

    def _parts(self, data: dict[str, Any], key: str, place: Place) -> tuple[Condition, ...]:
        rows = data[key]
        if not isinstance(rows, list) or not rows:
            raise place.wrong(f"{key} needs a list of conditions")
        return tuple(self.condition(row, place.at(key).at(number)) for number, row in enumerate(rows))

    def _at_least(self, data: dict[str, Any], place: Place) -> Condition:
        parts = self._parts(data, "of", place)
        number = data.get("at_least")
        if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= len(parts):
            raise place.wrong(f"at_least must be a number from 1 to {len(parts)}")
        return AtLeastOf(number, parts)

    def _declared(self, name: Any, kind: Kind, place: Place) -> Parameter:
        parameter = self._parameters.get(name) if isinstance(name, str) else None
        if parameter is None:
            raise place.wrong(f"the parameter {name} is not declared")
        place.require(parameter.kind is kind, f"{name} is declared as {parameter.kind}, and used as {kind}")
        return parameter

    def _quantity(self, data: dict[str, Any], place: Place) -> Condition:
        parameter = self._declared(data["quantity"], Kind.QUANTITY, place)
        limits = [key for key in data if key in COMPARATORS]
        place.require(limits, f"a quantity needs one of {', '.join(COMPARATORS)}")
        try:
            rows = tuple(_limit(key, data[key], parameter.unit, place.at(key)) for key in limits)
        except NotAQuantity as error:
            raise place.wrong(f"{error} (the parameter is in {parameter.unit or 'pure numbers'})") from None
        return Quantity(parameter.name, rows)

    def _words(self, data: dict[str, Any], place: Place) -> Condition:
        parameter = self._declared(data["words"], Kind.WORDS, place)
        kinds = [key for key in ("one_of", "covered_by") if key in data]
        rows = data[kinds[0]] if len(kinds) == 1 else None
        if not isinstance(rows, list) or not rows or not all(isinstance(row, str) for row in rows):
            raise place.wrong("words need one_of or covered_by with a list of texts")
        if kinds == ["one_of"]:
            return OneOf(parameter.name, frozenset(map(normal_word, rows)), tuple(rows))
        self._require_known(rows, place)
        return CoveredBy(parameter.name, tuple(rows))

    def _provision(self, data: dict[str, Any], place: Place) -> Condition:
        self._require_known([data["provision"]], place)
        return Provision(data["provision"])

    def _require_known(self, codes: list[str], place: Place) -> None:
        unknown = [str(code) for code in codes if code not in self._edition.codes]
        place.require(not unknown, f"not in the edition of {self._edition.name}: {', '.join(unknown)}")
