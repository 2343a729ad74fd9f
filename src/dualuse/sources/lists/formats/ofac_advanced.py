"""OFAC's lists in the advanced XML ("advanced sanctions data model").

Format:      XML, root ``Sanctions``: reference values, locations, documents, parties, relationships and entries, joined by
             numbers. What a party refers to stands before and after it, so the file is read twice.
Source:      Office of Foreign Assets Control, Sanctions List Service: SDN_ADVANCED.XML, CONS_ADVANCED.XML.
Recognised:  by the root element; the namespace has changed over the years and does not count.
Checked:     the form against OFAC's published description and others' inventories of a whole file; no whole official file was
             at hand.
Lists:       SDN where the party's entry names the SDN list, else the consolidated one.
Left out:    reliability of features, validity of documents, delta actions, dates of documents other than their expiry.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from dualuse.i18n import N_, Message
from dualuse.sources.countries import countries
from dualuse.sources.lists.entry_values import birth_dates, distinct, script, texts
from dualuse.sources.lists.formats.ofac import SOURCE, measures_of
from dualuse.sources.lists.formats.ofac_advanced_references import KEPT, Entry, References, date_of, gather
from dualuse.sources.lists.formats.us_entries import (
    FLAGS,
    GENDER,
    KINDS,
    Identification,
    identifier,
    is_statement,
)
from dualuse.sources.lists.list_file import Format, ListFile, NotTheListError, ReadList, Unread
from dualuse.sources.lists.listed_party import (
    Address,
    Country,
    Identifier,
    Kind,
    ListedName,
    ListedParty,
    Measure,
    NameKind,
    Ownership,
    OwnershipRole,
    PartialDate,
)
from dualuse.sources.lists.xml_records import records, root_of, text_of

_NAME_KINDS: Final[dict[str, NameKind]] = {"Name": "primary", "F.K.A.": "former"}
_GIVEN: Final = frozenset({"First Name", "Middle Name", "Patronymic"})
_FAMILY: Final = frozenset({"Last Name", "Maiden Name", "Matronymic"})
_ROLES: Final[dict[str, tuple[OwnershipRole, OwnershipRole]]] = {
    "Owned or Controlled By": ("controller", "subsidiary"),
    "Owns, controls, or operates": ("subsidiary", "controller"),
}
"""What the other party is to the one that a relationship starts from, and the reverse; all others are related."""


def _recognises(file: ListFile) -> bool:
    return root_of(file)[0] == "Sanctions" and any(
        mark in file.start for mark in (b"ReferenceValueSets", b"DistinctPart", b"DateOfIssue")
    )


def _read(file: ListFile, list_id: str) -> ReadList:
    known = gather(file)
    unread: list[Unread] = []
    used = [name for entry in known.entries.values() for name in entry.lists]
    sdn = not used or any(name.startswith("SDN") for name in used)
    return ReadList(
        list=list_id or ("ofac_sdn" if sdn else "ofac_consolidated"),
        format="ofac_advanced",
        edition=known.issued,
        parties=_parties(
            file, known, list_id, default="ofac_sdn" if sdn else "ofac_consolidated", unread=unread
        ),
        unread=unread,
    )


def _parties(
    file: ListFile, known: References, list_id: str, *, default: str, unread: list[Unread]
) -> Iterator[ListedParty]:
    parties = (element for element in records(file, KEPT) if element.tag == "DistinctParty")
    for number, element in enumerate(parties, start=1):
        profile = element.find("Profile")
        if profile is None or not (element.get("FixedRef") or profile.get("ID")):
            raise NotTheListError(
                Message("lists.ofac_advanced.no_id", N_("a party of the list has no number or no profile")),
                where=f"DistinctParty {number}",
            )
        yield _party(element, profile, known, list_id=list_id, default=default, unread=unread)


@dataclass(slots=True)
class _Features(Identification):
    """What the features of a profile say."""

    dates: list[PartialDate] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    nationalities: list[Country] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)


def _party(
    element: Element,
    profile: Element,
    known: References,
    *,
    list_id: str,
    default: str,
    unread: list[Unread],
) -> ListedParty:
    """The listed party. ``default``: the list of a party without an entry."""
    party_id = element.get("FixedRef", "") or profile.get("ID", "")
    kind = KINDS.get(known.party_kind(profile.get("PartySubTypeID")), "unknown")
    entry = known.entries.get(profile.get("ID", ""), Entry())
    features = _features(profile, known, party_id, unread)
    identifiers, expiries = _documents(profile, known)
    table = _table(entry, default)
    programmes = texts(entry.programmes)
    return ListedParty(
        id=party_id,
        list=list_id or table,
        kind=kind,
        names=distinct(_names(profile, kind, known)),
        birth_dates=distinct(features.dates),
        birth_places=texts(features.places),
        nationalities=distinct(features.nationalities),
        countries=distinct(features.countries),
        genders=texts(features.genders),
        identifiers=distinct([*identifiers, *features.identifiers]),
        addresses=distinct(features.addresses),
        ownership=distinct(_ownership(profile, known)),
        programmes=programmes,
        measures=_measures(table, programmes, texts(entry.bases)),
        listed_on=min((date for date in entry.dates if date), default=""),
        source=SOURCE.format(id=party_id) if party_id.isdigit() else "",
        positions=texts(features.positions),
        remarks=texts([text_of(element, "Comment"), *features.statements, *expiries]),
    )


def _table(entry: Entry, default: str) -> str:
    names = texts(entry.lists)
    if not names:
        return default
    return "ofac_sdn" if any(name.startswith("SDN") for name in names) else "ofac_consolidated"


def _measures(table: str, programmes: tuple[str, ...], bases: tuple[str, ...]) -> tuple[Measure, ...]:
    act = "; ".join(base for base in bases if base != "Unknown")
    return tuple(Measure(m.kind, act=act, programme=m.programme) for m in measures_of(table, programmes))


def _names(profile: Element, kind: Kind, known: References) -> Iterator[ListedName]:
    types = {
        group.get("ID", ""): known.value("NamePartType", group.get("NamePartTypeID"))
        for group in profile.iterfind("Identity/NamePartGroups/MasterNamePartGroup/NamePartGroup")
    }
    aliases = sorted(profile.iterfind("Identity/Alias"), key=lambda alias: alias.get("Primary") != "true")
    first = True
    for alias in aliases:
        named = _NAME_KINDS.get(known.value("AliasType", alias.get("AliasTypeID")), "alias")
        for documented in alias.iterfind("DocumentedName"):
            parts = [
                (types.get(value.get("NamePartGroupID", ""), ""), " ".join((value.text or "").split()))
                for value in documented.iterfind("DocumentedNamePart/NamePartValue")
            ]
            given_name = " ".join(text for part, text in parts if part in _GIVEN)
            family = " ".join(text for part, text in parts if part in _FAMILY)
            whole = kind == "person" and given_name and family
            text = f"{given_name} {family}" if whole else " ".join(text for _, text in parts if text)
            if text:
                primary = first and alias.get("Primary") == "true"
                name_kind: NameKind = "primary" if primary else "alias" if named == "primary" else named
                quality = "weak" if alias.get("LowQuality") == "true" else "strong"
                split = (given_name, family) if whole else ("", "")
                yield ListedName(text, name_kind, quality, script(text), "", *split)  # type: ignore[arg-type]
                first = False


def _documents(profile: Element, known: References) -> tuple[list[Identifier], list[str]]:
    documents = [
        document
        for identity in profile.iterfind("Identity")
        for document in known.documents.get(identity.get("ID", ""), ())
    ]
    identifiers = [identifier(each.label, each.number, each.country) for each in documents if each.number]
    return identifiers, [
        f"{each.label} {each.number}: expires {each.expires}" for each in documents if each.expires
    ]


def _features(profile: Element, known: References, party_id: str, unread: list[Unread]) -> _Features:
    features = _Features()
    for feature in profile.iterfind("Feature"):
        label = known.value("FeatureType", feature.get("FeatureTypeID"))
        for version in feature.iterfind("FeatureVersion"):
            if label == "Birthdate":
                printed = (_printed_period(period) for period in version.iterfind("DatePeriod"))
                dates, remarks = birth_dates(printed, party_id, unread)
                features.dates.extend(dates)
                features.statements.extend(remarks)
            else:
                places = (
                    known.locations.get(each.get("LocationID", ""))
                    for each in version.iterfind("VersionLocation")
                )
                _note_feature(
                    features,
                    label,
                    _details(version, known),
                    places=[each for each in places if each],
                    version=version,
                )
    return features


def _printed_period(period: Element) -> tuple[str, tuple[PartialDate, ...]]:
    date = _period(period)
    return " ".join(texts(each.text for each in period.iter())), (date,) if date else ()


def _details(version: Element, known: References) -> str:
    """The details of a feature in words: text, or the reference values they name."""
    return "; ".join(
        texts(
            known.value("DetailReference", detail.get("DetailReferenceID")) or detail.text
            for detail in version.iterfind("VersionDetail")
        )
    )


def _note_feature(
    features: _Features, label: str, details: str, *, places: list[Address], version: Element
) -> None:
    where = [place.country for place in places if place.country.text]
    if label == "Place of Birth":
        features.places.extend([place.text for place in places] or [details])
    elif label in {"Nationality Country", "Citizenship Country"}:
        features.nationalities.extend(where or countries(details))
    elif label in FLAGS:
        features.countries.extend(where or countries(details))
    elif label == "Location":
        features.addresses.extend(place for place in places if place.text)
    elif label == GENDER:
        features.genders.append(details.lower())
    elif label in {"Title", "TITLE"}:
        features.positions.append(details)
    elif details and not is_statement(label):
        features.identifiers.append(identifier(label, details))
    elif details or version.find("DatePeriod") is not None:
        days = [date.value for period in version.iterfind("DatePeriod") if (date := _period(period))]
        features.statements.append(
            f"{label.rstrip(' :-')}: {'; '.join([details, *days] if details else days)}"
        )


def _period(period: Element) -> PartialDate | None:
    """From the first day to the last: one day, a whole month or year, or a range of them."""
    start, end = period.find("Start"), period.find("End")
    first = date_of(f) if start is not None and (f := start.find("From")) is not None else ""
    last = date_of(t) if end is not None and (t := end.find("To")) is not None else first
    circa = any(each is not None and each.get("Approximate") == "true" for each in (start, end))
    if not first or not last or last < first:
        return None
    if first == last:
        return PartialDate(first, circa=circa)
    if len(first) == len(last) == 10:
        month_end = monthrange(int(last[:4]), int(last[5:7]))[1]
        if first[5:] == "01-01" and last[5:] == "12-31":
            first, last = first[:4], last[:4]
        elif first[8:] == "01" and int(last[8:]) == month_end:
            first, last = first[:7], last[:7]
    return PartialDate(first, until="" if first == last else last, circa=circa)


def _ownership(profile: Element, known: References) -> Iterator[Ownership]:
    for relation in known.relations.get(profile.get("ID", ""), ()):
        roles = _ROLES.get(relation.kind, ("related", "related"))
        role = roles[0] if relation.forward else roles[1]
        text = relation.kind if relation.forward else f"{relation.kind} (of the other party)"
        yield Ownership(role, known.names.get(relation.other, ""), party=relation.other, text=text)


FORMAT: Final = Format(
    name="ofac_advanced",
    title=N_("OFAC SDN or consolidated list (advanced XML)"),
    source="Office of Foreign Assets Control, Sanctions List Service",
    recognises=_recognises,
    read=_read,
)
