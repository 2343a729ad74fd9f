"""OFAC's Specially Designated Nationals list and consolidated (non-SDN) list, plain XML.

Format:      XML, root ``sdnList``, ``publshInformation`` (date, number of records), one ``sdnEntry`` per entry.
Source:      Office of Foreign Assets Control, Sanctions List Service: SDN.XML, CONSOLIDATED.XML.
Recognised:  by the root element. Both lists have the same form and neither names itself: a file whose entries
             at its beginning mostly carry programmes of the non-SDN lists is the consolidated one.
Checked:     the number of entries against ``Record_Count``.
Left out:    numbers of the parts of an entry (uid of a name, of an address); which of several birth dates is the main one
             (all are kept).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from dualuse.i18n import N_, Message
from dualuse.sources.countries import countries, country
from dualuse.sources.lists.entry_values import (
    birth_dates,
    distinct,
    iso_date,
    named_countries,
    partial_dates,
    script,
    texts,
)
from dualuse.sources.lists.formats.us_entries import KINDS, Identification, identifier, linked_parties
from dualuse.sources.lists.list_file import Format, ListFile, NotTheListError, ReadList, Unread
from dualuse.sources.lists.listed_party import (
    Address,
    Kind,
    ListedName,
    ListedParty,
    Measure,
    NameKind,
    Quality,
)
from dualuse.sources.lists.meaning_of_entries import kinds_for
from dualuse.sources.lists.xml_records import records, root_of, text_of

_NAME_KINDS: Final[dict[str, NameKind]] = {"a.k.a.": "alias", "f.k.a.": "former", "n.k.a.": "alias"}
_QUALITIES: Final[dict[str, Quality]] = {"strong": "strong", "weak": "weak"}

_PROGRAMME: Final = re.compile(rb"<program>([^<]*)</program>")
_NON_SDN: Final = (b"NS-", b"FSE-", b"CMIC-", b"561", b"UKRAINE-EO13662")
SOURCE: Final = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id={id}"
"""Where an entry is shown, by its number; also of those in the advanced XML."""


def is_consolidated(programmes: list[bytes]) -> bool:
    """Whether entries with these programmes are those of the non-SDN lists."""
    non_sdn = sum(programme.startswith(_NON_SDN) for programme in programmes)
    return bool(programmes) and non_sdn * 2 > len(programmes)


def _read(file: ListFile, list_id: str) -> ReadList:
    consolidated = is_consolidated(_PROGRAMME.findall(file.start))
    published = re.search(rb"<Publish_Date>\s*(\d{2})/(\d{2})/(\d{4})\s*</Publish_Date>", file.start)
    unread: list[Unread] = []
    table = "ofac_consolidated" if consolidated else "ofac_sdn"
    return ReadList(
        list=list_id or table,
        format="ofac",
        edition=b"-".join((published[3], published[1], published[2])).decode() if published else "",
        parties=_parties(file, list_id or table, table, unread),
        unread=unread,
    )


def _parties(file: ListFile, list_id: str, table: str, unread: list[Unread]) -> Iterator[ListedParty]:
    promised = ""
    number = 0
    for element in records(file, {"sdnEntry", "publshInformation"}):
        if element.tag == "publshInformation":
            promised = text_of(element, "Record_Count")
            continue
        number += 1
        if not text_of(element, "uid"):
            raise NotTheListError(
                Message("lists.ofac.no_id", N_("an entry of the list has no number (uid)")),
                where=f"sdnEntry {number}",
            )
        yield _party(element, list_id, table, unread)
    if promised.isascii() and promised.isdigit() and int(promised) != number:
        raise NotTheListError(
            Message(
                "lists.ofac.count",
                N_("the file says that it has {promised} entries and has {number}"),
                {"promised": promised, "number": number},
            )
        )


def _party(entry: Element, list_id: str, table: str, unread: list[Unread]) -> ListedParty:
    party_id = text_of(entry, "uid")
    kind = KINDS.get(text_of(entry, "sdnType"), "unknown")
    remarks = text_of(entry, "remarks")
    programmes = texts(each.text for each in entry.iterfind("programList/program"))
    printed = texts(each.text for each in entry.iterfind("dateOfBirthList/dateOfBirthItem/dateOfBirth"))
    dates, not_understood = birth_dates(((text, partial_dates(text)) for text in printed), party_id, unread)
    identification = _identification(entry)
    return ListedParty(
        id=party_id,
        list=list_id,
        kind=kind,
        names=_names(entry, kind),
        birth_dates=dates,
        birth_places=texts(
            each.text for each in entry.iterfind("placeOfBirthList/placeOfBirthItem/placeOfBirth")
        ),
        nationalities=named_countries(
            text_of(each, "country")
            for path in ("nationalityList/nationality", "citizenshipList/citizenship")
            for each in entry.iterfind(path)
        ),
        countries=distinct(identification.countries),
        genders=distinct(identification.genders),
        identifiers=distinct(identification.identifiers),
        addresses=distinct(a for each in entry.iterfind("addressList/address") if (a := _address(each))),
        ownership=distinct(linked_parties(remarks)),
        programmes=programmes,
        measures=measures_of(table, programmes),
        source=SOURCE.format(id=party_id) if party_id.isdigit() else "",
        positions=texts([text_of(entry, "title")]),
        remarks=texts([remarks, *identification.statements, *not_understood]),
    )


def measures_of(table: str, programmes: tuple[str, ...]) -> tuple[Measure, ...]:
    """What the programmes of an entry mean on the list ``table``: of each programme its own kinds."""
    return distinct(
        Measure(kind, programme=programme)
        for programme in programmes or ("",)
        for kind in kinds_for(table, programme)
    )


def _name(element: Element, name_kind: NameKind, quality: Quality, kind: Kind) -> ListedName | None:
    given_name, family = text_of(element, "firstName"), text_of(element, "lastName")
    text = f"{given_name} {family}".strip()
    if not text:
        return None
    parts = (given_name, family) if kind == "person" and given_name else ("", "")
    return ListedName(text, name_kind, quality, script(text), "", *parts)


def _names(entry: Element, kind: Kind) -> tuple[ListedName, ...]:
    names = [_name(entry, "primary", "strong", kind)]
    for aka in entry.iterfind("akaList/aka"):
        name_kind = _NAME_KINDS.get(text_of(aka, "type"), "alias")
        names.append(_name(aka, name_kind, _QUALITIES.get(text_of(aka, "category"), "unstated"), kind))
    return distinct(name for name in names if name)


def _identification(entry: Element) -> Identification:
    """What the lists of identifications and of the vessel say."""
    identification = Identification()
    for each in entry.iterfind("idList/id"):
        label, value, where = (text_of(each, name) for name in ("idType", "idNumber", "idCountry"))
        if value:
            identification.add(label, value, country(where).code, iso_date(text_of(each, "expirationDate")))
    if (vessel := entry.find("vesselInfo")) is not None:
        identification.countries.extend(countries(text_of(vessel, "vesselFlag")))
        signs = texts([text_of(vessel, "callSign")])
        identification.identifiers.extend(identifier("Vessel Call Sign", sign) for sign in signs)
        identification.statements.extend(_vessel_statements(vessel))
    return identification


def _vessel_statements(vessel: Element) -> list[str]:
    labels = {
        "vesselType": "Vessel Type", "vesselOwner": "Vessel Owner", "tonnage": "Vessel Tonnage",
        "grossRegisteredTonnage": "Vessel Gross Registered Tonnage",
    }  # fmt: skip
    return [f"{label}: {value}" for name, label in labels.items() if (value := text_of(vessel, name))]


def _address(element: Element) -> Address | None:
    where = country(text_of(element, "country"))
    city = text_of(element, "city")
    names = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "region", "country")
    text = ", ".join(value for name in names if (value := text_of(element, name)))
    return Address(text, city, where) if text else None


FORMAT: Final = Format(
    name="ofac",
    title=N_("OFAC SDN or consolidated list (XML)"),
    source="Office of Foreign Assets Control, Sanctions List Service",
    recognises=lambda file: root_of(file)[0] == "sdnList",
    read=_read,
)
