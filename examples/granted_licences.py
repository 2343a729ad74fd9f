"""Licences that authorities really granted, put to ``check``: what does today's law say of them?

Usage: ``python examples/granted_licences.py FOLDER [--lines 200] [--date 2026-08-22] [--out FILE.jsonl]
[--report docs/validation.md]``

FOLDER holds the licence records of the Dutch authority (2004 to 2015) and of the Swiss one (2012 to 2014). Half of the
lines come from each file, spread evenly. Every line ends as read, with its answer, or as unread, with a reason. Only
codes, dates, countries and values are used; the descriptions of goods and end uses are not even looked at.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse import InputError, check
from dualuse.contract.determination import Determination
from dualuse.law.control_list import edition_record, normal_code, outline
from dualuse.law.control_list.outline import Edition
from dualuse.law.territories import UNION, member_states
from dualuse.wording.places import PlaceName

DUTCH_FILE: Final = "nl_dual_use_licences_2004_2015.csv"
SWISS_FILE: Final = "swiss_dual_use_licences_long.csv"
PLACES_FILE: Final = Path(__file__).with_name("granted_licences_places.toml")
DAY_OF_LAW: Final = date(2026, 8, 22)
CONTROLLED: Final = ("general_authorisation", "notification_required", "authorisation_required", "prohibited")
SAMPLE_SIZE: Final = 25


class Reason(Enum):
    """Why a line cannot be read."""

    DATE = "the date has neither of the two formats"
    VALUE = "the value is not an amount"
    NO_CODE = "the cell for the code is empty"
    VARIOUS = "the cell for the code says only that there are several"
    NOT_A_CODE = "the cell for the code has something else, such as a number of two digits"
    MUNITIONS = "the code is one of the munitions list, not of Annex I"
    SWISS_NATIONAL = "the code is one of the Swiss national list, not of Annex I"
    SWISS_CHEMICALS = "the code is one of the Swiss chemicals ordinance, not of Annex I"
    SWISS_SANCTIONS = "the code is one of a Swiss sanctions annex, not of Annex I"
    NO_COUNTRY = "no single country is named (various countries, the world, the Union, the sea)"
    SEVERAL_COUNTRIES = "several countries of destination stand in one cell"
    COUNTRY_GONE = "the country is no more, and which successor is meant is not known"
    AMBIGUOUS = "the name may stand for more than one country"
    UNKNOWN_NAME = "the name of the country is not in our table"


SWISS_LISTS: Final = {
    "ML (GKV)": Reason.MUNITIONS,
    "Besondere militärische Güter": Reason.MUNITIONS,
    "Anhang 5.1": Reason.SWISS_NATIONAL,
    "Anhang 5.2": Reason.SWISS_NATIONAL,
    "National kontrollierte Güter": Reason.SWISS_NATIONAL,
    "ChKV": Reason.SWISS_CHEMICALS,
    "Chemikalien CWÜ": Reason.SWISS_CHEMICALS,
    "Sanktionsgüter": Reason.SWISS_SANCTIONS,
}

#: What is known of single codes beyond what the outline of the edition says.
KNOWN_CODES: Final = {
    "5A002.a.1.a": (
        "Renumbered. It once named encryption with a symmetric algorithm. Today 5A002.a sorts items by what they are "
        "for (.1 to .4), and the strength of the algorithm has moved into a definition; encryption items are still "
        "listed under 5A002.a."
    ),
    "2B350.g.4": (
        "Valves and their parts are 2B350.g.1 to .g.3; neither outline at hand (2022, 2025) has a .g.4. Both "
        "authorities gave it, between 2007 and 2015, so that an older list may have had it; we have not seen one. The "
        "item would have to show which of the three it is today."
    ),
    "2B350.4.g": "No code: letter and number are in the wrong order, probably for 2B350.g.4 (see there).",
    "8A002.1.e": "No code: a letter seems to be mistyped as a zero, probably for 8A002.o.1 (kept free today).",
}


#: Since when a State that joined the Union during the years of the records, or later, is a Member State.
ACCESSIONS: Final = {
    **dict.fromkeys(("CY", "CZ", "EE", "HU", "LT", "LV", "MT", "PL", "SI", "SK"), date(2004, 5, 1)),
    **dict.fromkeys(("BG", "RO"), date(2007, 1, 1)),
    "HR": date(2013, 7, 1),
}


class UnreadError(Exception):
    """A line that cannot be read, and why."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason.value}: {detail}")
        self.reason: Final = reason
        self.detail: Final = detail


