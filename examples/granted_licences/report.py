"""The report, ``docs/validation.md``: what was put, what came out, and what did not, with its explanation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

from dualuse.law.eu_2021_821.control_list.outline import Edition
from examples.granted_licences.exceptions import ACCESSIONS, Category, category_of
from examples.granted_licences.gone import HOW, groups, what_became_of
from examples.granted_licences.judging import Line, compared, edition_on
from examples.granted_licences.markdown import (
    as_written,
    by_file,
    codes,
    country,
    ending,
    percent,
    route,
    said,
    share,
    table,
)
from examples.granted_licences.reading import DUTCH_FILE, SWISS_FILE
from examples.granted_licences.unread import Reason

FILES: Final = ("Dutch", "Swiss", "both")
LISTED_AT_MOST: Final = 60
"""A category of exceptions with so many lines is listed line by line, a larger one by country."""
SAMPLE_SIZE: Final = 25
OUTSIDE: Final = "a code still exists, to a place outside the Union"
INSIDE: Final = "a code still exists, to what is the Union today"
EXISTS: Final = "a code still exists"
CONTROLLED: Final = "of these: controlled"
COUNTED: Final[dict[str, Callable[[Line], bool]]] = {
    "lines": lambda line: True,
    "not read": lambda line: line.reading is None,
    "read": lambda line: line.reading is not None,
    "none of its codes exists any more": lambda line: line.code_gone,
    EXISTS: lambda line: line.code_exists,
    OUTSIDE: lambda line: line.code_exists and not line.inside_union,
    INSIDE: lambda line: line.code_exists and line.inside_union,
}


def summary(lines: Sequence[Line]) -> dict[str, tuple[int, int, int]]:
    """The counts that matter, by name: Dutch, Swiss, both."""
    return {name: by_file(lines, belongs) for name, belongs in COUNTED.items()}


def controlled(lines: Sequence[Line], name: str) -> tuple[int, int, int]:
    """How many of those counted under ``name`` come out controlled."""
    return by_file(lines, lambda line: COUNTED[name](line) and line.controlled)


def report(lines: Sequence[Line], day: date) -> str:
    """The report in Markdown."""
    edition = edition_on(day)
    sections = (
        INTRODUCTION.format(day=day, dutch=DUTCH_FILE, swiss=SWISS_FILE),
        _result(lines),
        METHOD.format(day=day, edition=edition.name),
        _unread(lines),
        _gone(lines, edition),
        _by_entry(lines),
        _answers(lines),
        _exceptions(lines),
        _sample(lines),
        LIMITS,
    )
    return "\n\n".join(sections) + "\n"


INTRODUCTION: Final = """# Validation on licences really granted

An authority that granted a licence held that one was needed. So, if the code it gave is still on the list, the law as
executed here must not say that the export is free today. This page puts all licences of two public records to that test.

It is written by `examples/granted_licences`; do not edit it by hand. To write it again, from the root of the repository:

```console
python -m examples.granted_licences FOLDER --date {day} --report docs/validation.md
```

FOLDER holds `{dutch}` (a line per licence, 2004 to 2015) and
`{swiss}` (a line per code of a licence, 2012 to 2014). Only codes, dates, countries and values
are read from them. A cell can hold a line break; a licence is counted once."""


def _result(lines: Sequence[Line]) -> str:
    counts = summary(lines)
    rows: list[tuple[object, ...]] = []
    for name, numbers in counts.items():
        rows.append((name, *numbers))
        if name in (EXISTS, OUTSIDE, INSIDE):
            found = controlled(lines, name)
            rows.append(("controlled", *found))
            rows.append(("share", *(percent(part, of) for part, of in zip(found, numbers, strict=True))))
    put, different = compared(lines)
    differences = "none is answered otherwise" if not different else f"DIFFERENT: {', '.join(different)}"
    return f"""## Result

{table(("", *FILES), rows)}

- **Outside the Union, {share(controlled(lines, OUTSIDE)[2], counts[OUTSIDE][2])} of the lines whose code still exists come out controlled.**
  That figure promises less than it seems to: an export of a listed item is never free (Art. 3(1)), whatever else is
  unknown. It falls only where this software mistakes a code or a place; conditions, exceptions and grounds of concern are
  not put to the test by it.
- Of all lines whose code still exists, {share(controlled(lines, EXISTS)[2], counts[EXISTS][2])} come out controlled. The others go to what is the Union
  today, where there is no export; each is explained below.
- All lines went through `bulk`. Of an even sample of 200 lines, the {put} that were read were put one by one to `check` too:
  {differences} (outcome, range, basis, missing facts)."""


METHOD: Final = """## What was done

