"""What of a query is compared with the lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.lost_blanks import with_blanks
from dualuse.screening.matching.screened import Query
from dualuse.screening.matching.text_pieces import pieces_of
from dualuse.screening.matching.text_readings import parts_of
from dualuse.screening.names.asked_names import names_in, names_in_address
from dualuse.screening.names.plainness import Plainness
from dualuse.screening.names.romanised import in_english_letters
from dualuse.screening.names.words_around import words_around


@dataclass(frozen=True, slots=True)
class Asked:
    """A name to compare. ``text``: as it is compared; ``shown``: as it was stated; ``around``: what stands around it in the same name
    (:func:`~dualuse.screening.names.words_around.words_around`)."""

    text: str
    shown: str
    around: tuple[tuple[str, Plainness], ...] = ()


def texts_asked(query: Query, corpus: Corpus) -> list[Asked]:
    """What is compared of a query, each text once: its names, those in them, and those in its addresses; of a text what is written in it as
    a name. A name is compared in English letters, too, and shown as it was stated. Of two fields that hold a name the one counts in
    which less stands around it."""
    asked: dict[str, Asked] = {}
    for each in _all_asked(query, corpus):
        known = asked.get(each.text)
        if known is None or len(each.around) < len(known.around):
            asked[each.text] = each
    return list(asked.values())


def _all_asked(query: Query, corpus: Corpus) -> Iterator[Asked]:
    for field, text in _names_of(query, corpus):
        yield Asked(text, text, words_around(field, text))
        for english in in_english_letters(text):
            yield Asked(english, text)


def _names_of(query: Query, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """The names of a query, each with the field that it stands in; a name of a text or an address with itself."""
    if query.is_text:
        for text in query.names:
            for part in parts_of(text):
                yield from ((piece, piece) for piece in pieces_of(part))
        return
    for name in query.names:
        for text in names_in(name):
            yield name, text
            yield from ((reading, reading) for reading in with_blanks(text, corpus))
    for address in query.addresses:
        yield from ((text, text) for text in names_in_address(address))