@dataclass(frozen=True, slots=True)
class Raw:
    """A line as it stands in its file; ``origin`` is ``NL`` or ``CH``, ``row`` counts the records from 1."""

    origin: str
    row: int
    day: str
    code: str
    destination: str
    value: str
    regime: str = ""

    @property
    def reference(self) -> str:
        """A name for the line, the same in every run."""
        return f"{self.origin}-{self.row}"


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as read. ``gone``: codes that the edition does not have; ``left_out``: parts of the cell that are no code."""

    day: date
    codes: tuple[str, ...]
    gone: tuple[str, ...]
    left_out: tuple[str, ...]
    destination: str
    via: str | None
    value: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """A line at the end of its way: unread with ``unread``, or read with ``determination`` or ``refusal``."""

    raw: Raw
    reading: Reading | None = None
    unread: UnreadError | None = None
    transaction: dict[str, Any] | None = None
    determination: Determination | None = None
    refusal: str = ""

    @property
    def code_exists(self) -> bool:
        """Whether at least one of its codes is in the edition."""
        return self.reading is not None and bool(self.reading.codes)

    @property
    def controlled(self) -> bool:
        """Whether the least that may follow is at least a general authorisation."""
        return self.determination is not None and self.determination.range[0] in CONTROLLED


# Taking lines


def dutch_lines(folder: Path) -> list[Raw]:
    """All lines of the Dutch file."""
    return [
        Raw(
            "NL",
            number,
            row["Datum afgifte"],
            row["SG-Post"],
            row["Land van eindbestemming"],
            row["Waarde(€)"],
        )
        for number, row in enumerate(_records(folder / DUTCH_FILE), 1)
    ]


def swiss_lines(folder: Path) -> list[Raw]:
    """All lines of the Swiss file, which has a line per code of a licence."""
    return [
        Raw(
            "CH", number, row["date"], row["code_raw"], row["destination_de"], row["value_chf"], row["regime"]
        )
        for number, row in enumerate(_records(folder / SWISS_FILE), 1)
    ]


def _records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def spread(lines: Sequence[Raw], number: int) -> list[Raw]:
    """``number`` of the lines, evenly spread, the first one included; all of them if there are fewer."""
    number = min(number, len(lines))
    return [lines[index * len(lines) // number] for index in range(number)]


def chosen_lines(folder: Path, number: int) -> list[Raw]:
    """``number`` lines, half of them from each file (one more from the Dutch file if the number is odd)."""
    swiss = number // 2
    return spread(dutch_lines(folder), number - swiss) + spread(swiss_lines(folder), swiss)


# Reading a cell


def read_day(text: str) -> date:
    """The day of ``27-01-2004`` (day first), ``01/13/2005`` (month first) or ``2012-01-04``."""
    for pattern in ("%d-%m-%Y", "%m/%d/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), pattern).date()
        except ValueError:
            continue
    raise UnreadError(Reason.DATE, text)


def dutch_amount(text: str) -> Decimal:
    """The amount of ``25,740``, ``2.308.000`` or ``112.95``: a comma, or a point before three digits, is no decimal."""
    text = text.strip().replace(",", "")
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", text):
        text = text.replace(".", "")
    return plain_amount(text)


def plain_amount(text: str) -> Decimal:
    """The amount of ``10881.35``: digits, with a decimal point if any."""
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text.strip()):
        raise UnreadError(Reason.VALUE, text)
    return Decimal(text.strip())


def one_code(text: str) -> str | None:
    """A code of Annex I in any of the ways it is written (``6A002a2a``, ``1C350-16``, ``1C35009``, ``2B201.a1``)."""
    match = re.fullmatch(r"([0-9][A-Ea-e][0-9]{3})([0-9A-Za-z.\- ]*)", text.strip())
    if match is None:
        return None
    parts = [part.lstrip("0") or "0" for part in re.findall(r"[a-z]|[0-9]+", match[2].lower())]
    return normal_code(".".join((match[1], *parts)))


def related_code(text: str, before: str) -> str | None:
    """What ``b`` or ``g3`` after ``2B350.a``, or ``3`` after ``2B350.d.2``, stands for."""
    if re.fullmatch(r"[a-z][0-9]*", text):
        return one_code(before[:5] + text)
    if text.isdigit() and before[-1].isdigit() and "." in before:
        return one_code(f"{before.rpartition('.')[0]}.{text}")
    return None


def read_codes(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes in a cell, and the parts of it that are none; ``1E+201`` is what a spreadsheet makes of ``1E201``."""
    repaired = re.sub(r"([0-9])E\+([0-9]{3})", r"\1E\2", cell)
    codes: list[str] = []
    left_out: list[str] = []
    for part in filter(None, map(str.strip, re.split(r"[,;+\n]|\ben\b|\bund\b", repaired))):
        code = one_code(part) or (related_code(part, codes[-1]) if codes else None)
        if code is None:
            left_out.append(part)
        elif code not in codes:
            codes.append(code)
    return tuple(codes), tuple(left_out)