Each line that could be read became a row of a `bulk` file, with what the record says and no more:

- the law of {day}, Annex I in the edition of {edition}. The licences are older than the Regulation, which judges no
  export before 9 September 2021; the question is what the same export would need today;
- an export, permanent, from the Netherlands. **Swiss lines are posed as exports from Germany** (to Germany: from Austria),
  since the Regulation does not bind exporters in Switzerland. Temporary licences are posed as permanent too;
- one item with the codes of the line, its value in euro or Swiss francs, and the country of destination. "A via B" goes
  to A; B is a country on the way and stands among the parties;
- everything else left out, hence unknown: end user, end use, what the exporter knows, national lists.

*Controlled* means that the least that can follow is at least a general authorisation: the outcome is
`general_authorisation`, `notification_required`, `authorisation_required` or `prohibited`, or it is open and its low end
is one of these."""


def _unread(lines: Sequence[Line]) -> str:
    reasons = Counter((line.raw.origin, line.unread.reason) for line in lines if line.unread)
    rows = [
        (reason.value, dutch, swiss)
        for reason in Reason
        if (dutch := reasons["NL", reason]) + (swiss := reasons["CH", reason])
    ]
    numbers = sum(line.reading is not None and line.raw.code.strip().isdigit() for line in lines)
    return f"""## Lines that were not read

The code is looked at first, so a line with two defects counts once.

{table(("reason", "Dutch", "Swiss"), rows)}

Codes without dots, several codes in a cell, two formats of dates, separators of thousands and misspelt countries are read.
So are {numbers} codes that a spreadsheet took for numbers, where one entry alone gives the number: `200` was 2E002, two times
ten to the second, and `0` can only have been 0E001. `10` is left: it may be 1E001, or a category of the munitions list."""


def _gone(lines: Sequence[Line], edition: Edition) -> str:
    readings = [(line.raw.origin, line.reading) for line in lines if line.reading]
    there = Counter(code for _, reading in readings for code in reading.codes)
    gone = Counter((code, origin) for origin, reading in readings for code in reading.gone)
    lost = sorted({code for code, _ in gone})
    parts = []
    for group in groups():
        rows = [
            (code, gone[code, "NL"], gone[code, "CH"], HOW[found.how], found.text)
            for code in lost
            if (found := what_became_of(code, edition)).group == group
        ]
        if rows:
            head = ("code", "Dutch", "Swiss", "how it is known", "what became of it")
            parts.append(f"**{group}**\n\n{table(head, rows)}")
    beside = sum(bool(reading.codes and reading.gone) for _, reading in readings)
    return f"""## Codes that are gone

The lines read name {len(there) + len(lost)} different codes. {len(there)} are in the edition of {edition.name}, {len(lost)} are not. For a line with no
other code `bulk` refuses to answer and says so, rather than guess; {beside} lines with another code are judged by that one.
The columns count lines.

{chr(10).join(f"{part}{chr(10)}" for part in parts) if parts else "None is gone."}""".rstrip()


def _by_entry(lines: Sequence[Line]) -> str:
    lost = [line for line in lines if line.code_gone]
    if not lost:
        return "## Judged by the entry instead\n\nNo line."
    answered = [line for line in lost if line.by_entry and not line.by_entry.refusal]
    outside = [line for line in answered if not line.inside_union]
    found = [line for line in outside if line.by_entry and line.by_entry.controlled]
    return f"""## Judged by the entry instead

A second figure, kept apart from the first: the {len(lost)} lines of which no code exists any more, each judged by its entry, the
first five characters. The entry still exists for {len(answered)} of them. It is wider than the code, so the answer holds only if the
item is still in the entry, which a code that has moved does not promise.

{_answer_table(lost, lambda line: said(line.by_entry) if line.by_entry else "")}

Outside the Union: {share(len(found), len(outside))} come out controlled. The others go to what is the Union today."""


def _answer_table(lines: Iterable[Line], answer: Callable[[Line], str]) -> str:
    count = Counter((answer(line), line.inside_union, line.raw.origin) for line in lines)
    keys = sorted({(inside, text) for text, inside, _ in count})
    rows = [
        ("the Union" if inside else "outside", text, count[text, inside, "NL"], count[text, inside, "CH"])
        for inside, text in keys
    ]
    return table(("destination", "answer", "Dutch", "Swiss"), rows)


def _answers(lines: Sequence[Line]) -> str:
    existing = [line for line in lines if line.code_exists]
    bases = Counter(
        (basis, line.raw.origin) for line in existing if line.answer for basis in line.answer.basis
    )
    names = sorted({basis for basis, _ in bases}, key=lambda basis: -bases[basis, "NL"] - bases[basis, "CH"])
    rows = [(basis, bases[basis, "NL"], bases[basis, "CH"]) for basis in names]
    return f"""## Answers

