"""Listed names in free text: the use, the description of an item, a note. They are looked for as a person would see them.

A text is no name: most of its words name nobody, and many firms are called by words of goods. A listed name that stands whole in it
is looked up (``contained``). It counts where its words say enough: two and more that are rare together, or one that is no ordinary word. Capitals
in a text that has small letters beside them set a name apart; without them the words must say more. What stands there in capitals
is compared with the lists as well, as a name that may be spelt otherwise, and counts only where it is a hit. Ships and aircraft bear
the names of goods, towns and stars, and are known in a text by their number alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dualuse.screening.index.building import KINDS
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.contained import CRAFT, Contained, Run, has_same_form, runs_met
from dualuse.screening.matching.screened import Query
from dualuse.screening.matching.text_places import (
    Before,
    before,
    ends_there,
    is_in_capitals,
    is_mark_of_goods,
    sets_apart,
)
from dualuse.screening.matching.text_readings import names_without_blanks, parts_of, text_readings
from dualuse.screening.matching.text_short_names import (
    firms_by_own_word,
    initialled_names,
    well_known_names,
)
from dualuse.screening.names.standing_within import PARTED, spellings_of, stands_in_one_part
from dualuse.screening.names.vocabulary import (
    emblems,
    general_words,
    is_given_name,
    ordinary_words,
    trade_words,
)
from dualuse.screening.names.word_rarity import tells, weight_of

_ENOUGH: Final = 0.85
"""What the words of a name weigh together that is set apart by capitals."""
_ENOUGH_ALIKE: Final = 1.0
"""The same where the whole text is written alike, and one of its words is no ordinary one."""
_ENOUGH_ORDINARY: Final = 1.8
"""The same of three ordinary words and more."""
_RARE_WORD: Final = 0.86
_RARE_WITH_FORM: Final = 0.75
"""What one word weighs that names a firm alone, and beside its legal form."""
_RARE_AFTER_PARTY: Final = 0.7
"""The same behind the word for a party."""
_RARE_OF_MANY: Final = 0.45
_FEWEST_OF_MANY: Final = 7
"""What a word weighs, and its letters, that names a firm between "for" and the end of a part, where many firms bear it."""
_FEWEST_LETTERS: Final = 5
_FEWEST_ALIKE: Final = 9
"""Letters of one word that names a firm, where capitals set it apart, and where they do not."""
_PERSON: Final = "person"


def names_in_texts(queries: Sequence[Query], corpus: Corpus) -> list[Contained]:
    """The listed names that stand whole in the texts of queries."""
    contained: dict[tuple[int, int], Contained] = {}
    texts = [
        (number, part)
        for number, query in enumerate(queries)
        if query.is_text
        for text in query.names
        for part in parts_of(text)
    ]
    read = [(number, reading) for number, text in texts for reading in text_readings(text)]
    for run, name in runs_met(read, corpus):
        pair = run.query, name
        if pair not in contained and _names(run, name, corpus):
            contained[pair] = Contained(run.query, corpus.text_of_name(name), name)
    for number, text in texts:
        for name in (
            *names_without_blanks(text, corpus),
            *well_known_names(text, corpus),
            *initialled_names(text, corpus),
            *firms_by_own_word(text, corpus),
        ):
            contained.setdefault((number, name), Contained(number, corpus.text_of_name(name), name))
    return list(contained.values())


def _names(run: Run, name: int, corpus: Corpus) -> bool:
    """Whether a run of words of a text is the listed name, and names it."""
    listed = corpus.words_of_name(name)
    text = corpus.text_of_name(name)
    bare, written = spellings_of(text, listed)
    spelt = written if run.field.written else bare
    if not bare or run.words != spelt or not (PARTED.search(text) or stands_in_one_part(run.field, spelt)):
        return False
    kind = KINDS[int(corpus.arrays["entity_kind"][corpus.name_entity[name]])]
    if kind in CRAFT:
        return False
    telling = [word for word in bare if tells(word) and len(word) > 1 and not word.isdigit()]
    place = _Place(run, spelt, has_same_form(run, listed))
    weak = bool(corpus.arrays["name_weak"][name])
    if len(telling) > 1:
        return _says_enough(telling, float(sum(map(weight_of, bare))), weak, place)
    if not telling or weak or kind == _PERSON or is_given_name(telling[0]):
        return False
    return _says_enough_alone(telling[0], place)


class _Place:
    """The position of a run of words in its text."""

    def __init__(self, run: Run, words: Sequence[str], with_form: bool) -> None:
        self.text = run.field.text
        self.words = words
        self.with_form = with_form
        """Whether the legal form of the listed name stands beside it."""
        self.before = before(self.text, words)
        self.apart = sets_apart(self.text, run.words)
        self.named = self.before == Before.PARTY or (self.apart and is_in_capitals(self.text, run.words))
        """Whether capitals set it apart, or a word before it says that somebody follows."""


def _own(words: Sequence[str]) -> list[str]:
    """The words that are none of ordinary texts, of trade, or of praise."""
    return [
        word
        for word in words
        if word not in ordinary_words() and word not in trade_words() and word not in emblems()
    ]


def _says_enough(telling: Sequence[str], weight: float, weak: bool, place: _Place) -> bool:
    """Whether a name of two telling words and more says enough where it stands."""
    own = _own(telling)
    if place.named and weight >= _ENOUGH and (own or place.with_form or place.before > Before.OTHER):
        return True
    if own and not weak and weight >= _ENOUGH_ALIKE:
        return True
    return len(telling) > 2 and weight >= _ENOUGH_ORDINARY


def _says_enough_alone(word: str, place: _Place) -> bool:
    """Whether a firm's name of one word says enough where it stands."""
    own = _own([word])
    if place.with_form and (place.named or own):
        return weight_of(word) >= _RARE_WITH_FORM
    if is_mark_of_goods(place.text, word):
        return False
    if place.before == Before.PARTY and (own or ends_there(place.text, place.words)):
        return weight_of(word) >= _RARE_AFTER_PARTY
    if _is_of_many_firms(word, own, place):
        return True
    if weight_of(word) < _RARE_WORD:
        return False
    if own:
        near = place.named or (
            place.before > Before.OTHER
            and (is_in_capitals(place.text, place.words) or ends_there(place.text, place.words))
        )
        return len(word) >= (_FEWEST_LETTERS if near else _FEWEST_ALIKE)
    if place.before != Before.TOWARDS or not ends_there(place.text, place.words):
        return False
    # A word of goods is none even there: "for Rotor".
    return (word in emblems() and word not in ordinary_words()) or (place.named and word in general_words())


def _is_of_many_firms(word: str, own: Sequence[str], place: _Place) -> bool:
    """Whether a word is less rare only since the firms of one house bear it, and stands as a name of its own: ``for Quillonprom``."""
    if not own or len(word) < _FEWEST_OF_MANY or weight_of(word) < _RARE_OF_MANY:
        return False
    return place.named and place.before == Before.TOWARDS and ends_there(place.text, place.words)
