"""The lines as one table, judged by ``bulk``, and a sample of them by ``check`` as well."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from dualuse import InputError, check
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.law.eu_2021_821.control_list import edition_record, outline
from dualuse.law.eu_2021_821.control_list.outline import Edition
from dualuse.law.territories import UNION
from examples.granted_licences.reading import Raw, Reading, all_lines, read_line, spread
from examples.granted_licences.unread import UnreadError

DAY_OF_LAW: Final = date(2026, 8, 22)
CONTROLLED: Final = ("general_authorisation", "notification_required", "authorisation_required", "prohibited")
COLUMNS: Final = (
    "reference",
    "date",
    "activity",
    "manner",
    "exporter.country",
    "dispatched_from",
    "items.entries",
    "items.value",
    "items.currency",
    "destination",
    "parties.other.country",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``bulk`` answers to a row, or in ``refusal`` why it refuses the row."""

    outcome: str = ""
    low: str = ""
    high: str = ""
    basis: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    refusal: str = ""

    @property
    def controlled(self) -> bool:
        """Whether the least that may follow is at least a general authorisation."""
        return self.low in CONTROLLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line at the end of its way: unread with ``unread``, or read and answered.

    ``by_entry``: where none of its codes exists any more, the answer to the entries (five characters) they lie under.
    ``as_transfer``: where it does not come out controlled, the answer to the same question as an intra-Union transfer.
    """

    raw: Raw
    day: date
    reading: Reading | None = None
    unread: UnreadError | None = None
    answer: Answer | None = None
    by_entry: Answer | None = None
    as_transfer: Answer | None = None

    @property
    def code_exists(self) -> bool:
        """Whether at least one of its codes is in the edition."""
        return self.reading is not None and bool(self.reading.codes)

    @property
    def code_gone(self) -> bool:
        """Whether it was read and none of its codes is in the edition."""
        return self.reading is not None and not self.reading.codes

    @property
    def controlled(self) -> bool:
        """Whether it comes out controlled."""
        return self.answer is not None and self.answer.controlled

    @property
    def inside_union(self) -> bool:
        """Whether the destination lies in the customs territory of the Union on the day of law: then it is no export."""
        return self.reading is not None and UNION.contains(self.reading.destination, self.day) is True

    @property
    def is_exception(self) -> bool:
        """Whether its code exists and it does not come out controlled."""
        return self.code_exists and not self.controlled


# The question put


def edition_on(day: date) -> Edition:
    """The edition of Annex I of ``day``.

    Raises:
        ValueError: its outline is not at hand.
    """
    edition = outline(edition_record(day))
    if edition is None:
        raise ValueError(f"the outline of the edition of Annex I of {day} is not at hand")
    return edition


def posed_from(raw: Raw, reading: Reading) -> str:
    """From where the export is posed: a Swiss line from Germany, or from Austria where it goes to Germany itself."""
    if raw.origin == "NL":
        return "NL"
    return "AT" if reading.destination == "DE" else "DE"


def transaction_of(raw: Raw, reading: Reading, day: date) -> dict[str, Any]:
    """The question put: the same export on ``day``. A code that is gone is put only where no other is left."""
    transaction: dict[str, Any] = {
        "reference": raw.reference,
        "date": day.isoformat(),
        "activity": "export",
        "manner": "permanent",
        "exporter": {"country": posed_from(raw, reading)},
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


def row_of(transaction: dict[str, Any]) -> dict[str, str]:
    """A transaction as a row of the table; several codes of an item stand with ``;`` between them."""
    (item,) = transaction["items"]
    parties = transaction.get("parties", [])
    return {
        **{name: transaction[name] for name in ("reference", "date", "activity", "manner", "destination")},
        "exporter.country": transaction["exporter"]["country"],
        "dispatched_from": transaction.get("dispatched_from", ""),
        "items.entries": ";".join(item["entries"]),
        "items.value": item["value"],
        "items.currency": item["currency"],
        "parties.other.country": parties[0]["country"] if parties else "",
    }


def by_entry(transaction: dict[str, Any]) -> dict[str, Any]:
    """The same question with the entries, of five characters, in place of the codes under them."""
    (item,) = transaction["items"]
    entries = list(dict.fromkeys(code[:5] for code in item["entries"]))
    return transaction | {"items": [item | {"entries": entries}]}


def as_transfer(transaction: dict[str, Any]) -> dict[str, Any]:
    """The same question as a transfer from the State of the exporter to another place in the Union."""
    return transaction | {
        "activity": "intra_union_transfer",
        "dispatched_from": transaction["exporter"]["country"],
    }


# Through bulk


def judged(transactions: Iterable[dict[str, Any]], day: date) -> dict[str, Answer]:
    """The answer to each transaction by its reference: a table is written, judged by ``bulk``, and read again.

    Raises:
        RuntimeError: a row came out twice or not at all.
    """
    rows = [row_of(transaction) for transaction in transactions]
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "lines.csv", Path(folder) / "answers.csv"
        with source.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
        done = bulk(source, target, options=Options(day))
        found = [*_answered(target), *(_refused(done.bad_file) if done.bad else ())]
    if sorted(reference for reference, _ in found) != sorted(row["reference"] for row in rows):
        raise RuntimeError("bulk did not give every row back exactly once")
    return dict(found)


def _answered(target: Path) -> Iterator[tuple[str, Answer]]:
    with target.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            basis, missing = (_parts(row[name]) for name in ("basis", "missing"))
            yield (
                row["reference"],
                Answer(
                    outcome=row["outcome"],
                    low=row["range_low"],
                    high=row["range_high"],
                    basis=basis,
                    missing=missing,
                ),
            )


def _refused(bad_file: Path) -> Iterator[tuple[str, Answer]]:
    with bad_file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield row["reference"], Answer(refusal=row["dualuse_problem"])


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";")))


# From lines to answers


def validate(folder: Path, day: date = DAY_OF_LAW) -> list[Line]:
    """All lines of both files with their answers."""
    return answered(all_lines(folder), day)


def answered(raws: Iterable[Raw], day: date = DAY_OF_LAW) -> list[Line]:
    """Lines with their answers, or with the reasons why they have none.

    Raises:
        ValueError: two lines have the same reference.
    """
    edition = edition_on(day)
    lines = [_read(raw, day, edition) for raw in raws]
    questions = {
        line.raw.reference: transaction_of(line.raw, line.reading, day) for line in lines if line.reading
    }
    if len(questions) != sum(line.reading is not None for line in lines):
        raise ValueError("two lines have the same reference")
    answers = judged(questions.values(), day)
    lines = [replace(line, answer=answers.get(line.raw.reference)) for line in lines]
    gone = [line.raw.reference for line in lines if line.code_gone]
    of_entry = judged((by_entry(questions[reference]) for reference in gone), day)
    inside = [line.raw.reference for line in lines if line.is_exception and line.inside_union]
    of_transfer = judged((as_transfer(questions[reference]) for reference in inside), day)
    return [
        replace(
            line,
            by_entry=of_entry.get(line.raw.reference),
            as_transfer=of_transfer.get(line.raw.reference),
        )
        for line in lines
    ]


def _read(raw: Raw, day: date, edition: Edition) -> Line:
    try:
        return Line(raw=raw, day=day, reading=read_line(raw, edition))
    except UnreadError as unread:
        return Line(raw=raw, day=day, unread=unread)


# Through check


def checked(transaction: dict[str, Any]) -> Answer:
    """The answer of ``check``, in the same form."""
    try:
        found = check(transaction)
    except InputError as error:
        return Answer(refusal=" ".join(problem.text("en") for problem in error.problems))
    (item,) = found.items
    missing = tuple(dict.fromkeys(row.fact for row in found.missing))
    return Answer(found.outcome, *found.range, tuple(item.basis), missing)


def compared(lines: Sequence[Line], number: int = 200) -> tuple[int, list[str]]:
    """How many of an even sample were put to ``check`` too, and the references of those it answers otherwise.

    Half of the sample is from each file; a line that was not read cannot be put. Outcome, range, basis, what is missing
    and whether it is refused must be the same.
    """
    sample: list[Line] = []
    for origin in ("NL", "CH"):
        sample += spread([line for line in lines if line.raw.origin == origin], number // 2)
    put = [line for line in sample if line.reading]
    return len(put), [line.raw.reference for line in put if not _same(line)]


def _same(line: Line) -> bool:
    assert line.reading is not None
    assert line.answer is not None
    found = checked(transaction_of(line.raw, line.reading, line.day))
    return replace(found, refusal="") == replace(line.answer, refusal="") and bool(found.refusal) == bool(
        line.answer.refusal
    )
