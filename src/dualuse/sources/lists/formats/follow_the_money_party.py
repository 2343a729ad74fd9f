"""One FollowTheMoney entity, with what is folded into it, to a listed party."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from dualuse.sources.countries import countries, country, country_at_end
from dualuse.sources.lists.entry_values import birth_dates, distinct, iso_date, partial_dates, script, texts
from dualuse.sources.lists.known_lists import authority_kind
from dualuse.sources.lists.list_file import Unread
from dualuse.sources.lists.listed_party import (
    Address,
    Country,
    Identifier,
    IdentifierKind,
    Kind,
    ListedName,
    ListedParty,
    Measure,
    MeasureKind,
    NameKind,
    Ownership,
    OwnershipRole,
    Quality,
)
from dualuse.sources.lists.meaning_of_entries import kinds_named

Entity = Mapping[str, Any]

PARTY_KINDS: Final[dict[str, Kind]] = {
    "Person": "person", "Organization": "organisation", "Company": "organisation", "PublicBody": "organisation",
    "Vessel": "vessel", "Airplane": "aircraft", "LegalEntity": "unknown", "Thing": "unknown", "Asset": "unknown",
    "CryptoWallet": "unknown", "Vehicle": "unknown", "RealEstate": "unknown", "Group": "organisation",
}  # fmt: skip
"""Schemata that are parties. A ``LegalEntity`` may be a person: the schema is used where that is not known."""

_NAMES: Final[tuple[tuple[str, NameKind, Quality], ...]] = (
    ("name", "primary", "unstated"),
    ("alias", "alias", "unstated"),
    ("weakAlias", "alias", "weak"),
    ("previousName", "former", "unstated"),
    ("abbreviation", "acronym", "unstated"),
)

IDENTIFIERS: Final[dict[str, tuple[IdentifierKind, str]]] = {
    "imoNumber": ("imo", "IMO"), "mmsi": ("mmsi", "MMSI"), "callSign": ("call_sign", "call sign"),
    "passportNumber": ("passport", "passport"), "idNumber": ("national_id", "ID number"),
    "socialSecurityNumber": ("national_id", "social security number"), "taxNumber": ("tax", "tax number"),
    "innCode": ("tax", "INN"), "vatCode": ("tax", "VAT"), "kppCode": ("other", "KPP"), "okpoCode": ("other", "OKPO"),
    "ogrnCode": ("registration", "OGRN"), "registrationNumber": ("registration", "registration number"),
    "uscCode": ("registration", "USCC"), "crn": ("registration", "CRN"), "jurisdictionCode": ("other", "jurisdiction"),
    "leiCode": ("lei", "LEI"), "swiftBic": ("bic", "SWIFT/BIC"), "bikCode": ("other", "BIK"), "dunsCode": ("duns", "DUNS"),
    "publicKey": ("wallet", "wallet"), "iban": ("account", "IBAN"), "accountNumber": ("account", "account"),
    "serialNumber": ("aircraft", "serial number"), "icaoCode": ("aircraft", "ICAO"), "isin": ("other", "ISIN"),
    "ticker": ("other", "ticker"), "uniqueEntityId": ("other", "UEI"), "cageCode": ("other", "CAGE"),
    "permId": ("other", "PermID"), "giiNumber": ("other", "GIIN"), "npiCode": ("other", "NPI"), "ricCode": ("other", "RIC"),
    "caemCode": ("other", "CAEM"), "okvedCode": ("other", "OKVED"), "licenseNumber": ("other", "licence"),
}  # fmt: skip
"""Properties that identify a party: the kind of identifier and what it is called."""

_REMARKS: Final = (
    "notes",
    "summary",
    "description",
    "incorporationDate",
    "dissolutionDate",
    "legalForm",
    "sector",
)
_LISTED: Final = "sanction"
"""The topic of who is listed itself."""
_DATED: Final = re.compile(
    r"(?P<name>.*[a-z].*?)[-_.](?P<year>(?:19|20)\d\d)(?:(?P<sign>[-_.]?)(?P<month>0[1-9]|1[0-2])(?:(?P=sign)(?P<day>[0-3]\d))?)?"
)


def undated(dataset: str) -> tuple[str, str]:
    """The name of a dataset without the day, month or year behind it, and that: it is of the edition, not of the list.

    ``us_ofac_sdn-20260801`` is ``us_ofac_sdn``, of 2026-08-01; ``us_bis_meu_2026`` of 2026.
    """
    match = _DATED.fullmatch(dataset)
    if match is None:
        return dataset, ""
    return match["name"], "-".join(filter(None, (match["year"], match["month"], match["day"])))


def list_of(datasets: Sequence[str]) -> str:
    """The list of a party that several name: the Union's, else the Security Council's, else the first; "" of none."""
    for kind in ("union", "un"):
        for name in datasets:
            if authority_kind(name) == kind:
                return name
    return datasets[0] if datasets else ""


def _property(entity: Entity, name: str) -> list[Any]:
    """What a property holds: texts and nested entities; a single one stands for a list of it."""
    content = entity["properties"].get(name) or []
    return content if isinstance(content, list) else [content]


def values(entity: Entity, name: str) -> list[str]:
    """The texts of a property; nested entities are not among them."""
    return [each for each in _property(entity, name) if isinstance(each, str)]


def _nested(entity: Entity, name: str) -> Iterator[Entity]:
    for each in _property(entity, name):
        if isinstance(each, dict) and isinstance(each.get("properties"), dict):
            yield each


def party_of(
    entity: Entity,
    list_id: str,
    datasets: Sequence[str],
    *,
    beside: Mapping[str, Sequence[Entity]],
    owners: Mapping[str, str],
    unread: list[Unread],
) -> ListedParty:
    """The party that ``entity`` is, with what separate entities (``beside``) say of it."""
    party_id = entity["id"]
    kind = PARTY_KINDS.get(entity["schema"], "unknown")
    about = beside.get(party_id, ())
    sanctions = [*_nested(entity, "sanctions"), *(each for each in about if each.get("schema") == "Sanction")]
    printed = ((text, partial_dates(text)) for text in values(entity, "birthDate") if text.strip())
    dates, not_understood = birth_dates(printed, party_id, unread)
    programmes = texts(
        value
        for each in (entity, *sanctions)
        for name in ("program", "programId")
        for value in values(each, name)
    )
    ends = [iso_date(value) for each in sanctions for value in values(each, "endDate")]
    return ListedParty(
        id=party_id,
        list=list_id,
        kind=kind,
        names=_names(entity),
        birth_dates=dates,
        birth_places=texts(values(entity, "birthPlace")),
        nationalities=_countries(entity, "nationality", "citizenship"),
        countries=_countries(entity, "country", "jurisdiction", "mainCountry", "flag"),
        genders=texts(values(entity, "gender")),
        identifiers=distinct(_identifiers(entity, kind, about)),
        addresses=distinct(_addresses(entity, beside)),
        ownership=distinct(_ownership(entity, about, owners)),
        programmes=programmes,
        measures=_measures(entity, list_id, datasets, sanctions=sanctions, programmes=programmes),
        listed_on=_earliest(sanctions, "listingDate", "startDate"),
        updated_on=max((iso_date(value) for value in values(entity, "modifiedAt")), default=""),
        ends_on=max(ends) if sanctions and len(ends) >= len(sanctions) else "",
        reference=next((v for each in sanctions for v in values(each, "authorityId")), ""),
        source=next((v for each in (*sanctions, entity) for v in values(each, "sourceUrl")), ""),
        positions=texts(value for name in ("title", "position") for value in values(entity, name)),
        remarks=texts([*_remarks(entity, sanctions), *not_understood]),
    )


def _names(entity: Entity) -> tuple[ListedName, ...]:
    given_names, family = values(entity, "firstName"), values(entity, "lastName")
    parts = (given_names[0], family[0]) if len(given_names) == len(family) == 1 else None
    names: dict[str, ListedName] = {}
    for name, kind, quality in _NAMES:
        for value in values(entity, name):
            text = " ".join(value.split())
            if not text or text in names:
                continue
            name_kind: NameKind = "alias" if kind == "primary" and names else kind
            names[text] = ListedName(text, kind=name_kind, quality=quality, script=script(text))
            if parts and all(part.casefold() in text.casefold() for part in parts):
                named = names[text]
                names[text] = ListedName(text, named.kind, quality, named.script, "", *parts)
    if not names and parts:
        text = " ".join(parts)
        names[text] = ListedName(text, "primary", "unstated", script(text), "", *parts)
    return tuple(names.values())


def _countries(entity: Entity, *names: str) -> tuple[Country, ...]:
    known: dict[str, Country] = {}
    for name in names:
        for value in values(entity, name):
            for each in countries(value.upper() if len(value) == 2 else value):
                known.setdefault(each.code or each.text, each)
    return tuple(known.values())


def _identifiers(entity: Entity, kind: Kind, about: Sequence[Entity]) -> Iterator[Identifier]:
    for name in (name for name in entity["properties"] if name in IDENTIFIERS):
        identifier_kind, scheme = IDENTIFIERS[name]
        for value in values(entity, name):
            if text := " ".join(value.split()):
                yield Identifier(
                    _kind_for_party(identifier_kind, kind), text, scheme=_scheme(name, scheme, kind)
                )
    for each in [*about, *_nested(entity, "identificationEntities"), *_nested(entity, "passportEntities")]:
        if each.get("schema") not in {"Identification", "Passport"}:
            continue
        where = next((country(value).code for value in values(each, "country")), "")
        for name in ("number", "passportNumber"):
            for value in values(each, name):
                passport = each.get("schema") == "Passport"
                scheme = next(iter(values(each, "type")), "passport" if passport else "document")
                yield Identifier("passport" if passport else "national_id", value, where, scheme)


def _kind_for_party(identifier_kind: IdentifierKind, kind: Kind) -> IdentifierKind:
    """A registration number of an aircraft is its mark, and an "ID number" of no person no national identity."""
    if kind == "aircraft" and identifier_kind == "registration":
        return "aircraft"
    if kind not in {"person", "unknown"} and identifier_kind == "national_id":
        return "other"
    return identifier_kind


def _scheme(name: str, scheme: str, kind: Kind) -> str:
    return "IMO company number" if name == "imoNumber" and kind in {"organisation", "person"} else scheme


def _addresses(entity: Entity, beside: Mapping[str, Sequence[Entity]]) -> Iterator[Address]:
    for value in values(entity, "address"):
        if text := " ".join(value.split()):
            yield Address(text, "", country_at_end(text))
    separate = [
        each
        for address in values(entity, "addressEntity")
        for each in beside.get(address, ())
        if each.get("schema") == "Address"
    ]
    for each in (*separate, *_nested(entity, "addressEntity")):
        where = next((country(value) for value in values(each, "country")), Country(""))
        full = next(iter(values(each, "full")), "")
        parts = [
            value
            for name in ("street", "postalCode", "city", "region", "state")
            for value in values(each, name)
        ]
        if text := " ".join((full or ", ".join(texts(parts)) or where.text).split()):
            yield Address(text, next(iter(values(each, "city")), ""), where)


def _share(edge: Entity) -> float | None:
    for value in values(edge, "percentage"):
        try:
            share = float(value.strip().rstrip("%").replace(",", "."))
        except ValueError:
            continue
        if 0 <= share <= 100:
            return share
    return None


def _ownership(entity: Entity, about: Sequence[Entity], owners: Mapping[str, str]) -> Iterator[Ownership]:
    """Owners, directors and what the party owns, from entities of their own or nested in it."""
    for edge in about:
        if edge.get("schema") == "Ownership":
            asset = entity["id"] in values(edge, "asset")
            yield from _others(edge, *(("owner", "owner") if asset else ("asset", "subsidiary")), owners)
        elif edge.get("schema") == "Directorship":
            yield from _others(edge, "director", "controller", owners)
    for name, other, role in (
        ("ownershipAsset", "owner", "owner"),
        ("ownershipOwner", "asset", "subsidiary"),
        ("directorshipOrganization", "director", "controller"),
    ):
        for edge in _nested(entity, name):
            yield from _others(edge, other, role, owners)  # type: ignore[arg-type]
    for name, plain_role in (("owner", "owner"), ("parent", "owner"), ("subsidiaries", "subsidiary")):
        for value in values(entity, name):
            yield Ownership(plain_role, owners.get(value, value))  # type: ignore[arg-type]


def _others(edge: Entity, name: str, role: OwnershipRole, owners: Mapping[str, str]) -> Iterator[Ownership]:
    share = _share(edge) if role != "controller" else None
    text = " ".join(value for each in ("role", "ownershipType") for value in values(edge, each))
    for value in values(edge, name):
        yield Ownership(role, owners.get(value, ""), party=value, share=share, text=text)
    for other in _nested(edge, name):
        yield Ownership(
            role, next(iter(values(other, "name")), ""), str(other.get("id", "")), share, text=text
        )


def _measures(
    entity: Entity,
    list_id: str,
    datasets: Sequence[str],
    *,
    sanctions: Sequence[Entity],
    programmes: Sequence[str],
) -> tuple[Measure, ...]:
    """From the data sets, then the topics, else "other", which the words of the sanction make exact; the act is what the sanction says of itself.

    A measure that another authority took is known by its data set, which stands as its programme. Who is in a data set for
    something else (an office, being connected with somebody listed) is not listed: a topic says so, and no sanction does.
    """
    act = next(
        (v for each in sanctions for name in ("recordId", "authority") for v in values(each, name)), ""
    )
    programme = programmes[0] if programmes else ""
    topics = values(entity, "topics")
    of_topics = [kind for topic in topics for kind in kinds_named("ftm", topic, "topics")]
    in_words = _kinds_in_words([entity, *sanctions])
    listed = bool(sanctions or programmes or not topics or _LISTED in topics)
    known: list[Measure] = []
    keeper = authority_kind(list_of(datasets))
    for dataset in datasets or (list_id,):
        for kind in _more_exact(kinds_named("ftm", undated(dataset)[0], "datasets"), in_words):
            if not listed and kind not in of_topics:
                continue
            if (
                datasets and authority_kind(dataset) != keeper
            ):  # act and programme are the keeper's, not theirs
                known.append(Measure(kind, programme=dataset))
            else:
                known.append(Measure(kind, act=act, programme=programme or dataset))
    if not known:
        known = [Measure(kind, act=act, programme=programme) for kind in _more_exact(of_topics, in_words)]
    if not known and listed:
        known = [Measure(kind, act=act, programme=programme) for kind in in_words]
    return distinct(known) or (Measure("other" if listed else "reported", act=act, programme=programme),)


def _kinds_in_words(about: Sequence[Entity]) -> tuple[MeasureKind, ...]:
    """The kinds of measure that the file says in words: as provisions of the sanction, or where its programme is one."""
    words = [
        word.strip().lower()
        for each in about
        for name in ("provisions", "program")
        for value in values(each, name)
        for word in re.split(r"[|;]", value)
    ]
    return tuple(dict.fromkeys(kind for word in words for kind in kinds_named("uk_sanctions", word, "words")))


def _more_exact(kinds: Sequence[MeasureKind], in_words: Sequence[MeasureKind]) -> Iterator[MeasureKind]:
    """The kinds, with what the file says in words where all that is known is that it is some measure."""
    for kind in kinds:
        yield from in_words if kind == "other" and in_words else (kind,)


def _earliest(sanctions: Sequence[Entity], *names: str) -> str:
    for name in names:
        if dates := [date for each in sanctions for value in values(each, name) if (date := iso_date(value))]:
            return min(dates)
    return ""


def _remarks(entity: Entity, sanctions: Sequence[Entity]) -> Iterator[str]:
    for name in (name for name in _REMARKS if name in entity["properties"]):
        label = "" if name in _REMARKS[:3] else f"{name}: "
        for value in values(entity, name):
            yield label + value
    for each in sanctions:
        yield from values(each, "reason")
