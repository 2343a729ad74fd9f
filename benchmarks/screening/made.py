"""Negatives made from the lists, because the given ones are almost all persons.

An organisation whose rarest word gives way to another word of the lists, as rare, is another organisation; so is a
vessel named with two words out of the names of listed vessels. None of them is a listed name, in any order of words,
and none is made from a name that the material for training uses (:func:`training.screening.naming.for_measuring`).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz

from benchmarks.screening.cases import COMBINED, Case, Row
from training.screening.naming import WORD, for_measuring, key, words

SEED: Final = 20_261_125
ORGANISATIONS: Final = 1_200
VESSELS: Final = 300
ORGANISATIONS_REPLACED: Final = "organisations, rarest word replaced"
VESSELS_INVENTED: Final = "vessel names, invented"
_ALIKE: Final = 60
"""Two words at least this alike (rapidfuzz ratio) may be spellings of one."""


def made_negatives(rows: Sequence[Row]) -> list[Case]:
    """Deterministic: the same lists give the same cases."""
    return [*_organisations(rows), *_vessels(rows)]


def _organisations(rows: Sequence[Row]) -> Iterator[Case]:
    organisations = [row for row in rows if row["schema"] in ("Organization", "Company", "LegalEntity")]
    counted = Counter(
        word for row in organisations for word in {w for name in _names(row) for w in words(name)}
    )
    alike: dict[int, list[str]] = {}
    for word in sorted(counted):
        if len(word) > 3 and word.isalpha():
            alike.setdefault(counted[word].bit_length(), []).append(word)
    listed = _listed(rows)
    rng = random.Random(SEED)
    rng.shuffle(organisations)
    made = 0
    for row in organisations:
        name = row["properties"]["name"][0]
        if not for_measuring(name):
            continue
        new = _replaced(name, counted, alike, rng)
        if new is None or key(new) in listed:
            continue
        yield _case(f"o{made:05}", ORGANISATIONS_REPLACED, row, new)
        made += 1
        if made == ORGANISATIONS:
            return


def _replaced(
    name: str, counted: Counter[str], alike: dict[int, list[str]], rng: random.Random
) -> str | None:
    """``name`` with another word for its rarest; nothing if it has one word only, or other letters than Latin ones."""
    if not all(ord(letter) < 0x250 or not letter.isalpha() for letter in name):
        return None
    places = [match for match in WORD.finditer(name) if len(match[0]) > 2 and match[0].isalpha()]
    if len(places) < 2:
        return None
    rarest = min(places, key=lambda match: (counted["".join(words(match[0]))], -len(match[0])))
    old = "".join(words(rarest[0]))
    choice = [word for word in alike.get(counted[old].bit_length(), ()) if abs(len(word) - len(old)) <= 2]
    for word in rng.sample(choice, min(20, len(choice))):
        if fuzz.ratio(word, old) < _ALIKE:
            return name[: rarest.start()] + _cased(word, rarest[0]) + name[rarest.end() :]
    return None


def _vessels(rows: Sequence[Row]) -> Iterator[Case]:
    vessels = [row for row in rows if row["schema"] == "Vessel"]
    known = sorted({word for row in vessels for name in _names(row) for word in words(name)})
    known = [word for word in known if len(word) > 3 and word.isalpha()]
    listed, rng = _listed(rows), random.Random(SEED)
    made = 0
    while made < VESSELS and len(known) > 1:
        name = " ".join(rng.sample(known, 2)).upper()
        if key(name) not in listed and for_measuring(name):
            yield _case(f"v{made:05}", VESSELS_INVENTED, {"schema": "Vessel", "properties": {}}, name)
            made += 1


def _case(id: str, kind: str, row: Row, name: str) -> Case:
    properties = {"name": [name]} | {
        key: row["properties"][key] for key in ("country",) if key in row["properties"]
    }
    return Case(
        id=id,
        kind=kind,
        target=COMBINED,
        row={"schema": row["schema"], "properties": properties},
        derived=True,
    )


def _names(row: Row) -> list[str]:
    properties = row["properties"]
    return [
        name for key in ("name", "alias", "previousName", "weakAlias") for name in properties.get(key, ())
    ]


def _listed(rows: Sequence[Row]) -> set[str]:
    return {key(name) for row in rows for name in _names(row)}


def _cased(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[0].isupper() else word