def why_no_code(cell: str, regime: str) -> Reason:
    """Why a cell has no code of Annex I."""
    if not cell.strip():
        return Reason.NO_CODE
    if cell.strip().casefold() == "diverse":
        return Reason.VARIOUS
    return SWISS_LISTS.get(regime, Reason.NOT_A_CODE)


# Reading a country


def plain_name(text: str) -> str:
    """A name without accents, case and superfluous blanks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(mark for mark in decomposed if not unicodedata.combining(mark)).split())


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    """Per section of the file of places: plain name to code (or to the name of a reason)."""
    with PLACES_FILE.open("rb") as stream:
        data = tomllib.load(stream)
    return {
        section: {plain_name(name): code for code, names in rows.items() for name in names}
        for section, rows in data.items()
    }


def read_place(name: str, language: str) -> str:
    """The ISO code of a country named in Dutch (``nl``) or German (``de``)."""
    plain = plain_name(name)
    if plain in _tables()[language]:
        return _tables()[language][plain]
    if plain in _tables()["unreadable"]:
        raise UnreadError(Reason[_tables()["unreadable"][plain]], name.strip())
    if language == "nl" and re.search(r"[,/&]|\ben\b", plain):
        raise UnreadError(Reason.SEVERAL_COUNTRIES, name.strip())
    raise UnreadError(Reason.UNKNOWN_NAME, name.strip())


def dutch_places(cell: str) -> tuple[str, str | None]:
    """Destination and stop on the way: ``Brazilië via Israël`` goes to Brazil, through Israel."""
    destination, *stops = re.split(r"\s+via\s+", cell.strip())
    return read_place(destination, "nl"), read_place(stops[0], "nl") if stops else None


# From a line to its answer


def read_line(raw: Raw, edition: Edition) -> Reading:
    """A line as read.

    Raises:
        UnreadError: with the reason; the code is looked at first, then the country, the date and the value.
    """
    codes, left_out = read_codes(raw.code)
    if not codes:
        raise UnreadError(why_no_code(raw.code, raw.regime), raw.code.strip())
    dutch = raw.origin == "NL"
    destination, via = dutch_places(raw.destination) if dutch else (read_place(raw.destination, "de"), None)
    return Reading(
        day=read_day(raw.day),
        codes=tuple(code for code in codes if code in edition.codes),
        gone=tuple(code for code in codes if code not in edition.codes),
        left_out=left_out,
        destination=destination,
        via=via,
        value=(dutch_amount if dutch else plain_amount)(raw.value),
    )


def transaction_of(raw: Raw, reading: Reading, day: date) -> dict[str, Any]:
    """The question put: the same export on ``day``. A code that is gone is put only where no other is left."""
    transaction: dict[str, Any] = {
        "reference": raw.reference,
        "date": day.isoformat(),
        "activity": "export",
        "manner": "permanent",
        "exporter": {"country": "NL" if raw.origin == "NL" else "DE"},
        "items": [
            {
                "entries": list(reading.codes or reading.gone),
                "value": f"{reading.value:f}",
                "currency": "EUR" if raw.origin == "NL" else "CHF",
            }
        ],
        "destination": reading.destination,
    }
    if reading.via:
        transaction["parties"] = [{"role": "other", "country": reading.via}]
    return transaction


def answered(raw: Raw, day: date, edition: Edition) -> Line:
    """The line with its answer, or with the reason why it has none."""
    try:
        reading = read_line(raw, edition)
    except UnreadError as unread:
        return Line(raw, unread=unread)
    transaction = transaction_of(raw, reading, day)
    try:
        return Line(raw, reading, transaction=transaction, determination=check(transaction))
    except InputError as error:
        return Line(raw, reading, transaction=transaction, refusal=str(error))


def edition_on(day: date) -> Edition:
    """The edition of Annex I of ``day``.

    Raises:
        ValueError: its outline is not at hand.
    """
    edition = outline(edition_record(day))
    if edition is None:
        raise ValueError(f"the outline of the edition of Annex I of {day} is not at hand")
    return edition


def validate(folder: Path, number: int = 200, day: date = DAY_OF_LAW) -> list[Line]:
    """``number`` lines of both files with their answers."""
    edition = edition_on(day)
    return [answered(raw, day, edition) for raw in chosen_lines(folder, number)]


# Telling


def inside_union(line: Line) -> bool:
    """Whether the destination lies in the customs territory of the Union on the day of law: then it is no export."""
    if line.reading is None or line.transaction is None:
        return False
    return UNION.contains(line.reading.destination, date.fromisoformat(line.transaction["date"])) is True


def exceptions(lines: Iterable[Line]) -> list[Line]:
    """Lines whose code still exists and that do not come out controlled."""
    return [line for line in lines if line.code_exists and not line.controlled]


def why_gone(code: str, edition: Edition) -> str:
    """Why a code is not in the edition, as far as the outline tells."""
    if code in KNOWN_CODES:
        return KNOWN_CODES[code]
    wider = code
    while wider and wider not in edition.codes | edition.not_used:
        wider = wider.rpartition(".")[0]
    if not wider:
        return f"There is no entry {code[:5]}."
    if wider in edition.not_used:
        return f"The edition keeps {wider} free: what it named has been deleted or has moved."
    children = edition.children(wider)
    if not children:
        return f"{wider} is still listed and is no longer divided."
    return f"{wider} is still listed; under it there are {', '.join(children)}."


def line_as_json(line: Line) -> str:
    """A line of the file of results."""
    reading, unread, found = line.reading, line.unread, line.determination
    record: dict[str, Any] = {"reference": line.raw.reference, "read": reading is not None}
    if unread is not None:
        record |= {
            "reason": unread.reason.name.lower(),
            "explanation": unread.reason.value,
            "cell": unread.detail,
        }
    if reading is not None:
        record |= {"granted": reading.day.isoformat(), "codes": reading.codes, "codes_gone": reading.gone}
        record |= {"left_out": reading.left_out, "transaction": line.transaction}
    if found is not None:
        record |= {"outcome": found.outcome, "range": found.range, "basis": _basis(found)}
        record |= {"controlled": line.controlled, "warnings": [warning.code for warning in found.warnings]}
    if line.refusal:
        record["refused"] = line.refusal
    return json.dumps(record, ensure_ascii=False)


def summary(lines: Sequence[Line]) -> dict[str, int]:
    """The counts that matter, by name."""
    existing = [line for line in lines if line.code_exists]
    outside = [line for line in existing if not inside_union(line)]
    return {
        "lines": len(lines),
        "read": sum(line.reading is not None for line in lines),
        "unread": sum(line.unread is not None for line in lines),
        "read, none of its codes exists any more": sum(
            line.reading is not None and not line.code_exists for line in lines
        ),
        "read, code still exists": len(existing),
        "code still exists, controlled": sum(line.controlled for line in existing),
        "code still exists, destination outside the Union": len(outside),
        "code still exists, destination outside the Union, controlled": sum(
            line.controlled for line in outside
        ),
    }


def _basis(found: Determination) -> list[str]:
    return list(dict.fromkeys(basis for item in found.items for basis in item.basis))


def _answer(line: Line) -> str:
    if line.unread is not None:
        return f"unread: {line.unread.reason.value}"
    if line.determination is None:
        return "refused: no such code in the edition"
    low, high = line.determination.range
    return low if low == high else f"open, {low} to {high}"


def _cell(text: str) -> str:
    return f"as written: {' '.join(text.split())}" if text.strip() else "(empty)"


def _country(code: str) -> str:
    return PlaceName(code).in_language("en")


def _route(line: Line) -> str:
    if line.reading is None:
        return _cell(line.raw.destination)
    via = f", via {_country(line.reading.via)}" if line.reading.via else ""
    return _country(line.reading.destination) + via


def _codes(line: Line) -> str:
    return ", ".join((*line.reading.codes, *line.reading.gone)) if line.reading else _cell(line.raw.code)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    cells = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "/") for cell in row) + " |" for row in cells)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "none"


# The report


def report(lines: Sequence[Line], day: date) -> str:
    """The report in Markdown."""
    edition = edition_on(day)
    sections = (
        _introduction(lines, day, edition),
        _counted(lines),
        _codes_section(lines, edition),
        _outcomes(lines),
        _exceptions(lines),
        _sample(lines),
        LIMITS,
    )
    return "\n\n".join(sections) + "\n"


def _introduction(lines: Sequence[Line], day: date, edition: Edition) -> str:
    count = Counter(line.raw.origin for line in lines)
    return f"""# Validation on licences really granted

