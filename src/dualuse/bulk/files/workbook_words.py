"""The answers of a workbook in the words of its reader: headings and cells that are codes in every other format.

Of general authorisations those alone are named that may be used. Each heading begins with ``dualuse:``, so that it is nobody else's, and a workbook
that comes back is known by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import Final, NamedTuple

import polars as pl

from dualuse.assessment.field_words import field_in_words, without_citation
from dualuse.assessment.text.in_short import FACTS_MISSING
from dualuse.bulk.joined_reasons import ASSUMED, FOLDED, SEPARATOR
from dualuse.i18n import LANGUAGES, N_, fill, labelled, translate
from dualuse.i18n.statuses import AVAILABILITY, EFFECT, PARTY_STATUS, RELEASE, release_status
from dualuse.law.measures.goods.gathering import gathers
from dualuse.schema.customs_code import customs_code
from dualuse.schema.tables.columns import BAD_HEADING, LINE, RESULTS, SCREENED, SHEET

IN_WORDS: Final = "missing_in_words"
"""A column of workbooks alone: the first facts that are missing, before the columns of the file."""
ALL_IN_WORDS: Final = "all_missing_in_words"
"""All of them, behind the names of their fields: there may be some forty."""
RANK: Final = "\x1frank"
"""A column that is never written: how early a row stands in a sheet, what must not leave first."""
_BEFORE: Final = "dualuse: "
_HEADINGS: Final[dict[str, str]] = {
    "outcome": N_("what the law asks for"),
    "range_low": N_("at least"),
    "range_high": N_("at most"),
    "basis": N_("provisions"),
    "missing": N_("missing facts (names of fields)"),
    IN_WORDS: N_("missing facts"),
    ALL_IN_WORDS: N_("all missing facts"),
    "release": N_("may it leave"),
    "authorisations": N_("general authorisations"),
    "reasons": N_("reasons"),
    "screening_status": N_("screening"),
    "screening_hits": N_("listed parties"),
}
_OF_BAD_ROWS: Final[dict[str, str]] = {
    **dict(zip(BAD_HEADING, (N_("line of the file"), N_("what is to be mended")), strict=True)),
    SHEET: N_("sheet of the file"),
}
_FIRST: Final = ("release", "outcome", "reasons", IN_WORDS, LINE, SHEET)
"""The columns that a reader of a workbook looks for, before those of the file, and where a row stands in it, as among the rows to mend."""
_OPEN: Final = {"undetermined": N_("not settled")}
_OUTCOMES_WORST_FIRST: Final = (
    "prohibited",
    "authorisation_required",
    "undetermined",
    "notification_required",
    "general_authorisation",
    "not_controlled",
)


def heading(name: str, language: str) -> str:
    """The heading of a column of answers; any other stays."""
    if name not in _HEADINGS:
        return name
    return _BEFORE + translate(_HEADINGS[name], language)


def bad_heading(name: str, language: str) -> str:
    """The heading of a column that tells where a row stands, or what is wrong with it, in words; any other stays."""
    return _BEFORE + translate(_OF_BAD_ROWS[name], language) if name in _OF_BAD_ROWS else name


def bad_heading_meant(title: str) -> str:
    """The name of the column of bad rows that a heading in a workbook stands for, in whichever language; any other title stays."""
    return _bad_headings().get(title, title)


_BEYOND: Final = N_("beyond the last column")


def beyond_heading(place: int, language: str) -> str:
    """The heading over cells of a row to mend that has more of them than the file has columns; ``place``: from 1."""
    return f"{_BEFORE}{translate(_BEYOND, language)} ({place})"


def is_beyond(title: str) -> bool:
    """Whether a heading in a workbook stands over cells of no column (:func:`beyond_heading`), in whichever language."""
    heading_of_them, _, place = title.rpartition(" ")
    return bool(place) and heading_of_them in {
        _BEFORE + translate(_BEYOND, language) for language in LANGUAGES
    }


@lru_cache(maxsize=1)
def _bad_headings() -> Mapping[str, str]:
    return {bad_heading(name, language): name for name in _OF_BAD_ROWS for language in LANGUAGES}


def in_words(rows: pl.DataFrame, language: str, cells: pl.DataFrame | None = None) -> pl.DataFrame:
    """Rows as a person reads them: the verdict before the columns of the file, codes and headings in words, reasons in a few.

    ``cells``: of these rows, by the names of the contract: of a code that is stated and too wide, what is missing is the narrower one.
    """
    if "missing" in rows.columns:
        position = rows.columns.index("missing") + 1
        words = _missing_in_words(rows["missing"], cells, language)
        rows = rows.insert_column(position, words[ALL_IN_WORDS]).insert_column(position, words[IN_WORDS])
    ranks = _ranks(rows)
    rows = _with_assumed_releases(rows, language)
    worded = [
        pl.col(name).replace({cell: words(cell) for cell in rows[name].drop_nulls().unique()})
        for name, words in _words_of_cells(language).items()
        if name in rows.columns
    ]
    if {"reasons", "release"} <= set(rows.columns):
        worded.append(_reasons(rows, language))
    first = [name for name in _FIRST if name in rows.columns]
    rows = rows.with_columns(worded).select(*first, pl.exclude(first))
    rows = rows.rename({name: heading(bad_heading(name, language), language) for name in rows.columns})
    return rows if ranks is None else rows.with_columns(ranks)


_WORST_FIRST: Final = ("stop", "ask", "go")


def _ranks(rows: pl.DataFrame) -> pl.Series | None:
    """How early each row stands: what must not leave first, and of that what is prohibited; None where nothing is said of it."""
    if not {"release", "outcome"} <= set(rows.columns):
        return None
    places = {
        (release, outcome): place
        for place, (release, outcome) in enumerate(product(_WORST_FIRST, _OUTCOMES_WORST_FIRST))
    }
    cells = rows.select(pl.col("release", "outcome").cast(pl.String)).iter_rows()
    return pl.Series(RANK, [places.get(cell, len(places)) for cell in cells], dtype=pl.UInt8)


def _with_assumed_releases(rows: pl.DataFrame, language: str) -> pl.DataFrame:
    """The rows; of one that may leave on what is assumed, the release says so, in words."""
    if not {"reasons", "release"} <= set(rows.columns):
        return rows
    begins = fill(ASSUMED, language, assumed="").strip()
    words = translate(release_status("go", is_assumed=True).short, language)
    of_assumed = (pl.col("release") == "go") & pl.col("reasons").str.contains(begins, literal=True)
    return rows.with_columns(pl.when(of_assumed).then(pl.lit(words)).otherwise("release").alias("release"))


@lru_cache(maxsize=1)
def headings() -> frozenset[str]:
    """The headings of answers in workbooks that stand in no other format."""
    names = (*RESULTS, *SCREENED, IN_WORDS, ALL_IN_WORDS)
    of_answers = (heading(name, language) for language in LANGUAGES for name in names)
    # Workbooks of earlier releases have this column under its code.
    return frozenset((*of_answers, IN_WORDS, *_bad_headings()))


def _words_of_cells(language: str) -> Mapping[str, Callable[[str], str]]:
    """By column, what makes words of the codes of a cell; a code without words stays."""
    of_all = {
        "authorisations": lambda cell: _authorisations(cell, language),
    }
    outcomes = _worded({**EFFECT.long, **_OPEN}, language)
    in_words = {
        **of_all,
        "outcome": outcomes,
        "range_low": outcomes,
        "range_high": outcomes,
        "screening_status": _worded(PARTY_STATUS.sentence, language),
    }
    if language == "en":  # "stop", "ask" and "go" are words, and provisions are cited as they are
        return in_words
    return {
        **in_words,
        "release": _worded(RELEASE.short, language),
        "basis": lambda cell: "; ".join(translate(row, language) for row in cell.split(";")),
    }


_LONGEST: Final = 160
"""Signs of the reasons in a sheet of a row that may leave, now or once something is settled: a reason more stands only within them, and whole."""
_LONGEST_MISSING: Final = 60
"""Of them for the facts that are missing, where other reasons stand there, too."""
_MISSING_AND_MORE: Final = N_("missing: {fields} and {number} more")
_MISSING: Final = N_("missing: {fields}")


def _reasons(rows: pl.DataFrame, language: str) -> pl.Expr:
    """The reasons of rows: the first of those that are to be asked, with what is missing; all of the others: on what it rests that a row is
    free is not cut."""
    missing = pl.col(ALL_IN_WORDS) if ALL_IN_WORDS in rows.columns else pl.lit("")
    cell = pl.struct("release", missing.fill_null("").alias("missing"), "reasons")
    cells = rows.select(cell.alias("cell")).to_series()
    worded = {
        tuple(row.values()): _reasons_of_row(row["release"], row["reasons"], row["missing"], language)
        for row in cells.unique()
    }
    texts = [worded[tuple(row.values())] for row in cells]
    return pl.lit(pl.Series("reasons", texts, dtype=pl.String)).alias("reasons")


def _reasons_of_row(release: str | None, reasons: str | None, missing: str, language: str) -> str | None:
    if reasons is None:
        return None
    if release == "stop":
        return reasons_of_a_stop(reasons, language)
    if release is not None and release != "ask":
        return SEPARATOR.join(_different(reasons))
    return reasons_of_a_sheet(reasons, language, missing if release == "ask" else "")


def _different(text: str) -> list[str]:
    return [*dict.fromkeys(text.replace(FOLDED, "").split(SEPARATOR))] if text else []


def reasons_of_a_stop(text: str, language: str) -> str:
    """Every reason of a row that must not leave; provisions that are merely open are counted behind them."""
    clauses = dict.fromkeys(text.split(SEPARATOR))
    reasons = [clause for clause in clauses if not clause.startswith(FOLDED)]
    number = len(clauses) - len(reasons)
    text_ = N_("still open, and could only add to it: {number} acts or provisions")
    return SEPARATOR.join([*reasons, *([fill(text_, language, number=number)] if number else ())])


def reasons_of_a_sheet(text: str, language: str, missing: str = "") -> str:
    """The first of the reasons, as many as a cell shows at once, each whole; what is missing, what was assumed, and how many more a result
    in CSV has.

    ``missing``: the facts in words; they stand for the sentence that facts are missing.
    """
    reasons = _different(text)
    fields = [*map(without_citation, missing.split(SEPARATOR))] if missing else []
    place = 1
    if fields:
        general = translate(FACTS_MISSING, language)
        place = 0 if reasons[:1] == [general] else 1
        reasons = [reason for reason in reasons if reason != general]
    lacking = _lacking(fields, len(fields), language)
    whole = SEPARATOR.join(filter(None, [*reasons[:place], lacking, *reasons[place:]]))
    if len(whole) <= _LONGEST:
        return whole
    begins = translate(ASSUMED, language).partition("{")[0]
    kept = [reason for reason in reasons if reason.startswith(begins)]
    others = [reason for reason in reasons if reason not in kept]
    room = _LONGEST - len(_more(len(others), language))
    if fields:
        lacking = _first_lacking(fields, language)
        room -= len(lacking) + len(SEPARATOR)
    first: list[str] = []
    for reason in others:
        room -= len(SEPARATOR) + len(reason)
        if room < 0 and (first or (lacking and not place)):
            break
        first.append(reason)
    left = len(others) - len(first)
    more = [_more(left, language)] if left else []
    return SEPARATOR.join(filter(None, [*first[:place], lacking, *first[place:], *kept, *more]))


def first_lacking(fields: Iterable[str], language: str) -> str:
    """That the first of these fields are missing, in words, and how many more there are."""
    return _first_lacking(
        [without_citation(field_in_words(field, language)) for field in fields if field], language
    )


def _first_lacking(fields: Sequence[str], language: str) -> str:
    """The first fields that are missing, as many as have room, and how many more there are, which a column of their own names."""
    for number in range(len(fields), 1, -1):
        text = _lacking(fields, number, language)
        if len(text) <= _LONGEST_MISSING:
            return text
    return _lacking(fields, 1, language)


def _lacking(fields: Sequence[str], number: int, language: str) -> str:
    """That the first ``number`` of the fields are missing, and how many more; "" where none is."""
    if not fields:
        return ""
    more = len(fields) - number
    text = _MISSING_AND_MORE if more else _MISSING
    return fill(text, language, fields=", ".join(fields[:number]), number=more)


def _more(number: int, language: str) -> str:
    return fill(N_("and {number} more (all with -o NAME.csv)"), language, number=number)


def _worded(words: Mapping[str, str], language: str) -> Callable[[str], str]:
    word_of_code = {code: translate(text, language) for code, text in words.items()}
    return lambda cell: word_of_code.get(cell, cell)


_NARROWER: Final = {
    "items.entries": N_("a narrower provision under {codes}"),
    "items.cn_code": N_("further digits of the customs code {codes}"),
}
"""By the field, what is missing where it is stated and something is missing in it all the same."""
_OWN_CODE: Final = N_("the customs code that the goods have by themselves, not {codes}")


def _narrower(field: str, code: str) -> str:
    """What is missing beside a stated code; of a customs code that gathers goods of many kinds, the one of the goods."""
    is_gathering = field == "items.cn_code" and gathers(customs_code(code) or "")
    return _OWN_CODE if is_gathering else _NARROWER[field]


def _missing_in_words(missing: pl.Series, cells: pl.DataFrame | None, language: str) -> pl.DataFrame:
    """What is missing in words, the first facts and all of them, worked out once for all rows that lack the same and state the same codes."""
    codes = [
        pl.when(pl.col("missing").str.contains(name, literal=True)).then("cell_" + name).alias(name)
        for name in _NARROWER
    ]
    stated = [
        (
            pl.lit("")
            if cells is None or name not in cells.columns
            else cells[name].cast(pl.String).replace("[]", None)
        ).alias("cell_" + name)
        for name in _NARROWER
    ]
    rows = missing.alias("missing").to_frame().with_columns(stated).select("missing", *codes)
    different = rows.unique()
    facts = [_missing_facts(*row, language=language) for row in different.iter_rows()]
    told_in_words = different.with_columns(
        pl.Series(IN_WORDS, [_first_of(row, language) for row in facts], dtype=pl.String),
        pl.Series(ALL_IN_WORDS, [_joined(row) for row in facts], dtype=pl.String),
    )
    return rows.join(told_in_words, on=rows.columns, how="left", nulls_equal=True, maintain_order="left")


def _missing_facts(cell: str | None, *codes: str | None, language: str) -> tuple[str, ...] | None:
    """What the fields of a cell hold; ``codes``: what the fields :data:`_NARROWER` state."""
    if cell is None:
        return None
    stated = {name: code.strip() for name, code in zip(_NARROWER, codes, strict=True) if code}
    return tuple(
        dict.fromkeys(
            fill(_narrower(field, stated[field]), language, codes=stated[field].replace(";", ", "))
            if stated.get(field)
            else field_in_words(field, language)
            for field in cell.split(";")
            if field
        )
    )


_MOST_MISSING: Final = 3
_AND_MORE_MISSING: Final = N_("{facts}; and {number} more, in the column “{column}”")


def _first_of(facts: Sequence[str] | None, language: str) -> str | None:
    """The first facts that are missing of a row, and how many more the column of all of them has."""
    if facts is None or len(facts) <= _MOST_MISSING + 1:  # the count would take the place of the last
        return _joined(facts)
    return fill(
        _AND_MORE_MISSING,
        language,
        facts=SEPARATOR.join(facts[:_MOST_MISSING]),
        number=len(facts) - _MOST_MISSING,
        column=heading(ALL_IN_WORDS, language),
    )


def _joined(facts: Sequence[str] | None) -> str | None:
    return None if facts is None else SEPARATOR.join(facts)


def _authorisations(cell: str, language: str) -> str:
    """The general authorisations that may be used or may turn out so; "none" where no one is left."""
    statuses = (row.partition(":") for row in cell.split(";"))
    left = [(name, status) for name, mark, status in statuses if mark and status != "not_available"]
    if not left:
        return translate(N_("none"), language) if cell else ""
    return "; ".join(
        labelled(name, translate(AVAILABILITY.short.get(status, status), language), language)
        for name, status in left
    )


class SheetNames(NamedTuple):
    """What the sheets of a result are called."""

    judged: str
    to_mend: str
    summary: str


SHEET_NAMES: Final = SheetNames(N_("Judged rows"), N_("Rows to mend"), N_("Summary"))
