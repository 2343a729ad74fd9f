"""Invented lists and counterparties for the tests of screening, installed in a home of their own."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dualuse.sources.lists.store import ListStore

FIRST = (
    "Orlo",
    "Bertil",
    "Camsa",
    "Dovrik",
    "Estrel",
    "Fjodan",
    "Gundrel",
    "Haskon",
    "Ilvira",
    "Jostan",
    "Kelmut",
    "Lorvane",
    "Mirsad",
    "Nolwen",
    "Ostrik",
)
SYLLABLES = (
    "quil",
    "varn",
    "tess",
    "brok",
    "alm",
    "okon",
    "szcz",
    "rask",
    "vend",
    "oye",
    "hak",
    "thor",
    "mbek",
    "kats",
    "zlat",
    "ferr",
    "guld",
    "iwas",
    "nurm",
    "dela",
)
ENDS = (
    "berg",
    "haldt",
    "imova",
    "shire",
    "arri",
    "jelo",
    "bak",
    "olny",
    "amin",
    "ranko",
    "inen",
    "sen",
    "aro",
    "ides",
    "ovic",
    "tino",
    "rand",
    "kira",
    "ich",
    "ette",
)
TRADES = (
    "Turbine",
    "Optics",
    "Marine",
    "Polymer",
    "Avionics",
    "Ceramics",
    "Foundry",
    "Isotope",
    "Laser",
    "Robotics",
)


@dataclass(frozen=True)
class Entry:
    """An invented entry of a list, or a counterparty."""

    id: str
    name: str
    schema: str = "Person"
    properties: Mapping[str, list[str]] = field(default_factory=dict)

    def line(self) -> str:
        """It as a line of FollowTheMoney."""
        data = {"id": self.id, "schema": self.schema, "properties": {"name": [self.name], **self.properties}}
        text = json.dumps(data, ensure_ascii=False)
        return json.dumps(data) if any("\ud800" <= sign <= "\udfff" for sign in text) else text


def write_lines(path: Path, entries: Iterable[Entry]) -> Path:
    """A file of entries."""
    path.write_text("".join(entry.line() + "\n" for entry in entries), "utf-8")
    return path


def install(home: Path, list_id: str, day: str, entries: Iterable[Entry]) -> None:
    """Install entries as the edition of a day."""
    home.mkdir(exist_ok=True)
    path = write_lines(home / f"{list_id}-{day}.ftm.json", entries)
    ListStore(home).add(path, list_id=list_id, edition=day, accept_shrinkage=True, accept_older=True)


def invented(number: int, seed: int, prefix: str = "E") -> list[Entry]:
    """Invented parties, of which some share words."""
    made = random.Random(seed)
    return [invented_one(f"{prefix}{at}", made) for at in range(number)]


def _surname(made: random.Random) -> str:
    return (made.choice(SYLLABLES) + made.choice(("", "a", "o", "e")) + made.choice(ENDS)).title()


def invented_one(identifier: str, made: random.Random) -> Entry:
    """One invented party."""
    properties: dict[str, list[str]] = {}
    if made.random() < 0.3:
        name = f"{_surname(made)} {made.choice(TRADES)} {made.choice(('GmbH', 'Ltd', 'Trading Co'))}"
        if made.random() < 0.3:
            properties["country"] = [made.choice(("de", "tr", "ir"))]
        return Entry(identifier, name, "Company", properties)
    name = f"{made.choice(FIRST)} {made.choice((*FIRST, ''))} {_surname(made)}"
    if made.random() < 0.4:
        properties["birthDate"] = [f"19{made.randint(40, 99)}-0{made.randint(1, 9)}-11"]
    return Entry(identifier, " ".join(name.split()), "Person", properties)


def data_lines(text: str) -> list[dict[str, Any]]:
    """JSON Lines."""
    return [json.loads(line) for line in text.splitlines()]