This page is written by `examples/granted_licences.py`; do not edit it by hand. To write it again:

    python examples/granted_licences.py FOLDER --lines {len(lines)} --date {day} --report docs/validation.md

FOLDER is the folder with the licence records: `{DUTCH_FILE}` (a line per licence, 2004 to 2015)
and `{SWISS_FILE}` (a line per code of a licence, 2012 to 2014). Only codes, dates, countries and
values are read from them.

## What was done

An authority that granted a licence held that one was needed. So: if the code it gave is still on the list, `check` must
not say that the export is free. {len(lines)} lines were taken, {count["NL"]} Dutch and {count["CH"]} Swiss, evenly spread over each file, starting
with its first line; nobody chose them. Each became a transaction with what the record says and no more:

- the law of {day}, Annex I in the edition of {edition.name}. The licences are older than the Regulation, which judges no
  export before 9 September 2021; the question is what the same export would need today;
- an export, permanent, from the Netherlands. **Swiss lines are posed as exports from Germany**, since Switzerland is
  outside the Union and the Regulation does not bind its exporters. Temporary licences are posed as permanent too;
- one item with the codes of the line, its value in euro or Swiss francs, and the country of destination. "A via B" goes
  to A; B is a country on the way and stands among the parties;
- everything else left out, hence unknown: end user, end use, what the exporter knows, national lists.

