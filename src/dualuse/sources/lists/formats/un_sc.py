"""The Consolidated List of the United Nations Security Council, XML.

Format:      XML, root ``CONSOLIDATED_LIST``, one ``INDIVIDUAL`` or ``ENTITY`` per entry.
Source:      United Nations, https://scsanctions.un.org (consolidated list, XML).
Recognised:  by the root element.
Names:       the parts of a person's name in their order; several aliases that share a cell, with semicolons between, are taken apart.
Left out:    version numbers, sort keys, who submitted a listing; places of birth that belong to an alias.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from dualuse.i18n import N_, Message
from dualuse.sources.countries import country
from dualuse.sources.lists.entry_values import (
    birth_dates,
    distinct,
    iso,
    iso_date,
    named_countries,
    number_label_note,
    partial_date,
    partial_dates,
    script,
    texts,
)
from dualuse.sources.lists.list_file import Format, ListFile, NotTheListError, ReadList, Unread
from dualuse.sources.lists.listed_party import (
    Address,
    Identifier,
    ListedName,
    ListedParty,
    Measure,
    NameKind,
    PartialDate,
    Quality,
)
from dualuse.sources.lists.meaning_of_entries import kinds_for, kinds_named
from dualuse.sources.lists.xml_records import records, root_of
from dualuse.sources.lists.xml_records import text_of as raw_text_of

_NAME_PARTS: Final = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_QUALITIES: Final[dict[str, Quality]] = {"good": "strong", "high": "strong", "low": "weak"}
_FORMER: Final = frozenset({"f.k.a.", "f.k.a", "formerly known as"})
_SOURCE: Final = "https://main.un.org/securitycouncil/en/sanctions/information"


_NOTHING: Final = frozenset({"null", "na", "n/a", "-"})
_SHARED: Final = re.compile(r"([^();]*)\(([^()]*;[^()]*)\)")


def text_of(element: Element, name: str) -> str:
    """The text of a child; the words that some editions print for nothing are nothing."""
    text = raw_text_of(element, name)
    return "" if text.lower() in _NOTHING else text


def _read(file: ListFile, list_id: str) -> ReadList:
    unread: list[Unread] = []
    return ReadList(
        list=list_id or "un_sc",
        format="un_sc",
        edition=root_of(file)[2].get("dateGenerated", ""),
        parties=_parties(file, list_id or "un_sc", unread),
        unread=unread,
    )


def _parties(file: ListFile, list_id: str, unread: list[Unread]) -> Iterator[ListedParty]:
    for number, entry in enumerate(records(file, {"INDIVIDUAL", "ENTITY"}), start=1):
        if not text_of(entry, "DATAID"):
            raise NotTheListError(
                Message("lists.un_sc.no_id", N_("an entry of the list has no number (DATAID)")),
                where=f"entry {number}",
            )
        yield _party(entry, list_id, unread)


def _party(entry: Element, list_id: str, unread: list[Unread]) -> ListedParty:
    party_id = text_of(entry, "DATAID")
    person = entry.tag == "INDIVIDUAL"
    prefix = entry.tag
    regime = text_of(entry, "UN_LIST_TYPE")
    dates, not_understood = _birth_dates(entry, party_id, unread)
    identifiers, documents = _documents(entry)
    reference = text_of(entry, "REFERENCE_NUMBER")
    kinds = (kinds_named("un_sc", regime, "persons") if person else ()) or kinds_for("un_sc", regime)
    return ListedParty(
        id=party_id,
        list=list_id,
        kind="person" if person else "organisation",
        names=_names(entry, prefix),
        birth_dates=dates,
        birth_places=texts(_place(each) for each in entry.iterfind(f"{prefix}_PLACE_OF_BIRTH")),
        nationalities=named_countries(_values(entry, "NATIONALITY")),
        genders=texts(each.lower() for each in (text_of(entry, "GENDER"),)),
        identifiers=identifiers,
        addresses=distinct(a for each in entry.iterfind(f"{prefix}_ADDRESS") if (a := _address(each))),
        programmes=texts([regime]),
        measures=tuple(Measure(kind, programme=regime) for kind in kinds),
        listed_on=iso_date(text_of(entry, "LISTED_ON")[:10]),
        updated_on=max((iso_date(t[:10]) for t in _values(entry, "LAST_DAY_UPDATED")), default=""),
        reference=reference,
        source=_SOURCE,
        positions=(*_values(entry, "TITLE"), *_values(entry, "DESIGNATION")),
        remarks=texts(
            [text_of(entry, "COMMENTS1"), *documents, *not_understood, *_alias_notes(entry, prefix)]
        ),
    )


def _values(entry: Element, name: str) -> tuple[str, ...]:
    return texts(each.text for each in entry.iterfind(f"{name}/VALUE"))


def _names(entry: Element, prefix: str) -> tuple[ListedName, ...]:
    whole = " ".join(texts_in_order(entry, _NAME_PARTS))
    names = [ListedName(whole, "primary", "strong", script(whole))] if whole else []
    if original := text_of(entry, "NAME_ORIGINAL_SCRIPT"):
        names.append(ListedName(original, "alias", "strong", script(original)))
    for alias in entry.iterfind(f"{prefix}_ALIAS"):
        quality = text_of(alias, "QUALITY").lower()
        kind: NameKind = "former" if quality in _FORMER else "alias"
        names += [
            ListedName(text, kind, _QUALITIES.get(quality, "unstated"), script(text))
            for text in _split_names(text_of(alias, "ALIAS_NAME"))
        ]
    return distinct(names)


def _split_names(text: str) -> list[str]:
    """The names of a cell that holds several: ``A; B``, or a name and its transliterations ``A (B; C)``."""
    shared = _SHARED.fullmatch(text) if len(text) < 2_000 else None
    parts = [shared[1], *shared[2].split(";")] if shared else text.split(";") if "(" not in text else [text]
    return [name for part in parts if (name := " ".join(part.split()))]


def texts_in_order(entry: Element, names: tuple[str, ...]) -> list[str]:
    """The texts of these children that are not empty; a part that repeats another is kept."""
    return [value for name in names if (value := text_of(entry, name))]


def _alias_notes(entry: Element, prefix: str) -> Iterator[str]:
    for alias in entry.iterfind(f"{prefix}_ALIAS"):
        if note := text_of(alias, "NOTE"):
            yield f"{text_of(alias, 'ALIAS_NAME')}: {note}"


def _birth_dates(
    entry: Element, party_id: str, unread: list[Unread]
) -> tuple[tuple[PartialDate, ...], list[str]]:
    dates: list[PartialDate] = []
    remarks: list[str] = []
    for each in entry.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        note = text_of(each, "NOTE")
        birth_date = _birth_date(each)
        printed = " ".join(texts_in_order(each, ("DATE", "YEAR", "FROM_YEAR", "TO_YEAR")))
        if birth_date:
            dates.append(birth_date)
            remarks.extend([f"birth date {printed}: {note}"] if note else [])
        elif printed or note:
            alternatives = () if printed else _circa(partial_dates(note), text_of(each, "TYPE_OF_DATE"))
            dates.extend(alternatives)
            if not alternatives:
                remarks.append(f"birth date: {printed} {note}")
                unread.append(Unread(party_id, "birth_dates", f"{printed} {note}".strip()))
    printed_there = (text_of(alias, "DATE_OF_BIRTH") for alias in entry.iterfind("INDIVIDUAL_ALIAS"))
    of_aliases = ((text, partial_dates(text)) for text in printed_there if text)
    more_dates, more_remarks = birth_dates(of_aliases, party_id, unread)
    return distinct([*dates, *more_dates]), [*remarks, *more_remarks]


def _circa(dates: tuple[PartialDate, ...], kind: str) -> tuple[PartialDate, ...]:
    return tuple(PartialDate(d.value, d.until, d.circa or kind == "APPROXIMATELY") for d in dates)


def _birth_date(each: Element) -> PartialDate | None:
    circa = text_of(each, "TYPE_OF_DATE") == "APPROXIMATELY"
    for name in ("DATE", "YEAR"):
        if exact := partial_date(text_of(each, name)[:10]):
            return PartialDate(exact.value, circa=circa)
    first, last = (_year(text_of(each, name)) for name in ("FROM_YEAR", "TO_YEAR"))
    if first and last:
        return PartialDate(first, until=last if last > first else "", circa=circa)
    return PartialDate(first or last, circa=True) if first or last else None


def _year(text: str) -> str:
    return iso(int(text)) if text.isascii() and text.isdigit() and len(text) == 4 else ""


def _place(each: Element) -> str:
    return ", ".join(texts_in_order(each, ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE")))


def _address(each: Element) -> Address | None:
    text = ", ".join(texts_in_order(each, ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")))
    note = text_of(each, "NOTE")
    if not text and not note:
        return None
    whole = f"{text} ({note})" if text and note else text or note
    return Address(whole, text_of(each, "CITY"), country(text_of(each, "COUNTRY")))


def _documents(entry: Element) -> tuple[tuple[Identifier, ...], list[str]]:
    identifiers: list[Identifier] = []
    remarks: list[str] = []
    for each in entry.iterfind("INDIVIDUAL_DOCUMENT"):
        number, label, behind = number_label_note(text_of(each, "NUMBER"))
        kind, named = text_of(each, "TYPE_OF_DOCUMENT"), text_of(each, "TYPE_OF_DOCUMENT2")
        where = country(text_of(each, "ISSUING_COUNTRY") or text_of(each, "COUNTRY_OF_ISSUE")).code
        scheme = " / ".join(texts((kind, named)))
        note = " ".join(texts((behind, text_of(each, "NOTE"))))
        scheme = " / ".join(texts((scheme, label)))
        if number:
            identifiers.append(
                Identifier("passport" if "pas" in kind.lower() else "national_id", number, where, scheme)
            )
        if note:
            remarks.append(f"{scheme} {number}: {note}")
    return distinct(identifiers), remarks


FORMAT: Final = Format(
    name="un_sc",
    title=N_("United Nations Security Council consolidated list (XML)"),
    source="United Nations Security Council",
    recognises=lambda file: root_of(file)[0] == "CONSOLIDATED_LIST",
    read=_read,
)
