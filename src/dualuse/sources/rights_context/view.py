"""What the indices say of one place: for each the latest value, how old it is, and on which scale; none is joined with another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Final, Literal

from dualuse.i18n import N_, PlaceName, fill, grouped, language_of, translate
from dualuse.inputs.problems import printable
from dualuse.sources.rights_context.importing import LEFT_OUT, UNREAD, ContextReport, years_with_data
from dualuse.sources.rights_context.indices import Index, Observation, indices


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextRow:
    """An index beside a destination. Scale, direction, address and licence stand in ``index`` and ``index.source``.

    ``state``: ``data``; ``no_data`` where the index was imported and says nothing of the place, which is not that there is no concern;
    ``not_imported`` where no file of the index was read. ``year``, ``age`` (years): of the value, None without one. ``newest``: the latest
    year for which the index has data of any place. ``newer_without``: later years in which the publisher has the place without data.
    """

    index: Index
    state: Literal["data", "no_data", "not_imported"]
    value: Decimal | None = None
    text: str = ""
    year: int | None = None
    age: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    newest: int | None = None
    newer_without: tuple[int, ...] = ()
    source_file: str = ""
    checksum: str = ""


def latest(observations: Iterable[Observation], place: str) -> dict[str, Observation]:
    """Per index the latest observation of ``place`` (ISO 3166-1 alpha-2) that has data."""
    with_data = (each for each in observations if each.place == place and each.has_data)
    return {each.index: each for each in sorted(with_data, key=lambda each: each.year)}


def age(observation: Observation, today: date) -> int:
    """Whole calendar years between the year that is described and today's."""
    return today.year - observation.year