{_answer_table(existing, ending)}

What the answers rest on (an answer can rest on several provisions):

{table(("basis", "Dutch", "Swiss"), rows)}

`prohibited` is no error: many of these licences went to places where measures of the Union now forbid what could be
licensed then. Open answers wait for facts that no record holds, such as the end user or a customs-free zone at the
destination; the answers name them."""


def _exceptions(lines: Sequence[Line]) -> str:
    found = [(category_of(line), line) for line in lines if line.is_exception]
    doubts = sum(category is Category.DOUBT for category, _ in found)
    parts = []
    for category in Category:
        of_category = [line for one, line in found if one is category]
        if of_category:
            parts.append(_category(category, of_category))
    where = f"all but {doubts}" if doubts else "all of them"
    return f"""## What does not come out controlled

{len(found):,} lines whose code still exists, {where} to a place that lies in the customs territory of the Union today. A movement
there is no export and Art. 3(1) does not apply to it. Each line was therefore put to `bulk` again as an intra-Union
transfer, for which Art. 11 and Annex IV decide; the tables have the answer to that question.

{(chr(10) * 2).join(parts)}"""


def _category(category: Category, lines: Sequence[Line]) -> str:
    listed = len(lines) <= LISTED_AT_MOST
    shown = _line_by_line(lines) if listed else _by_country(lines)
    return f"### {category.title}: {len(lines):,}\n\n{category.explanation}\n\n{shown}"


def _transfer(line: Line) -> str:
    return said(line.as_transfer) if line.as_transfer else ""


def _line_by_line(lines: Sequence[Line]) -> str:
    rows = [
        (line.raw.reference, line.reading.day.isoformat(), codes(line), route(line), _transfer(line))
        for line in lines
        if line.reading
    ]
    return table(("line", "granted", "codes", "destination", "as an intra-Union transfer"), rows)


def _by_country(lines: Sequence[Line]) -> str:
    answers = sorted({_transfer(line) for line in lines})
    count = Counter((_place(line), _transfer(line)) for line in lines)
    places = sorted({place for place, _ in count})
    rows = [
        (
            place,
            sum(count[place, answer] for answer in answers),
            *(count[place, answer] for answer in answers),
        )
        for place in places
    ]
    return table(("destination", "lines", *(f"as a transfer: {answer}" for answer in answers)), rows)


def _place(line: Line) -> str:
    """Where a line goes; with the day of accession where that is what explains it."""
    assert line.reading is not None
    place = country(line.reading.destination)
    if category_of(line) is Category.JOINED:
        return f"{place}, since {ACCESSIONS[line.reading.destination]}"
    return place


def _sample(lines: Sequence[Line]) -> str:
    step = max(1, len(lines) // SAMPLE_SIZE)
    rows = [_sample_row(line) for line in lines[::step][:SAMPLE_SIZE]]
    head = ("line", "granted", "code", "destination", "answer", "basis")
    return f"""## Sample

Every {step}th of the lines, as they come, unread ones included.

{table(head, rows)}"""


def _sample_row(line: Line) -> tuple[str, ...]:
    granted = line.reading.day.isoformat() if line.reading else as_written(line.raw.day)
    basis = "; ".join(line.answer.basis) if line.answer else ""
    return line.raw.reference, granted, codes(line), route(line), ending(line), basis


LIMITS: Final = """## What this does not show

- **That a code exists does not say that it means the same.** Entries have been rewritten since 2004; 5A002.a.1 for
  instance sorts encryption differently today. The code is taken at its word.
- Every line is a licence granted, so the test can find an export wrongly called free, never one wrongly called controlled.
- Nothing here tries the catch-all controls (Arts 4, 5, 9, 10) in earnest: the records do not say who knew what.
- The two formats of Dutch dates are told apart by their sign: with hyphens the day comes first, with slashes the month.
  A point before groups of exactly three digits separates thousands (`9.001` is read as 9001); otherwise it is a decimal
  point.
- A movement within one Member State is judged like one between two: the answer does not compare the State of departure
  with that of arrival. That concerns the lines to the Netherlands itself.
- Where a cell has several codes and some are gone, the line is judged by those that are left. Several codes of a line are
  one item with several entries."""
