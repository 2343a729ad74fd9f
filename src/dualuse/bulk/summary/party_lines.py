"""What a summary says of the parties: whom screening named, and who was not screened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.bulk.parties.screened_rows import ScreenedRows
from dualuse.bulk.summary.speech import LONGEST_REFERENCE, Speech, column_of_result, some_names
from dualuse.bulk.summary.summary import Summary
from dualuse.bulk.summary.summary_rows import ListedRow
from dualuse.bulk.summary.terminal_lines import FURTHER, Line
from dualuse.i18n import N_, short_day
from dualuse.i18n.statuses import PARTY_STATUS
from dualuse.inputs.wrapping import clipped
from dualuse.schema.screening import ListUsed
from dualuse.schema.tables.columns import SCREENED
from dualuse.schema.tables.export_words import may_name_somebody
from dualuse.screening.words import LISTS_NOT_WHOLE, LISTS_OLD, names_of_doubt

_LONGEST_HITS: Final = 160


def party_lines(summary: Summary, output: str, speech: Speech) -> Iterator[Line]:
    """What screening came to, and who was not screened."""
    if summary.screened is not None:
        yield from _screened_lines(summary.screened, speech)
        number = sum(summary.screened.statuses[status] for status in ("hit", "review"))
        yield from _listed_lines(summary.listed, number, output, speech)
        yield from _refused_lines(summary, summary.screened, speech)
    elif summary.rows:
        yield speech.say(N_("The parties were not screened: no row is free to go before that."))


def _listed_lines(listed: tuple[ListedRow, ...], number: int, output: str, speech: Speech) -> Iterator[Line]:
    """The line that says who is or may be listed, and in which row; ``number``: of all such rows."""
    for place, row in enumerate(listed):
        text = N_("to be looked at: row {line} ({reference}): {hits}")
        if not row.reference:
            text = N_("to be looked at: row {line}: {hits}")
        reference = clipped(row.reference, LONGEST_REFERENCE)
        hits = clipped(row.hits, _LONGEST_HITS)
        line = speech.say(text, FURTHER if place else 0, line=row.line, reference=reference, hits=hits)
        yield line._replace(is_cut=True)
    if number > len(listed):
        text = N_("all {number} rows with a party that is or may be listed: column “{column}” of {file}")
        column = column_of_result(SCREENED[0], output, speech)
        yield speech.say(text, FURTHER, number=speech.amount(number), column=column, file=output)


def _refused_lines(summary: Summary, screened: ScreenedRows, speech: Speech) -> Iterator[Line]:
    """The rows to mend: whom their parties are or may be, and in how many nobody could be read."""
    if (first := screened.refused_first) is not None:
        text = N_("ROWS TO MEND WITH A PARTY THAT IS OR MAY BE LISTED: {number}; first row {line}: {hits}")
        number = speech.amount(screened.refused_listed)
        line = speech.say(text, number=number, line=first.line, hits=clipped(first.hits, _LONGEST_HITS))
        yield line._replace(is_cut=True)
    if summary.bad > screened.refused:
        text = N_(
            "ROWS TO MEND, NOT SCREENED: {number}. Whoever stands in them may be listed: mend the rows, and judge them."
        )
        line = speech.say(text, number=speech.amount(summary.bad - screened.refused))
        yield line._replace(is_cut=True)


def nobody_lines(summary: Summary, screened: ScreenedRows, speech: Speech) -> Iterator[Line]:
    """Rows that name nobody beside the exporter, and the columns that were not read and may name somebody."""
    if screened.naming_nobody:
        text = N_(
            "ROWS WHOSE PARTIES NOBODY SCREENED: {number}. They name nobody beside the exporter, and none of them is clear."
        )
        if screened.naming_nobody == summary.rows:
            text = N_(
                "NOBODY WAS SCREENED BESIDE THE EXPORTER (rows: {number}): no name of a party was read, and no row is clear."
            )
        yield speech.say(text, number=speech.amount(screened.naming_nobody))
    if names := tuple(filter(may_name_somebody, summary.carried)):
        text = N_(
            "Columns that may hold names, and were not read, so that nobody in them was screened: {names}"
        )
        yield speech.say(text, names=some_names(names, speech.language))
    elif summary.carried and screened.naming_nobody == summary.rows > 0:
        text = N_("Columns that were not read, and may hold the names: {names}")
        yield speech.say(text, names=some_names(summary.carried, speech.language))


def _screened_lines(screened: ScreenedRows, speech: Speech) -> Iterator[Line]:
    """What screening came to: rows by what their parties are, and the lists with their age."""
    if not screened.subjects:
        yield speech.say(N_("Nobody was screened: no row that could be judged names anybody."))
        return
    names = ", ".join(_dated(used, speech) for used in screened.lists)
    text = N_("Distinct parties screened: {number}, against {lists}; rows:")
    yield speech.say(text, number=speech.amount(screened.subjects), lists=names)
    for status, words in reversed(PARTY_STATUS.sentence.items()):
        if number := screened.statuses[status]:
            # Rows that are not clear are never left out: a hit that is not shown goes unnoticed.
            is_alone = number == sum(screened.statuses.values())
            yield speech.counted(words, number, FURTHER if status == "clear" and not is_alone else 0)
    old = [(used.list, used.dated) for used in screened.lists if used.stale]
    partial = [used.list for used in screened.lists if used.partial]
    # The rows by status say it, and the line above names the lists with their days.
    for text, names in zip(
        (LISTS_OLD, LISTS_NOT_WHOLE), names_of_doubt(old, partial, speech.language), strict=True
    ):
        if names:
            yield speech.say(text, FURTHER, names=names)


def _dated(used: ListUsed, speech: Speech) -> str:
    return f"{used.list} {short_day(used.dated, speech.language)}".strip()