class Context:
    """The observations of a table of context, put by place: for those that ask about many places."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        every = tuple(observations)
        self.newest: Final = {key: last for key, (_, last) in years_with_data(every).items()}
        self.imported: Final = frozenset(observation.index for observation in every)
        self._places: Final[dict[str, list[Observation]]] = {}
        for observation in every:
            self._places.setdefault(observation.place, []).append(observation)

    def observations(self, place: str) -> Sequence[Observation]:
        """The observations of a place."""
        return self._places.get(place, ())


def context_rows(
    observations: Context | Sequence[Observation], place: str, today: date
) -> tuple[ContextRow, ...]:
    """A row for each index that is known, in the order in which they are shown, also where there is nothing to show."""
    context = observations if isinstance(observations, Context) else Context(observations)
    of_place = context.observations(place)
    current = latest(of_place, place)
    rows = []
    for key, index in indices().items():
        observation = current.get(key)
        last = context.newest.get(key)
        if observation is None:
            rows.append(
                ContextRow(
                    index=index, state="no_data" if key in context.imported else "not_imported", newest=last
                )
            )
            continue
        later = sorted(
            other.year for other in of_place if other.index == key and other.year > observation.year
        )
        rows.append(
            ContextRow(
                index=index, state="data", value=observation.value, text=observation.text, year=observation.year, age=age(observation, today), low=observation.low, high=observation.high,
                newest=last, newer_without=tuple(later), source_file=observation.source_file, checksum=observation.checksum,
            )
        )  # fmt: skip
    return tuple(rows)


_MOST_SHOWN: Final = 20
_DECIMALS: Final = Decimal("0.001")


def import_text(reports: Iterable[ContextReport], language: str) -> str:
    """What became of each file, in words."""
    return "\n\n".join("\n".join(_file_lines(report, language)) for report in reports) + "\n"


def _file_lines(report: ContextReport, language: str) -> Iterator[str]:
    def counted(number: int, text: str) -> str:
        return f"{grouped(number, language):>9}  {text}"

    yield f"{report.format}: {printable(report.file)}  ·  SHA-256 {report.checksum[:16]}…"
    yield counted(report.lines, translate(N_("lines"), language))
    yield counted(report.read, translate(N_("lines read"), language))
    yield counted(report.values, translate(N_("values"), language))
    yield counted(report.empty, translate(N_("without data, which is not “no concern”"), language))
    if report.already:
        yield counted(report.already, translate(N_("passed over: a file named before has them"), language))
    for reason, number in sorted(report.left_out.items()):
        left_out = translate(N_("lines left out"), language)
        yield counted(number, f"{left_out}: {translate(LEFT_OUT[reason], language)}")
        if names := sorted(report.names.get(reason, ())):
            shown = names[:_MOST_SHOWN] + (["…"] if len(names) > _MOST_SHOWN else [])
            yield "           " + printable(", ".join(shown))
    if report.unread:
        yield translate(N_("Not understood"), language)
        for cell in report.unread[:_MOST_SHOWN]:
            why = translate(UNREAD[cell.remark], language)
            yield f"{cell.line:>9}  {printable(cell.column)}: {printable(cell.text) or '–'}  ·  {why}"
        if len(report.unread) > _MOST_SHOWN:
            more = translate(N_("and {number} more"), language)
            yield "           " + more.format(number=len(report.unread) - _MOST_SHOWN)


def report_data(report: ContextReport) -> dict[str, Any]:
    """The report as JSON values."""
    return {
        "source_format": report.format,
        "file": report.file,
        "checksum": report.checksum,
        "lines": report.lines,
        "read": report.read,
        "values": report.values,
        "empty": report.empty,
        "already": report.already,
        "left_out": dict(sorted(report.left_out.items())),
        "places_left_out": {reason: sorted(names) for reason, names in sorted(report.names.items())},
        "indices": {key: list(years) for key, years in report.indices.items()},
        "unread": [
            {"line": cell.line, "column": cell.column, "text": cell.text, "remark": cell.remark}
            for cell in report.unread
        ],
    }


def context_text(rows: Sequence[ContextRow], place: str, language: str) -> str:
    """The indices beside a place, by publisher, and those that were not imported at the end."""
    return "\n".join(_place_lines(rows, place, language)) + "\n"


def _place_lines(rows: Sequence[ContextRow], place: str, language: str) -> Iterator[str]:
    yield PlaceName(place).in_language(language)
    yield translate(
        N_("Each index stands for itself, on its own scale. No data is not “no concern”."), language
    )
    imported = [row for row in rows if row.state != "not_imported"]
    for source, of_source in groupby(imported, key=lambda row: row.index.source):
        yield ""
        yield f"── {source.citation}. {source.licence}. {source.url}"
        for row in of_source:
            yield from _index_lines(row, language)
    if absent := [row.index.name[language] for row in rows if row.state == "not_imported"]:
        yield ""
        yield translate(N_("Not imported"), language) + ": " + ", ".join(absent)


def _index_lines(row: ContextRow, language: str) -> Iterator[str]:
    index = row.index
    yield f"{index.name[language]}: {_value_text(row, language)}"
    yield f"  {index.measures[language]}"
    yield f"  {scale_text(index, language)}"
    if row.newer_without:
        text = translate(N_("In the file without data for later years: {years}"), language)
        yield "  " + text.format(years=", ".join(map(str, row.newer_without)))
    for year in index.breaks:
        yield "  " + fill(
            N_("Values before {year} were measured otherwise and do not compare with those after"),
            language,
            year=year,
        )


def _value_text(row: ContextRow, language: str) -> str:
    if row.state != "data":
        return translate(N_("no data"), language)
    shown = row.index.labels[row.text][language] if row.text else number_text(row.value, language)
    if row.low is not None and row.high is not None:
        interval = fill(
            N_("{low} to {high}, the interval of {percent} per cent"),
            language,
            low=number_text(row.low, language),
            high=number_text(row.high, language),
            percent=row.index.interval,
        )
        shown += f" ({interval})"
    old = fill(N_("{year}, years ago: {age}"), language, year=row.year, age=row.age)
    return f"{shown}  ·  {old}"


def scale_text(index: Index, language: str) -> str:
    """``Scale: 0 (worst) to 100 (best)``, whichever end is the better one."""
    if index.categories:
        low, high = (index.labels[code][language] for code in (index.categories[0], index.categories[-1]))
    else:
        low, high = number_text(index.low, language), number_text(index.high, language)
    return fill(
        N_("Scale: {low} (worst) to {high} (best)")
        if index.better == "high"
        else N_("Scale: {low} (best) to {high} (worst)"),
        language,
        low=low,
        high=high,
    )


def number_text(number: Decimal | None, language: str) -> str:
    """A number with at most three decimals, and the decimal mark of the language."""
    if number is None:
        return "–"
    rounded = number.quantize(_DECIMALS)
    text = f"{rounded:f}".rstrip("0").rstrip(".")
    text = "0" if text in ("-0", "") else text
    return text.replace(".", language_of(language).decimal)


def row_data(row: ContextRow, language: str) -> dict[str, Any]:
    """A row as JSON values: numbers as text, as the publisher wrote them."""
    index = row.index
    return {
        "index": index.key,
        "name": index.name[language],
        "measures": index.measures[language],
        "state": row.state,
        "value": _exact(row.value),
        "text": row.text or None,
        "year": row.year,
        "age": row.age,
        "interval": None
        if row.low is None
        else {"low": _exact(row.low), "high": _exact(row.high), "percent": index.interval},
        "newest_year": row.newest,
        "later_years_without_data": list(row.newer_without),
        "scale": {
            "low": _exact(index.low),
            "high": _exact(index.high),
            "categories": list(index.categories),
            "better": index.better,
            "breaks": list(index.breaks),
        },
        "source": {
            "publisher": index.source.publisher,
            "url": index.source.url,
            "licence": index.source.licence,
            "republish": index.source.republish,
            "citation": index.source.citation,
            "file": row.source_file or None,
            "checksum": row.checksum or None,
        },
    }


def _exact(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
