"""What of a query is compared with the lists."""

from __future__ import annotations

from collections.abc import Iterator

from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.parted import parted
from dualuse.screening.matching.screened import Query
from dualuse.screening.matching.text_pieces import pieces_of
from dualuse.screening.matching.text_readings import parts_of
from dualuse.screening.names.asked_names import names_in, names_in_address
from dualuse.screening.names.romanised import in_english_letters


def texts_asked(query: Query, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """What is compared of a query, and as what it is shown: its names, those in them, and those in its addresses; of a text what is written
    in it as a name. A name is compared in English letters, too, and shown as it was stated."""
    for text in _names_of(query, corpus):
        yield text, text
        for english in in_english_letters(text):
            yield english, text


def _names_of(query: Query, corpus: Corpus) -> Iterator[str]:
    if query.is_text:
        for text in query.names:
            for part in parts_of(text):
                yield from pieces_of(part)
        return
    for name in query.names:
        for text in names_in(name):
            yield text
            yield from parted(text, corpus)
    for address in query.addresses:
        yield from names_in_address(address)
