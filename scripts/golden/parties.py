"""Invented lists and the parties that are screened against them: the same for the same seed. Nobody in them exists."""

from __future__ import annotations

import random
from typing import Any, Final

from .transactions import words

Entity = dict[str, Any]

_FIRST: Final = words(
    "Orlow Bertil Camsa Dovrik Estrel Fjodan Gundrel Haskon Ilvira Jostan Kelmut Lorvane Mirsad Nolwen Ostrik"
)
_SYLLABLES: Final = words(
    "quil varn tess brok alm okon szcz rask vend oye hak thor mbek kats zlat ferr guld iwas nurm dela"
)
_ENDS: Final = words(
    "berg haldt imova shire arri jelo bak olny amin ranko inen sen aro ides ovic tino rand kira ich ette"
)
_TRADES: Final = words("Turbine Optics Marine Polymer Avionics Ceramics Foundry Isotope Laser Robotics")
_FORMS: Final = words("OOO Ltd GmbH FZE AG JSC LLC SARL")
_COUNTRIES: Final = words("by ru ir ae sy kp cn tr kz de mm ve")
_TOWNS: Final = ("Sahl Nadir", "Qasr Anwar", "Ostrelburg", "Novy Quillon", "Port Gundrel", "Tessa Bay")
_CYRILLIC: Final = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        words("а б к д е ф г х и й к л м н о п к р с т у в в кс ы з"),
        strict=True,
    )
)
_GREEK: Final = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        words("α β κ δ ε φ γ χ ι ι κ λ μ ν ο π κ ρ σ τ ου β β ξ υ ζ"),
        strict=True,
    )
)
_ARABIC: Final = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        words("ا ب ك د ي ف ج ه ي ج ك ل م ن و ب ق ر س ت و ف و كس ي ز"),
        strict=True,
    )
)
_SCRIPTS: Final = (_CYRILLIC, _GREEK, _ARABIC)


def in_script(name: str, letters: dict[str, str]) -> str:
    """The name letter by letter in another script."""
    return "".join(letters.get(letter, letter) for letter in name.lower()).title()


def listed_entities(seed: int, number: int) -> list[Entity]:
    """Invented entries of a list, in the form of FollowTheMoney: persons, companies and vessels."""
    draw = random.Random(seed)
    return [_entity(draw, f"G-{seed}-{index}") for index in range(number)]


def _surname(draw: random.Random) -> str:
    return (draw.choice(_SYLLABLES) + draw.choice(("", draw.choice(_SYLLABLES))) + draw.choice(_ENDS)).title()


def _entity(draw: random.Random, identifier: str) -> Entity:
    kind = draw.choices(("Person", "Company", "Vessel", "Organization"), (6, 4, 1, 1))[0]
    country = draw.choice(_COUNTRIES)
    properties: dict[str, list[str]] = {"topics": [draw.choice(("sanction", "export.control"))]}
    if kind == "Person":
        middle = [draw.choice(_FIRST)] if draw.random() < 0.3 else []
        name = " ".join((draw.choice(_FIRST), *middle, _surname(draw)))
        day = f"{draw.randint(1940, 1999)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        if draw.random() < 0.8:
            properties["birthDate"] = [day[: draw.choice((4, 7, 10, 10))]]
        properties["nationality"] = [country]
        if draw.random() < 0.3:
            properties["passportNumber"] = [f"{draw.choice('ABKM')}{draw.randint(1000000, 9999999)}"]
    elif kind == "Vessel":
        name = f"{_surname(draw)} {draw.choice(('Star', 'Pride', 'Spirit'))}"
        properties |= {"flag": [country], "imoNumber": [_ship_number(draw)]}
    else:
        name = f"{_surname(draw)} {draw.choice(_TRADES)} {draw.choice(_FORMS)}"
        properties["country"] = [country]
        if draw.random() < 0.4:
            properties["registrationNumber"] = [str(draw.randint(100000000, 999999999))]
        if draw.random() < 0.4:
            properties["address"] = [f"{_surname(draw)} Street {draw.randint(1, 99)}, {draw.choice(_TOWNS)}"]
    names = [name]
    if draw.random() < 0.3:
        names.append(in_script(name, draw.choice(_SCRIPTS)))
    if draw.random() < 0.2:
        properties["alias"] = [" ".join((draw.choice(_FIRST), _surname(draw)))]
    if draw.random() < 0.1:
        properties["weakAlias"] = [draw.choice(_FIRST)]
    return {"id": identifier, "schema": kind, "properties": {"name": names, **properties}}


def _ship_number(draw: random.Random) -> str:
    digits = [draw.randint(1, 9) for _ in range(6)]
    check = sum(digit * weight for digit, weight in zip(digits, range(7, 1, -1), strict=True)) % 10
    return "".join(map(str, (*digits, check)))


def asked_parties(seed: int, listed: list[Entity], number: int) -> list[Entity]:
    """Parties to screen: listed ones written in other ways, with facts that fit or do not, and unlisted ones."""
    draw = random.Random(seed)
    parties = []
    for index in range(number):
        if draw.random() < 0.85:
            party = _asked_as(draw, draw.choice(listed), f"P-{index}")
        else:
            party = _entity(draw, f"P-{index}")
            party["properties"].pop("topics", None)
        parties.append(party)
    return parties


def _asked_as(draw: random.Random, entity: Entity, identifier: str) -> Entity:
    stated: dict[str, list[str]] = entity["properties"]
    name = draw.choice(
        (*stated["name"], *stated["name"], *stated.get("alias", ()), *stated.get("weakAlias", ()))
    )
    for _ in range(draw.randint(0, 2)):
        name = _written_otherwise(draw, name)
    properties: dict[str, list[str]] = {"name": [name or "?"]}
    if "birthDate" in stated and draw.random() < 0.6:
        day = stated["birthDate"][0]
        properties["birthDate"] = [
            draw.choice((day, day, day[:4], "1930-01-01", f"{int(day[:4]) + 1}{day[4:]}"))
        ]
    for field in ("nationality", "country", "flag"):
        if field in stated and draw.random() < 0.6:
            properties[field] = draw.choice((stated[field], stated[field], [draw.choice(_COUNTRIES)]))
    for field in ("passportNumber", "registrationNumber", "imoNumber"):
        if field in stated and draw.random() < 0.5:
            properties[field] = draw.choice((stated[field], [stated[field][0][::-1]]))
    if "address" in stated and draw.random() < 0.6:
        properties["address"] = [
            draw.choice((stated["address"][0], stated["address"][0].upper(), "Other Road 7, Tessa Bay"))
        ]
    kind = entity["schema"] if draw.random() < 0.8 else "LegalEntity"
    return {"id": identifier, "schema": kind, "properties": properties}


def _written_otherwise(draw: random.Random, name: str) -> str:
    words = name.split()
    place = draw.randrange(max(len(name) - 1, 1))
    match draw.randrange(9):
        case 0:
            return " ".join(reversed(words))
        case 1:
            return name[:place] + name[place + 1 :]
        case 2:
            return name[:place] + name[place + 1 : place + 2] + name[place : place + 1] + name[place + 2 :]
        case 3:
            return in_script(name, draw.choice(_SCRIPTS))
        case 4:
            return name.upper()
        case 5:
            return " ".join((words[0][:1] + ".", *words[1:])) if len(words) > 1 else name
        case 6:
            return " ".join(words[:-1]) if len(words) > 1 else name
        case 7:
            return name.replace("k", "c").replace("v", "w").replace("sz", "sh")
        case _:
            return name + draw.choice((" Junior", " Trading", " Group", " Ltd"))
