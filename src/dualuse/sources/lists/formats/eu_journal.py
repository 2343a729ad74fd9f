"""Annexes of the Union's restrictive measures, as tables transcribed from the Official Journal.

Format:      CSV with the exact header of OpenSanctions' "EU Journal" tables, one row per party and legal context:
             consolidated (one framework act) or amendment (what one amending act adds or changes). Several files
             may be joined into one (``cat *.csv``): a further header begins the next act.
Source:      opensanctions/opensanctions, ``datasets/eu/journal_sanctions/data`` (data: CC BY-NC 4.0; the acts themselves:
             reuse with the source named). Brings what no other list has: military end users (Annex IV to Regulation (EU)
             833/2014, Annex V to Regulation (EC) 765/2006), vessels, banks, ports under sectoral measures.
Recognised:  by the first columns of the header.
Lists:       a list for each act: ``eu_journal_32014r0833``; an amending act is a list of its own additions.
Not in it:   removals; what an amendment removes is only known from the consolidated table.
Left out:    appearance, ethnicity, names of parents, phone numbers and addresses on the web.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.sources.countries import country_at_end
from dualuse.sources.lists.csv_rows import Row, cells, header_of, wrong_length
from dualuse.sources.lists.entry_values import (
    birth_dates,
    distinct,
    iso_date,
    named_countries,
    number_label_note,
    partial_dates,
    script,
    texts,
)
from dualuse.sources.lists.list_file import Format, ListFile, NotTheListError, ReadList, Unread
from dualuse.sources.lists.listed_party import (
    Address,
    Country,
    Identifier,
    IdentifierKind,
    Kind,
    ListedName,
    ListedParty,
    Measure,
    NameKind,
    Quality,
)
from dualuse.sources.lists.meaning_of_entries import kinds_for, kinds_named

_CONSOLIDATED: Final = ["celex", "recordId", "programKey", "annex", "measure"]
_AMENDMENT: Final = ["amendedCelex", "amendmentCelex", "recordId", "programKey", "annex", "measure"]
_COLUMNS: Final = frozenset({"startDate", "reason", "schema", "name", "alias"})
_CELEX: Final = re.compile(r"\d{5}[A-Z]{1,2}\d{4}")
_KINDS: Final[dict[str, Kind]] = {
    "Person": "person", "LegalEntity": "organisation", "Organization": "organisation", "Company": "organisation",
    "Vessel": "vessel", "Asset": "unknown",
}  # fmt: skip
_NAMES: Final[tuple[tuple[str, NameKind, Quality], ...]] = (
    ("alias", "alias", "unstated"),
    ("weakAlias", "alias", "weak"),
    ("previousName", "former", "unstated"),
)
_IDENTIFIERS: Final[dict[str, tuple[IdentifierKind, str]]] = {
    "imoNumber": ("imo", "IMO"), "mmsi": ("mmsi", "MMSI"), "passportNumber": ("passport", "passport"),
    "idNumber": ("national_id", "ID number"), "taxNumber": ("tax", "tax number"), "innCode": ("tax", "INN"),
    "registrationNumber": ("registration", "registration number"), "ogrnCode": ("registration", "OGRN"),
    "kppCode": ("other", "KPP"), "okpoCode": ("other", "OKPO"), "leiCode": ("lei", "LEI"), "swiftBic": ("bic", "SWIFT/BIC"),
    "ticker": ("other", "ticker"),
}  # fmt: skip
_REMARKS: Final = ("reason", "notes", "incorporationDate", "legalForm", "sector")
_TAX: Final = re.compile(r"\b(?:INN|tax|TIN|VAT)\b", re.IGNORECASE)


def _recognises(file: ListFile) -> bool:
    header = header_of(file)
    return header[:5] == _CONSOLIDATED or header[:6] == _AMENDMENT


def list_of(celex: str) -> str:
    """The list of an act: ``eu_journal_32014r0833``."""
    return f"eu_journal_{celex.lower()}"


def _read(file: ListFile, list_id: str) -> ReadList:
    unread: list[Unread] = []
    acts = {_source_act(row) for _, row in _rows(file)}
    # a table without rows names its act only in the name of the file, which is by rule the act's number
    name = file.path.name.split(".")[0].upper()
    if not acts and _CELEX.fullmatch(name):
        acts = {name}
    return ReadList(
        list=list_id or (list_of(acts.pop()) if len(acts) == 1 else "eu_journal"),
        format="eu_journal",
        edition="",
        parties=_parties(file, list_id, unread),
        unread=unread,
    )


def _rows(file: ListFile) -> Iterator[tuple[int, Row]]:
    """The rows of one table or of several that follow each other: a row that is a header names those below it."""
    header: list[str] = []
    for line, row in cells(file):
        if row[:5] == _CONSOLIDATED or row[:6] == _AMENDMENT:
            if missing := _COLUMNS - set(row):
                raise NotTheListError(
                    Message(
                        "lists.csv_column",
                        N_("the header lacks the column {column}"),
                        {"column": min(missing)},
                    ),
                    line=line,
                )
            header = row
        elif len(row) != len(header):
            raise wrong_length(line, len(row), len(header))
        else:
            yield line, dict(zip(header, row, strict=True))


def _source_act(row: Row) -> str:
    return row.get("amendmentCelex") or row.get("celex", "")


def _parties(file: ListFile, list_id: str, unread: list[Unread]) -> Iterator[ListedParty]:
    for line, row in _rows(file):
        act = row.get("amendedCelex") or row.get("celex", "")
        if not _CELEX.fullmatch(act) or not _CELEX.fullmatch(_source_act(row)) or not row["name"].strip():
            raise NotTheListError(
                Message(
                    "lists.eu_journal.row",
                    N_("a row has no name or no number of an act (such as 32014R0833)"),
                ),
                line=line,
            )
        try:
            yield _party(row, act, list_id, unread)
        except csv.Error as error:
            raise NotTheListError(
                Message(
                    "lists.eu_journal.cell",
                    N_("a cell with several values is broken: {reason}"),
                    {"reason": str(error)},
                ),
                line=line,
            ) from error


def _values(row: Row, name: str) -> tuple[str, ...]:
    """The values of a cell: ``a; b``, one that holds a semicolon or quotes being quoted itself."""
    lines = csv.reader([row.get(name, "")], delimiter=";", skipinitialspace=True)
    return texts(value for line in lines for value in line)


def _party(row: Row, act: str, list_id: str, unread: list[Unread]) -> ListedParty:
    record = row["recordId"].strip() or hashlib.sha256(row["name"].strip().encode()).hexdigest()[:12]
    party_id = f"{act}/{row['annex']}/{record}"
    kind = _KINDS.get(row["schema"], "unknown")
    printed = ((text, partial_dates(text)) for text in _values(row, "birthDate"))
    dates, not_understood = birth_dates(printed, party_id, unread)
    source = _source_act(row)
    listed_on = iso_date(row["startDate"])
    if row["startDate"].strip() and not listed_on:
        not_understood.append(f"listed on: {row['startDate']}")
        unread.append(Unread(party_id, "listed_on", row["startDate"]))
    return ListedParty(
        id=party_id,
        list=list_id or list_of(source),
        kind=kind,
        names=_names(row),
        birth_dates=dates,
        birth_places=_values(row, "birthPlace"),
        nationalities=_countries(row, "nationality"),
        countries=_countries(row, "country", "jurisdiction", "flag"),
        genders=texts(value.lower() for value in _values(row, "gender")),
        identifiers=distinct(_identifiers(row, kind)),
        addresses=tuple(Address(text, "", country_at_end(text)) for text in _values(row, "address")),
        programmes=texts([row["programKey"]]),
        measures=_measures(row, act),
        listed_on=listed_on,
        reference=record if row["recordId"].strip() else "",
        source=f"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{source}",
        positions=_values(row, "position"),
        remarks=texts([*_remarks(row), *not_understood]),
    )


def _names(row: Row) -> tuple[ListedName, ...]:
    first = " ".join(row["name"].split())
    names = {first: ListedName(first, "primary", "strong", script(first))}
    for column, kind, quality in _NAMES:
        for text in _values(row, column):
            names.setdefault(text, ListedName(text, kind, quality, script(text)))
    return tuple(names.values())


def _countries(row: Row, *names: str) -> tuple[Country, ...]:
    return named_countries(text for name in names for text in _values(row, name))


def _identifiers(row: Row, kind: Kind) -> Iterator[Identifier]:
    """What stands in brackets behind a number says what it is: ``7704730655 (Tax ID/INN)``."""
    for name, (identifier_kind, scheme) in _IDENTIFIERS.items():
        for text in _values(row, name):
            value, label, note = number_label_note(text)
            behind = " ".join((label, note)).strip()
            labelled_scheme = f"{scheme} ({behind})" if behind else scheme
            if identifier_kind == "registration" and _TAX.search(behind):
                yield Identifier("tax", value, scheme=labelled_scheme)
            elif identifier_kind == "national_id" and kind not in {"person", "unknown"}:
                yield Identifier("other", value, scheme=labelled_scheme)
            else:
                yield Identifier(identifier_kind, value, scheme=labelled_scheme)


def _measures(row: Row, act: str) -> tuple[Measure, ...]:
    """By annex where the table knows it, else by the measure the row names."""
    named = kinds_named("eu_journal", f"{act} {row['annex']}", "annexes")
    kinds = named or kinds_for("eu_journal", row["measure"], "words")
    written = f"{act} Annex {row['annex']} ({number_of(act)})"
    return tuple(Measure(kind, act=written, programme=row["programKey"]) for kind in kinds)


def number_of(celex: str) -> str:
    """The number of an act as it is cited: ``833/2014`` before 2015, ``2015/735`` since, of decisions always so."""
    year, letter, number = celex[1:5], celex[5], int(celex[-4:])
    return f"{number}/{year}" if letter == "R" and int(year) < 2015 else f"{year}/{number}"


def _remarks(row: Row) -> Iterator[str]:
    for name in _REMARKS:
        for value in [row[name]] if name == "reason" else _values(row, name):
            yield value if name in {"reason", "notes"} else f"{name}: {value}"


FORMAT: Final = Format(
    name="eu_journal",
    title=N_("Annexes of Union acts from the Official Journal (CSV)"),
    source="OpenSanctions, EU journal sanctions",
    recognises=_recognises,
    read=_read,
    may_be_empty=True,
)
