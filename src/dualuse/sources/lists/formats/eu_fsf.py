"""The Union's consolidated list of financial sanctions ("FSF"), XML 1.1.

Format:      XML, root ``export`` in the namespace of "fsd/export", one ``sanctionEntity`` per entry and legal act.
Source:      European Commission, FISMA, "Consolidated list of persons, groups and entities subject to EU financial
             sanctions" (needs a token of EU Login).
Recognised:  by the root element and its namespace.
Left out:    publication data of the regulation behind each single name, address and number; phone numbers and
             web addresses (``contactInfo``); validity dates of documents other than "known expired" and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from dualuse.i18n import N_, Message
from dualuse.sources.countries import country
from dualuse.sources.lists.entry_values import birth_dates, distinct, iso, number_label_note, script, texts
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
    PartialDate,
    Quality,
)
from dualuse.sources.lists.meaning_of_entries import kinds_for
from dualuse.sources.lists.xml_records import records, root_of

_KINDS: Final[dict[str, Kind]] = {"person": "person", "enterprise": "organisation"}

_IDENTIFIERS: Final[dict[str, IdentifierKind]] = {
    "passport": "passport", "diplomatic": "passport", "travelcardid": "passport", "id": "national_id",
    "ssn": "national_id", "fiscalcode": "tax", "regnumber": "registration", "tradelic": "registration",
    "imo": "imo", "swiftbic": "bic", "iban": "account",
}  # fmt: skip

_GENDERS: Final = {"M": "male", "F": "female"}

_WEAK: Final = re.compile(r"\blow[ -]quality\b", re.IGNORECASE)
_FORMER: Final = re.compile(
    r"\(?(?:formerly (?:known|listed|called)|former names?\b|f\.k\.a|previously (?:known|listed)|anciennement|già\b|"
    r"ranije poznat|anksčiau žinom|korábbi elnevez|voorheen bekend|qabel kienet mag|prej imenovan|predtým znám|"
    r"dříve znám|tidligere kendt|entinen\b|ehemals|antes conocid|anteriormente conhecid|tidigare känd|"
    r"πρώην|по-рано извест|endine\b|agrāk zinām|znan[ay] wcześniej|cunoscut[ăa]? anterior)",
    re.IGNORECASE,
)
"""What the remark on a name begins with if the name is a former one, in the languages that were seen."""

_FLAGS: Final = (
    ("knownExpired", "expired"),
    ("knownFalse", "false"),
    ("reportedLost", "reported lost"),
    ("revokedByIssuer", "revoked"),
    ("diplomatic", "diplomatic"),
)


def _recognises(file: ListFile) -> bool:
    name, namespace, _ = root_of(file)
    return name == "export" and namespace.endswith("fsd/export")


def _read(file: ListFile, list_id: str) -> ReadList:
    edition = root_of(file)[2].get("generationDate", "")
    unread: list[Unread] = []
    return ReadList(
        list=list_id or "eu_fsf",
        format="eu_fsf",
        edition=edition,
        parties=_parties(file, list_id or "eu_fsf", unread),
        unread=unread,
    )


def _parties(file: ListFile, list_id: str, unread: list[Unread]) -> Iterator[ListedParty]:
    for number, entity in enumerate(records(file, {"sanctionEntity"}), start=1):
        if not entity.get("logicalId"):
            raise NotTheListError(
                Message("lists.eu_fsf.no_id", N_("an entry of the list has no number (logicalId)")),
                where=f"sanctionEntity {number}",
            )
        yield _party(entity, list_id, unread)


def _party(entity: Element, list_id: str, unread: list[Unread]) -> ListedParty:
    party_id = entity.get("logicalId", "")
    subject = entity.find("subjectType")
    aliases = entity.findall("nameAlias")
    dates, not_understood = birth_dates(_printed_birth_dates(entity), party_id, unread)
    regulations = entity.findall("regulation")
    return ListedParty(
        id=party_id,
        list=list_id,
        kind=_KINDS.get(subject.get("code", "") if subject is not None else "", "unknown"),
        names=_names(aliases),
        birth_dates=dates,
        birth_places=texts(_place(each) for each in entity.findall("birthdate")),
        nationalities=distinct(c for each in entity.findall("citizenship") if (c := _country(each))),
        countries=(),
        genders=distinct(_GENDERS[g] for each in aliases if (g := each.get("gender", "")) in _GENDERS),
        identifiers=distinct(i for each in entity.findall("identification") if (i := _identifier(each))),
        addresses=distinct(a for each in entity.findall("address") if (a := _address(each))),
        programmes=texts(each.get("programme") for each in regulations),
        measures=tuple(_measures(regulations)),
        listed_on=entity.get("designationDate", ""),
        updated_on=max((each.get("publicationDate", "") for each in regulations), default=""),
        ends_on=entity.get("delistingDate", ""),
        reference=entity.get("euReferenceNumber", ""),
        source=next((url for each in regulations if (url := each.findtext("publicationUrl"))), ""),
        positions=texts(value for each in aliases for value in (each.get("title"), each.get("function"))),
        remarks=_remarks(entity, not_understood),
    )


def _names(aliases: list[Element]) -> tuple[ListedName, ...]:
    names: list[ListedName] = []
    for alias in aliases:
        given_names = " ".join(" ".join((alias.get("firstName", ""), alias.get("middleName", ""))).split())
        family = " ".join(alias.get("lastName", "").split())
        text = " ".join(alias.get("wholeName", "").split()) or f"{given_names} {family}".strip()
        if not text:
            continue
        quality, former = _quality_and_former(alias)
        names.append(
            ListedName(
                text,
                kind="former" if former else "alias",
                quality=quality,
                script=script(text),
                language=alias.get("nameLanguage", "").lower(),
                given=given_names,
                family=family,
            )
        )
    return _with_primary(distinct(names))


def _quality_and_former(alias: Element) -> tuple[Quality, bool]:
    """Quality of a name, and whether it is a former one.

    The attribute ``strong`` is true of every name; what is weak, and what is former, the remarks say.
    """
    remarks = [" ".join((each.text or "").split()) for each in alias.iterfind("remark")]
    weak = alias.get("strong") == "false" or any(map(_WEAK.search, remarks))
    former = any(_FORMER.match(part.strip()) for remark in remarks for part in remark.split(";"))
    return ("weak" if weak else "strong" if alias.get("strong") == "true" else "unstated"), former


def _with_primary(names: tuple[ListedName, ...]) -> tuple[ListedName, ...]:
    """The list marks no name as the first: take one in Latin letters of no particular language, or English."""
    ranks = [
        (
            name.kind == "former",
            name.quality == "weak",
            name.script != "Latn",
            name.language not in {"", "en"},
        )
        for name in names
    ]
    first = ranks.index(min(ranks)) if ranks else 0
    return tuple(replace(name, kind="primary") if at == first else name for at, name in enumerate(names))


def _number(element: Element, name: str) -> int:
    value = element.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 0


def _printed_birth_dates(entity: Element) -> Iterator[tuple[str, tuple[PartialDate, ...]]]:
    """Each birth date as it is printed, and as it is read; empty elements are left out."""
    names = ("birthdate", "year", "monthOfYear", "dayOfMonth", "yearRangeFrom", "yearRangeTo")
    for each in entity.findall("birthdate"):
        if printed := " ".join(f"{name}={value}" for name in names if (value := each.get(name))):
            birth_date = _birth_date(each)
            yield f"{each.get('calendarType', '')} {printed}", (birth_date,) if birth_date else ()


def _birth_date(each: Element) -> PartialDate | None:
    """``birthdate`` is Gregorian whatever the calendar; the year, month and day are those of the calendar."""
    circa = each.get("circa") == "true"
    parts = each.get("birthdate", "").split("-")
    if len(parts) == 3 and all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        value = iso(*map(int, parts))
        return PartialDate(value, circa=circa) if value else None
    if each.get("calendarType", "GREGORIAN") != "GREGORIAN":
        return None
    if value := iso(_number(each, "year"), _number(each, "monthOfYear"), _number(each, "dayOfMonth")):
        return PartialDate(value, circa=circa)
    first, last = iso(_number(each, "yearRangeFrom")), iso(_number(each, "yearRangeTo"))
    if first and last:
        return PartialDate(first, until=last if last > first else "", circa=circa)
    return PartialDate(first or last, circa=True) if first or last else None


def _country(element: Element) -> Country | None:
    code, text = element.get("countryIso2Code", ""), element.get("countryDescription", "")
    if code in {"", "00"}:
        return None
    return Country(country(code).code or country(text).code, text or code)


def _place(birth: Element) -> str:
    where = _country(birth)
    parts = texts((birth.get("place"), birth.get("city"), birth.get("region"), where.text if where else ""))
    return ", ".join(parts)


def _address(element: Element) -> Address | None:
    where = _country(element)
    box = element.get("poBox", "")
    parts = texts(
        (
            element.get("street"),
            box if not box or box.upper().startswith("P") else f"PO Box {box}",
            element.get("place"),
            f"{element.get('zipCode', '')} {element.get('city', '')}",
            element.get("region"),
            where.text if where else "",
        )
    )
    return Address(", ".join(parts), element.get("city", ""), where or Country("")) if parts else None


def _identifier(element: Element) -> Identifier | None:
    number, label, note = number_label_note(element.get("number") or element.get("latinNumber") or "")
    if not number:
        return None
    kind = element.get("identificationTypeCode", "")
    flags = [word for name, word in _FLAGS if element.get(name) == "true"]
    scheme = " / ".join(texts((element.get("identificationTypeDescription", kind), label, note)))
    where = _country(element)
    return Identifier(
        _IDENTIFIERS.get(kind, "other"),
        number,
        country=where.code if where else "",
        scheme=f"{scheme} ({', '.join(flags)})" if flags else scheme,
    )


def _measures(regulations: list[Element]) -> Iterator[Measure]:
    for each in regulations:
        programme = each.get("programme", "")
        for kind in kinds_for("eu_fsf", programme):
            yield Measure(kind, act=each.get("numberTitle", ""), programme=programme)


def _remarks(entity: Element, not_understood: list[str]) -> tuple[str, ...]:

    united_nations = entity.get("unitedNationId", "")
    return texts(
        [
            *(each.text for each in entity.iter("remark")),
            entity.get("designationDetails"),
            f"United Nations reference: {united_nations}" if united_nations else "",
            *not_understood,
        ]
    )


FORMAT: Final = Format(
    name="eu_fsf",
    title=N_("EU consolidated financial sanctions (FSF XML 1.1)"),
    source="European Commission, FISMA",
    recognises=_recognises,
    read=_read,
)