*Controlled* means that the least that can follow is at least a general authorisation: the outcome is
`general_authorisation`, `notification_required`, `authorisation_required` or `prohibited`, or it is open and its low end
is one of these."""


def _counted(lines: Sequence[Line]) -> str:
    counts = summary(lines)
    reasons = Counter((line.raw.origin, line.unread.reason) for line in lines if line.unread)
    rows = [
        (reason.value, reasons["NL", reason], reasons["CH", reason])
        for reason in Reason
        if reasons["NL", reason] + reasons["CH", reason]
    ]
    outside = "code still exists, destination outside the Union"
    share = _share(counts[f"{outside}, controlled"], counts[outside])
    share_of_all = _share(counts["code still exists, controlled"], counts["read, code still exists"])
    return f"""## Result

{table(("", "number"), list(counts.items()))}

- **Of the lines whose code still exists and whose destination is outside the Union, {share} come out controlled.**
- Of all lines whose code still exists, {share_of_all}: the others go to what is the Union today and are explained below,
  line by line.

Lines that were not read, and why (the code is looked at first, so a line with two defects counts once):

{table(("reason", "Dutch", "Swiss"), rows)}"""


def _codes_section(lines: Sequence[Line], edition: Edition) -> str:
    readings = [line.reading for line in lines if line.reading]
    there = Counter(code for reading in readings for code in reading.codes)
    gone = Counter(code for reading in readings for code in reading.gone)
    rows = [(code, number, why_gone(code, edition)) for code, number in sorted(gone.items())]
    explained = table(("code", "lines", "what became of it"), rows) if rows else "None is gone."
    return f"""## Codes

The lines read name {len(there) + len(gone)} different codes. {len(there)} are in the edition of {edition.name} ({there.total()} mentions), {len(gone)} are
not ({gone.total()} mentions). For a line with no other code `check` refuses to answer and says so, rather than guess.

{explained}

National codes, munitions codes and cells that hold no code at all are counted above as unread."""


def _outcomes(lines: Sequence[Line]) -> str:
    answers = Counter((_answer(line), line.raw.origin) for line in lines if line.determination)
    rows = [
        (answer, answers[answer, "NL"], answers[answer, "CH"])
        for answer in sorted({answer for answer, _ in answers})
    ]
    bases = Counter(basis for line in lines if line.determination for basis in _basis(line.determination))
    return f"""## Answers

{table(("answer", "Dutch", "Swiss"), rows)}

What the answers rest on (an answer can rest on several provisions):

{table(("basis", "lines"), bases.most_common())}

