"""The Consolidated Screening List of the United States, CSV.

Format:      CSV with a header (``_id``, ``source``, ``name``, ``alt_names``, ``ids``, …), one row per entry of any part.
Source:      International Trade Administration, https://www.trade.gov/consolidated-screening-list.
Recognised:  by the header.
Lists:       each party's list is the part named by ``source`` (``us_bis_entity``, ``us_csl_ssi``, …).
Left out:    ``standard_order``, ``source_list_url`` where ``source_information_url`` is given, tonnage of vessels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.sources.countries import countries, country
from dualuse.sources.lists.csv_rows import Row, header_of, rows
from dualuse.sources.lists.entry_values import (
    birth_dates,
    distinct,
    iso_date,
    named_countries,
    partial_dates,
    script,
    texts,
)
from dualuse.sources.lists.formats.us_entries import (
    KINDS,
    Identification,
    identifier,
    is_number,
    linked_parties,
)
from dualuse.sources.lists.list_file import Format, ListFile, NotTheListError, ReadList, Unread
from dualuse.sources.lists.listed_party import (
    Address,
    Country,
    Kind,
    ListedName,
    ListedParty,
    Measure,
)
from dualuse.sources.lists.meaning_of_entries import has_meaning, kinds_for

_NEEDED: Final = frozenset({"_id", "source", "name", "addresses", "alt_names", "source_list_url"})
_PARTS: Final = {
    "SDN": "us_csl_sdn", "EL": "us_bis_entity", "MEU": "us_bis_meu", "UVL": "us_bis_uvl", "DPL": "us_bis_dpl",
    "DTC": "us_csl_dtc", "ISN": "us_csl_isn", "SSI": "us_csl_ssi", "FSE": "us_csl_fse", "PLC": "us_csl_plc",
    "CAP": "us_csl_cap", "CMIC": "us_csl_cmic", "NS-MBS List": "us_csl_mbs", "ISA": "us_csl_isa",
}  # fmt: skip
"""The letters that a part has in brackets in the source column, to its list."""

_LETTERS: Final = re.compile(r"\(([^()]+)\)")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")


def _read(file: ListFile, list_id: str) -> ReadList:
    unread: list[Unread] = []
    return ReadList(
        list=list_id or "us_csl",
        format="us_csl",
        edition="",
        parties=_parties(file, list_id, unread),
        unread=unread,
    )


def _parties(file: ListFile, list_id: str, unread: list[Unread]) -> Iterator[ListedParty]:
    for line, row in rows(file):
        if not row["_id"].strip() or not row["source"].strip():
            raise NotTheListError(
                Message("lists.us_csl.no_id", N_("a row has no _id or no source")), line=line
            )
        yield _party(row, list_id, unread)


def part_of(source: str) -> str:
    """The list that a text of the source column means: ``us_csl_`` and its letters where it is a new one."""
    letters = _LETTERS.findall(source)
    if not letters:
        return "us_csl_" + re.sub(r"[^a-z0-9]+", "_", source.lower()).strip("_")
    return _PARTS.get(letters[0], "us_csl_" + re.sub(r"[^a-z0-9]+", "_", letters[0].lower()).strip("_"))


def _party(row: Row, list_id: str, unread: list[Unread]) -> ListedParty:
    party_id = row["_id"].strip()
    part = part_of(row["source"])
    kind = KINDS.get(row.get("type", ""), "unknown")
    programmes = texts(_split(row.get("programs", "")))
    notice = " ".join(row.get("federal_register_notice", "").split())
    printed = ((text, partial_dates(text)) for text in _split(row.get("dates_of_birth", "")))
    dates, not_understood = birth_dates(printed, party_id, unread)
    identification = _identification(row.get("ids", ""))
    sign = row.get("call_sign", "").strip()
    remarks = " ".join(row.get("remarks", "").split())
    return ListedParty(
        id=party_id,
        list=list_id or part,
        kind=kind,
        names=_names(row, kind),
        birth_dates=dates,
        birth_places=texts(_split(row.get("places_of_birth", ""))),
        nationalities=named_countries(
            text for name in ("nationalities", "citizenships") for text in _split(row.get(name, ""))
        ),
        countries=distinct([*identification.countries, *countries(row.get("vessel_flag", ""))]),
        genders=distinct(identification.genders),
        identifiers=distinct(
            [*identification.identifiers, *([identifier("Vessel Call Sign", sign)] if sign else [])]
        ),
        addresses=distinct(_addresses(row.get("addresses", ""))),
        ownership=distinct(linked_parties(remarks)),
        programmes=programmes,
        measures=_measures(part, programmes, notice),
        listed_on=iso_date(row.get("start_date", "")),
        ends_on=iso_date(row.get("end_date", "")),
        reference=row.get("entity_number", "").strip(),
        source=row.get("source_information_url", "").strip() or row["source_list_url"].strip(),
        positions=texts([row.get("title", "")]),
        remarks=texts([remarks, *_conditions(row), *identification.statements, *not_understood]),
    )


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("; ") if part.strip()]


def _names(row: Row, kind: Kind) -> tuple[ListedName, ...]:
    names: list[ListedName] = []
    for text in texts([row["name"], *_split(row["alt_names"])]):
        family, comma, given_name = text.partition(", ") if kind == "person" else ("", "", "")
        parts = (given_name, family) if comma else ("", "")
        names.append(ListedName(text, "alias" if names else "primary", "unstated", script(text), "", *parts))
    return tuple(names)


def _addresses(cell: str) -> Iterator[Address]:
    """``Street, City, 123, DE; …``: the country is the two letters at the end, if they are a country."""
    for text in texts(_split(cell)):
        code = text.split(", ")[-1].strip()
        where = country(code) if _COUNTRY.fullmatch(code) else Country("")
        yield Address(text, "", where if where.code else Country(""))


def _identification(cell: str) -> Identification:
    """What ``ids`` says: ``CC, dates, number, label; …``.

    A statement may itself hold "; " and then begins without a label: it is kept with what follows.
    """
    identification = Identification()
    for text in _split(cell):
        value, _, label = text.rpartition(", ")
        if not value:
            identification.statements.append(text)
        elif is_number(label):
            identification.add(label, *_number_and_country(value))
        else:
            identification.add(label, value)
    return identification


def _number_and_country(value: str) -> tuple[str, str]:
    parts = value.split(", ")
    where = parts.pop(0) if len(parts) > 1 and _COUNTRY.fullmatch(parts[0]) else ""
    while len(parts) > 1 and re.fullmatch(r"\d{4}-\d{2}-\d{2}", parts[0]):
        parts.pop(0)  # the days of expiry and of issue stand before the number
    return ", ".join(parts), country(where).code if where else ""


def _measures(part: str, programmes: tuple[str, ...], notice: str) -> tuple[Measure, ...]:
    table = "ofac_sdn" if part == "us_csl_sdn" else part
    kinds = kinds_for(table) if has_meaning(table) else ("other",)
    return tuple(Measure(kind, act=notice, programme=each) for each in programmes or ("",) for kind in kinds)


_LABELS: Final = {
    "license_requirement": "Licence requirement",
    "license_policy": "Licence policy",
    "vessel_type": "Vessel Type",
    "vessel_owner": "Vessel Owner",
}


def _conditions(row: Row) -> Iterator[str]:
    for name, label in _LABELS.items():
        if row.get(name, "").strip():
            yield f"{label}: {row[name]}"


FORMAT: Final = Format(
    name="us_csl",
    title=N_("US Consolidated Screening List (CSV)"),
    source="International Trade Administration",
    recognises=lambda file: set(header_of(file)) >= _NEEDED,
    read=_read,
)
