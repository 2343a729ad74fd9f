"""Names that name nobody: what somebody is (the end user, our customer), where it is written (see annex), that it is not known, or a title and half a name.

Of such a name nothing is found on any list, and nobody is clear by it. The words are ours and from memory: a name is none where nothing else is in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dualuse.data_folders import data_file, path_in_package
from dualuse.inputs.accents import without_accents
from dualuse.inputs.data_files import TEXT, Each, Table, read_toml
from dualuse.screening.names.beside_places import without_every_place

_WORD: Final = re.compile(r"[^\W_]+")
_PARTS_OF_FILE: Final = ("titles", "roles", "bodies", "places_to_look", "between")
_SHAPE: Final = Table(dict.fromkeys(_PARTS_OF_FILE, Each(TEXT)), {})
_UNKNOWN: Final = re.compile(
    r"(?:un|not )?known|unknown|unbekannt\w*|inconnu\w*|desconocid\w*|sconosciut\w*|onbekend\w*|secret|geheim\w*|confidential|vertraulich\w*|confidentiel\w*|anonym\w*|undisclosed|disclosed|classified|private|privat|nobody|niemand|nadie"
)
_NOBODY: Final = re.compile(
    r"(?:no one|no body|nobody|none|not|niemand|keine?[rsn]?|nadie|ninguno|nessuno|aucune?|personne ne)\b"
)
_SHORT: Final = re.compile(r"[a-z\u0370-\u03ff\u0400-\u04ff]+")
_LEAST: Final = 3
"""So many letters has a name of such an alphabet at least."""
_PARTS: Final = 2
"""So many parts has the name of somebody who is called by a title."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the file; ``bodies``: what somebody may be, in a transaction or by itself."""

    titles: frozenset[str]
    roles: frozenset[str]
    bodies: frozenset[str]
    places_to_look: frozenset[str]
    between: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    """The words.

    Raises:
        DataError: the file is not what it should be.
    """
    path = data_file("licensing/forms/nameless.toml")
    rows = read_toml(path)
    _SHAPE.check(rows, path_in_package(path))
    return _Words(**{name: frozenset(rows[name]) for name in _PARTS_OF_FILE})


def names_nobody(name: str) -> bool:
    """Whether a name tells who somebody is by no word: of what it says nothing is left without roles, places, titles and what points elsewhere.

    Args:
        name: as it is written.

    Raises:
        DataError: the file of words is not what it should be.
    """
    plain = without_accents(name)
    words, kept = _WORD.findall(plain), _words()
    if not words:
        return False  # by no letter of ours: others look at it
    if len(words) > 1 and _NOBODY.match(plain.strip()):
        return True
    letters = "".join(words)
    if _SHORT.fullmatch(letters) and len(letters) < _LEAST:
        return True
    if words[0] in kept.titles:
        return sum(word not in kept.titles and len(word) > 1 for word in words) < _PARTS
    left = [word for word in words if not _is_of_nobody(word, kept)]
    if not left:
        telling = kept.roles | kept.bodies | kept.places_to_look
        return any(word in telling or _UNKNOWN.fullmatch(word) for word in words)
    # A role that a place alone tells apart: our customer in Pune.
    without_places = _WORD.findall(without_accents(without_every_place(name)))
    return words[0] in kept.between | kept.roles and not any(word in without_places for word in left)


def _is_of_nobody(word: str, kept: _Words) -> bool:
    return (
        any(
            word in words
            for words in (kept.roles, kept.bodies, kept.places_to_look, kept.between, kept.titles)
        )
        or word.isdigit()
        or len(word) == 1
        or _UNKNOWN.fullmatch(word) is not None
    )
