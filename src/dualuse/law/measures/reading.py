"""Reading the files of Union restrictive measures: one TOML file per act, dated rows.

Rows: ``[[provisions]]`` become provisions above every authorisation, ``[[arms_embargoes]]`` facts for Art. 4(1)(b),
``[[not_examined]]`` what we cannot execute (annexes by customs code or description), named in every answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import DataError, data_files, path_in_package
from dualuse.i18n import N_
from dualuse.inputs.data_files import read_toml
from dualuse.law.language.provision import Validity, Verification
from dualuse.law.measures.described.reading import goods_described
from dualuse.law.measures.goods.reading import AnnexGoods, annex_of_goods, annexes_of_goods
from dualuse.law.measures.shape import ACT_FILE, PARTNERS

_HERE: Final = Path(__file__).parent
TRANSIT_BY_OUR_READING: Final = N_(
    "transit through the Union is counted here as a supply or transfer; that is our reading of the act, have it checked"
)
"""An exception of rows that say ``transit_by_our_reading``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A prohibition or authorisation requirement of an act, as its file states it.

    ``candidates``: with ``items = "part"``, the codes of Annex I that the annex of the act can meet at all (none: any).
    ``goods``: with ``items = "goods"``, the annexes that name the goods by customs code; ``question``: what must be so besides.
    ``codes``: with ``items = "annex_i_except"``, the codes of which the annex leaves out a part, which is asked about.
    ``dual_use``: ``open`` where a person must say whether it is a measure on dual-use items (EU008 Part 2(c)).
    ``through``: the circumstance that the items pass through the country of the act; it counts for every destination where
    it is stated, and is asked about for ``places`` only (``ways`` of the file); ``passes``: that country. ``told``: a circumstance that counts where
    it is stated only; ``third_countries``: every place outside the Union, instead of ``places``.
    ``near``: the beginnings of the customs codes of what the annex can mean outside Annex I, which is asked about; with
    ``items = "described"`` none: any. With others none: it is asked about only where a person has named it; ``beside``: the
    beginnings of the codes of what it can mean then, where that is known.
    ``only``: of ``near``, what is described: ``goods``, not asked about of software and technology; ``software``, asked about of
    these without a customs code. ``but_not_codes``: with ``items = "described"``, customs codes of goods that the article
    leaves out, whatever was answered. ``aware``: with ``items = "military_service"``, to be aware of a military end use is enough;
    else, and where one is suspected or a military service receives it, ``question`` tells. ``described``: the annex asked about, and up to which day it is known.
    ``exceptions``: those of the row, and that transit is counted by our reading where the row says so (``transit_by_our_reading``).
    A row about goods holds for days on which no code of its annexes comes or goes: one of a file is several here.
    """

    act: str
    celex: str
    url: str
    article: str
    summary: str
    effect: str
    activities: tuple[str, ...]
    places: tuple[str, ...]
    items: str
    codes: tuple[str, ...]
    candidates: tuple[str, ...]
    question: str
    end_use: str
    validity: Validity
    exceptions: tuple[str, ...]
    reference: str
    verification: Verification
    goods: tuple[AnnexGoods, ...] = ()
    near: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    dual_use: str = ""
    through: str = ""
    passes: str = ""
    told: str = ""
    third_countries: bool = False
    only: str = ""
    but_not_codes: tuple[str, ...] = ()
    aware: bool = False
    described: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftedRow:
    """An exemption, which lifts a ban, or a derogation, which leaves it to the authority (``effect``), where a person states it.

    ``of``: the articles that it lifts. ``civil``: not for a military use or end user. ``activities``: of these only, where
    there are any. ``only``, ``but_not``: annexes whose goods it is for, or is not for; ``codes``, ``but_not_codes``: customs codes.
    """

    act: str
    celex: str
    url: str
    article: str
    summary: str
    of: tuple[str, ...]
    effect: str
    circumstance: str
    civil: bool
    activities: tuple[str, ...]
    codes: tuple[str, ...]
    but_not_codes: tuple[str, ...]
    only: tuple[AnnexGoods, ...]
    but_not: tuple[AnnexGoods, ...]
    validity: Validity
    reference: str
    verification: Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbargoRow:
    """An arms embargo; ``scope`` is ``country``, or ``part`` where a person must say whether it counts."""

    act: str
    places: tuple[str, ...]
    scope: str
    note: str
    validity: Validity
    reference: str
    verification: Verification


def codes_near(near: str | list[str]) -> tuple[str, ...]:
    """The beginnings of customs codes that ``near`` states, or names."""
    return goods_described()[near] if isinstance(near, str) else tuple(near)


@lru_cache(maxsize=1)
def act_files() -> tuple[dict[str, Any], ...]:
    """The files of all acts, checked.

    Raises:
        DataError: one does not keep the rules.
    """
    files = []
    cited: set[tuple[str, str, date]] = set()
    for path in data_files(_HERE, "*.toml"):
        data = read_toml(path)
        ACT_FILE.check(data, path_in_package(path))
        for row in data.get("provisions", ()):
            if not data["act"] or not data["celex"]:
                raise DataError(f"{path_in_package(path)}: provisions need an act and its celex")
            if [bool(row["places"]), row.get("third_countries", False), "through" in row].count(True) != 1:
                raise DataError(
                    f"{path_in_package(path)}: {row['article']}: state places, or third_countries = true, or through"
                )
            if "through" in row and row["through"] not in {way["through"] for way in data.get("ways", ())}:
                raise DataError(f"{path_in_package(path)}: {row['article']}: no way is {row['through']}")
            citation = (data["act"], row["article"], row["since"])
            # Of two that are cited alike from one day on, one would be taken for the other.
            if citation in cited:
                raise DataError(
                    f"{path_in_package(path)}: {citation[0]}, {citation[1]}, since {citation[2]} stands twice"
                )
            cited.add(citation)
        for row in data.get("not_examined", ()):
            # It would hold nothing in silence.
            if (row["places"] or row.keys() & {"places_of", "what", "known", "sign"}) and not row.keys() & {
                "point",
                "asked_by",
            }:
                raise DataError(
                    f"{path_in_package(path)}: {row.get('article')}: state a point (a name for the question whether it reaches the"
                    " transaction, such as 32023R1529.ports), or asked_by (the article whose question answers it)"
                )
            asking = {other["article"] for other in data.get("provisions", ()) if other.get("question")}
            if row.get("asked_by", "") not in asking | {""}:
                raise DataError(
                    f"{path_in_package(path)}: {row.get('article')}: asked_by: no provision of {row['asked_by']} in this file asks"
                    f" a question"
                )
        files.append(data)
    named = {
        row.get(field)
        for data in files
        for row in data.get("provisions", ())
        for field in ("near", "beside")
        if isinstance(row.get(field), str)
    }
    if idle := sorted(goods_described().keys() - named):
        raise DataError(f"law/measures/described/{idle[0]}.toml: no provision names it, with near or beside")
    return tuple(files)


@lru_cache(maxsize=1)
def measure_rows() -> tuple[MeasureRow, ...]:
    """All provisions of all acts."""
    return tuple(
        each
        for file in act_files()
        for number, row in enumerate(file.get("provisions", ()))
        for each in _by_period(_measure_row(file, row, f"{file['act']}: provisions[{number}]"))
    )


def _measure_row(file: dict[str, Any], row: dict[str, Any], place: str) -> MeasureRow:
    way = next((way for way in file.get("ways", ()) if way["through"] == row.get("through")), None)
    return MeasureRow(
        act=file["act"],
        celex=file["celex"],
        url=file["url"],
        article=row["article"],
        summary=row["summary"],
        effect=row["effect"],
        activities=tuple(row["activities"]),
        places=tuple(way["asked_for"] if way else row["places"]),
        items=row["items"],
        codes=tuple(row.get("codes", ())),
        candidates=tuple(row.get("candidates", ())),
        question=row.get("question", ""),
        end_use=row.get("end_use", "any"),
        validity=Validity(row["since"], row.get("until")),
        exceptions=(
            *row.get("exceptions", ()),
            *([TRANSIT_BY_OUR_READING] if row.get("transit_by_our_reading") else []),
        ),
        reference=row.get("reference", ""),
        verification=Verification[row["verification"].upper()],
        goods=tuple(annex_named(file["celex"], annex, place) for annex in row.get("goods", ())),
        near=codes_near(row.get("near", [])),
        beside=codes_near(row.get("beside", [])),
        dual_use=row.get("dual_use", ""),
        through=row.get("through", ""),
        passes=way["country"] if way else "",
        told=row.get("told", ""),
        third_countries=row.get("third_countries", False),
        only=row.get("only", ""),
        but_not_codes=tuple(row.get("but_not_codes", ())),
        aware=row.get("aware", False),
        described=row.get("described"),
    )


def annex_named(celex: str, annex: str, place: str) -> AnnexGoods:
    """An annex of the act itself, or of another one, whose CELEX number stands before it: ``32022R0263 II``."""
    act, _, number = annex.partition(" ") if annex.startswith("3") else (celex, "", annex)
    annexes_of_goods()  # what is wrong in a file of goods is told of that file, not of the act that names it first
    try:
        return annex_of_goods(act, number)
    except DataError as error:
        raise DataError(f"{place}.goods: {error}") from None


def _by_period(row: MeasureRow) -> Iterator[MeasureRow]:
    """``row`` for each span of days in which its annexes stay the same."""
    for begin, until in spans(row.validity, row.goods):
        yield replace(
            row,
            validity=Validity(begin, until),
            verification=min((row.verification, *(annex.verification for annex in row.goods))),
        )


def spans(validity: Validity, annexes: tuple[AnnexGoods, ...]) -> Iterator[tuple[date, date | None]]:
    """The spans of days within ``validity`` in which some annexes stay the same: first and last day of each."""
    turning = sorted(
        {
            day
            for annex in annexes
            for group in annex.groups
            for day in Validity(group.since, group.until).turning_days()
        }
    )
    begins = [validity.since, *(day for day in turning if day > validity.since and validity.covers(day))]
    for begin, following in zip(begins, [*begins[1:], None], strict=True):
        yield begin, validity.until if following is None else following - timedelta(days=1)


@lru_cache(maxsize=1)
def lifted_rows() -> tuple[LiftedRow, ...]:
    """All exemptions and derogations of all acts that a person can state.

    Raises:
        DataError: one of them lifts what no provision of its act says.
    """
    return tuple(
        _lifted_row(file, row, f"{file['act']}: lifted[{number}]")
        for file in act_files()
        for number, row in enumerate(file.get("lifted", ()))
    )


def _lifted_row(file: dict[str, Any], row: dict[str, Any], place: str) -> LiftedRow:
    articles = {provision["article"] for provision in file.get("provisions", ())}
    strange = [article for article in row["of"] if article not in articles]
    if strange:
        raise DataError(f"{place}.of: no provision of the act is {strange[0]}")
    return LiftedRow(
        act=file["act"],
        celex=file["celex"],
        url=file["url"],
        article=row["article"],
        summary=row["summary"],
        of=tuple(row["of"]),
        effect=row["effect"],
        circumstance=row["circumstance"],
        civil=row.get("civil", False),
        activities=tuple(row.get("activities", ())),
        codes=tuple(row.get("codes", ())),
        but_not_codes=tuple(row.get("but_not_codes", ())),
        only=tuple(annex_named(file["celex"], annex, place) for annex in row.get("only", ())),
        but_not=tuple(annex_named(file["celex"], annex, place) for annex in row.get("but_not", ())),
        validity=Validity(row["since"], row.get("until")),
        reference=row.get("reference", ""),
        verification=Verification[row["verification"].upper()],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """A duty of who sells goods of some annexes out of the Union, but not to some places (``partners``: those of the act).

    ``goods``: none for whatever goods. ``codes``: only these of the goods, where there are any. ``activities``: an export
    where nothing else is said. ``within``, ``not_within``: only, or not, where the goods go to one of these places or a receiving
    party is there. ``only``: of software and technology, or what leaves electronically. ``standing``: it holds at all times, not
    before this supply. ``told``: only where a person has stated the circumstance, and it has lifted a ban. ``but_not``: not for goods of these annexes.
    """

    act: str
    url: str
    article: str
    text: str
    goods: tuple[AnnexGoods, ...]
    activities: tuple[str, ...]
    codes: tuple[str, ...]
    but_not_to: tuple[str, ...]
    within: tuple[str, ...]
    not_within: tuple[str, ...]
    told: str
    but_not: tuple[AnnexGoods, ...]
    only: str
    standing: bool
    validity: Validity
    verification: Verification


@lru_cache(maxsize=1)
def duty_rows() -> tuple[DutyRow, ...]:
    """All duties of all acts that follow from the customs code."""
    return tuple(
        DutyRow(
            act=file["act"],
            url=file["url"],
            article=row["article"],
            text=row["text"],
            goods=tuple(
                annex_named(file["celex"], annex, f"{file['act']}: duties[{number}]")
                for annex in row.get("goods", ())
            ),
            activities=tuple(row.get("activities", ("export",))),
            codes=tuple(row.get("codes", ())),
            but_not_to=_but_not_to(file, number, row),
            within=tuple(row.get("in", ())),
            not_within=tuple(row.get("not_in", ())),
            told=row.get("told", ""),
            but_not=tuple(
                annex_named(file["celex"], annex, f"{file['act']}: duties[{number}]")
                for annex in row.get("but_not", ())
            ),
            only=row.get("only", ""),
            standing=row.get("standing", False),
            validity=Validity(row["since"], row.get("until")),
            verification=Verification[row["verification"].upper()],
        )
        for file in act_files()
        for number, row in enumerate(file.get("duties", ()))
    )


def _but_not_to(file: dict[str, Any], number: int, row: dict[str, Any]) -> tuple[str, ...]:
    """The places that a duty leaves out; the partner countries of its act, where it says so.

    Raises:
        DataError: its file names no partner countries.
    """
    stated = row["but_not_to"]
    if stated != PARTNERS:
        return tuple(stated)
    if PARTNERS not in file:
        raise DataError(
            f"{file['act']}: duties[{number}]: but_not_to: {PARTNERS!r} stands nowhere at the head of the file"
        )
    return tuple(file[PARTNERS])


@lru_cache(maxsize=1)
def arms_embargo_rows() -> tuple[EmbargoRow, ...]:
    """All arms embargoes."""
    return tuple(
        EmbargoRow(
            act=row.get("act", file["act"]),
            places=tuple(row["places"]),
            scope=row["scope"],
            note=row["note"],
            validity=Validity(row["since"], row.get("until")),
            reference=row.get("reference", ""),
            verification=Verification[row["verification"].upper()],
        )
        for file in act_files()
        for row in file.get("arms_embargoes", ())
    )