`prohibited` is no error: many of these licences went to places where measures of the Union now forbid what could be
licensed then. Open answers wait for facts that no record holds, such as the end user or a customs-free zone at the
destination; the answers name them."""


def _exceptions(lines: Sequence[Line]) -> str:
    found = exceptions(lines)
    inside = [line for line in found if inside_union(line)]
    others = [line for line in found if not inside_union(line)]
    head = ("line", "granted", "codes", "destination", "why", "answer as an intra-Union transfer")
    return f"""## What does not come out controlled

{len(found)} lines whose code still exists. {len(inside)} of them go to a place that today lies in the customs territory of the Union. A
transfer there is no export, Art. 3(1) does not apply to it, and `check` answers `not_controlled` with a warning that asks
whether an intra-Union transfer is meant, for which Art. 11 and Annex IV decide; the last column has the answer to that
question:

{table(head, [_exception(line) for line in inside])}

Other exceptions: {len(others) or "none"}.

{table(head, [_exception(line) for line in others]) if others else ""}""".rstrip()


def _exception(line: Line) -> tuple[str, ...]:
    reading = line.reading
    assert reading is not None
    return (
        line.raw.reference,
        reading.day.isoformat(),
        _codes(line),
        _route(line),
        why_exception(line),
        as_transfer(line),
    )


def as_transfer(line: Line) -> str:
    """The answer to the same question posed as an intra-Union transfer."""
    if not inside_union(line):
        return ""
    low, high = check({**(line.transaction or {}), "activity": "intra_union_transfer"}).range
    return low if low == high else f"open, {low} to {high}"


def why_exception(line: Line) -> str:
    """Why a line whose code exists does not come out controlled."""
    reading = line.reading
    if reading is None or not inside_union(line):
        return "not explained: a doubt about the program"
    joined = ACCESSIONS.get(reading.destination, date.min)
    if reading.day < joined:
        return f"a third country then, a Member State since {joined}"
    if line.raw.origin == "CH":
        return "an export from Switzerland then and now; from Germany, as posed here, it stays in the Union"
    if reading.via and reading.via not in member_states():
        return (
            "the record names a Member State as final destination and a third country on the way; the leg to that "
            "country may be an export of its own, which a destination in the Union does not show"
        )
    return "a destination in the Union then and now; a transfer within the Union"


def _sample(lines: Sequence[Line]) -> str:
    step = max(1, len(lines) // SAMPLE_SIZE)
    rows = [_sample_row(line) for line in lines[::step][:SAMPLE_SIZE]]
    head = ("line", "granted", "code", "destination", "answer", "basis")
    return f"""## Sample

Every {step}th of the lines, as they come, unread ones included.

{table(head, rows)}"""


def _sample_row(line: Line) -> tuple[str, ...]:
    granted = line.reading.day.isoformat() if line.reading else _cell(line.raw.day)
    basis = "; ".join(_basis(line.determination)) if line.determination else ""
    return line.raw.reference, granted, _codes(line), _route(line), _answer(line), basis


LIMITS: Final = """## What this does not show

- **That a code exists does not say that it means the same.** Entries have been rewritten since 2004; 5A002.a.1 for
  instance sorts encryption differently today. The code is taken at its word.
- Every line is a licence granted, so the test can find an export wrongly called free, never one wrongly called controlled.
- Nothing here tries the catch-all controls (Arts 4, 5, 9, 10) in earnest: the records do not say who knew what.
- The two formats of Dutch dates are told apart by their sign: with hyphens the day comes first, with slashes the month.
  A point before groups of exactly three digits separates thousands (`9.001` is read as 9001); otherwise it is a decimal
  point.
- Where a cell has several codes and some are gone, the line is judged by those that are left."""


# The command line


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, write what it asks for, print the counts."""
    options = _parser().parse_args(arguments)
    lines = validate(options.folder, options.lines, options.date)
    if options.out:
        options.out.write_text("".join(line_as_json(line) + "\n" for line in lines), encoding="utf-8")
    if options.report:
        options.report.write_text(report(lines, options.date), encoding="utf-8")
    for name, number in summary(lines).items():
        print(f"{number:6}  {name}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="the folder with the licence records")
    parser.add_argument(
        "--lines", type=_positive, default=200, help="how many lines, half of them from each file"
    )
    parser.add_argument("--date", type=date.fromisoformat, default=DAY_OF_LAW, help="the law of which day")
    parser.add_argument("--out", type=Path, help="file of results, one line of JSON per line")
    parser.add_argument("--report", type=Path, help="file of the report, in Markdown")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 2:
        raise argparse.ArgumentTypeError("at least 2")
    return number


if __name__ == "__main__":
    main()
