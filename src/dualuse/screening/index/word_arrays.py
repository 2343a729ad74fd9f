"""What the index keeps of each of its words: its class and weight, its forms, and the keys under which it is found.

The keys are those of :mod:`~dualuse.screening.index.blocking_keys`, made for all words at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.index.blocking_keys import bones_with_v, may_hold_v
from dualuse.screening.index.checksums import Checksums, Texts, checksums, packed, shortened_checksums
from dualuse.screening.names.sound import WordForms, without_vowels
from dualuse.screening.names.transliteration import VOWELLESS
from dualuse.screening.names.vocabulary import FORM, meanings
from dualuse.screening.names.word_rarity import SHARE, WordClass, common_words

_SHORTEST_BONES: Final = 2
_SHORTEST_SCANNED: Final = 4
_SHORTEST_HEARD: Final = 2
_SHORTEST_VOICED: Final = 4
_SHORTEST_SHORTENED: Final = 4
_MOST_LETTERS: Final = 255
_BEFORE_FORM: Final = FORM.encode()[0]
"""The first of the two bytes that the mark of a legal form is in UTF-8."""


def text_arrays(name: str, texts: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Texts one after the other, and where each begins."""
    whole = packed(texts)
    at = np.append(whole.start, len(whole.content))
    content = whole.content if len(whole.content) else np.zeros(1, dtype=np.uint8)
    return {name: content, name + "_at": at}


def word_arrays(
    words: Sequence[str], classes: Sequence[WordClass], forms: WordForms, joined_sounds: Sequence[str]
) -> dict[str, NDArray[Any]]:
    """The arrays of the index that begin with ``word_``, and ``key`` and ``key_word``.

    Args:
        words: those of the names first, of which ``classes`` and ``forms`` are; then neighbours joined, of which only
            themselves and their ``joined_sounds`` are known: no name consists of them.
    """
    listed = len(classes)
    texts, sounds = packed(words), [*forms.sounds, *joined_sounds]
    plain = [word.lstrip(VOWELLESS) for word in words]
    bags = packed(forms.sounds)
    codes = {
        "word_heard": checksums(packed(forms.transcribed), b"C"),
        "word_voiced": np.where(
            _is_long(forms.voiced, _SHORTEST_VOICED), checksums(packed(forms.voiced), b"V"), np.uint32(0)
        ),
        "word_scanned": checksums(packed(forms.scanned), b"O"),
    }
    key, key_word = _keys(words, texts, forms, packed(sounds), codes)
    return {
        **text_arrays("word_text", words),
        "word_class": _padded(np.array(classes, dtype=np.uint8), words),
        "word_first": np.array([ord(word[:1] or VOWELLESS) & 0xFF for word in plain], dtype=np.uint8),
        "word_weight": _weights(words, classes),
        "word_bare": _padded(np.array(list(map(_bareness, words[:listed])), dtype=np.uint8), words),
        "word_bag": _padded(_bags(bags), words),
        **text_arrays("word_sound", sounds),
        **text_arrays("word_bones", [*forms.bones, *([""] * len(joined_sounds))]),
        **{name: _padded(code, words) for name, code in codes.items()},
        "word_letters": np.minimum(np.fromiter(map(len, plain), np.int64, len(plain)), _MOST_LETTERS).astype(
            np.uint8
        ),
        "key": key,
        "key_word": key_word,
    }


def _padded(fact: NDArray[Any], words: Sequence[str]) -> NDArray[Any]:
    """A fact of each word; 0 for words that are only neighbours joined."""
    return np.concatenate([fact, np.zeros(len(words) - len(fact), dtype=fact.dtype)])


def _weights(words: Sequence[str], classes: Sequence[WordClass]) -> NDArray[np.float32]:
    """What each word weighs (:func:`~dualuse.screening.names.word_rarity.weight_of`); 1 for neighbours joined."""
    common = common_words()
    weights = np.ones(len(words), dtype=np.float32)
    share = SHARE.astype(np.float64)[np.array(classes, dtype=np.int64)]
    rarity = np.array([common.get(word, 1.0) for word in words[: len(classes)]], dtype=np.float64)
    weights[: len(classes)] = share * rarity
    return weights


def _bareness(word: str) -> int:
    """1: written without vowels; 2: and with a letter that may stand for v."""
    return 0 if not without_vowels(word) else 2 if may_hold_v(word) else 1


def _bags(sounds: Texts) -> NDArray[np.uint32]:
    """The letters of each sound as bits: :func:`~dualuse.screening.index.blocking_keys.letters_of`."""
    # A row of zeros behind each text: none of them is empty where the bits of a row are gathered.
    at = sounds.start + np.arange(len(sounds.start))
    bits = np.zeros(len(sounds.content) + len(at) + 1, dtype=np.uint32)
    place = np.arange(len(sounds.content)) + np.repeat(np.arange(len(at)), sounds.length)
    bits[place] = np.where(
        sounds.content == _BEFORE_FORM, 0, np.uint32(1) << (sounds.content & np.uint8(31)).astype(np.uint32)
    )
    return np.bitwise_or.reduceat(bits, at) if len(at) else bits[:0]


def _is_long(texts: Sequence[str], least: int) -> NDArray[np.bool_]:
    return np.fromiter(map(len, texts), np.int64, len(texts)) >= least


def _keys(
    words: Sequence[str], texts: Texts, forms: WordForms, sounds: Texts, codes: dict[str, Checksums]
) -> tuple[Checksums, NDArray[np.int32]]:
    """All keys of the words (:func:`~dualuse.screening.index.blocking_keys.whole_keys`, ``shortened_keys``), rising, and the word each belongs to."""
    listed = len(forms.sounds)
    number = np.arange(len(words))
    alone = np.array(
        [word.startswith(FORM) or len(word) == 1 or word.isdigit() for word in words[:listed]], dtype=bool
    )
    spoken = np.append(~alone, np.ones(len(words) - listed, dtype=bool))
    bones = packed(forms.bones)
    keys: list[tuple[Checksums, NDArray[np.int64]]] = [(checksums(texts, b"E"), number)]

    def add(code: Checksums, which: NDArray[np.bool_]) -> None:
        chosen = np.flatnonzero(which)
        keys.append((code[chosen], chosen))

    add(checksums(sounds, b"P"), spoken)
    add(codes["word_scanned"], ~alone & _is_long(words[:listed], _SHORTEST_SCANNED))
    add(codes["word_heard"], ~alone & _is_long(forms.transcribed, _SHORTEST_HEARD))
    add(codes["word_voiced"], ~alone & (codes["word_voiced"] > 0))
    add(checksums(bones, b"S"), ~alone & (bones.length >= _SHORTEST_BONES))
    for part, prefix in ((sounds, b"P"), (bones, b"S")):
        length = part.length[:listed]
        chosen = np.flatnonzero(~alone & (length >= _SHORTEST_SHORTENED))
        shortened = shortened_checksums(Texts(part.content, part.start[chosen], length[chosen]), prefix)
        keys.append((shortened[0], chosen[shortened[1]]))
    with_words = [(at, words[at]) for at in np.flatnonzero(~alone).tolist()]
    keys.append(_keys_of_texts(with_words, _meaning_texts, b"M"))
    keys.append(_keys_of_texts(with_words, _bones_with_v, b"S"))
    both = np.concatenate(
        [(code.astype(np.uint64) << np.uint64(32)) | owner.astype(np.uint64) for code, owner in keys]
    )
    both.sort()
    return (both >> np.uint64(32)).astype(np.uint32), (both & np.uint64(0xFFFF_FFFF)).astype(np.int32)


def _keys_of_texts(
    words: Sequence[tuple[int, str]], texts_of: Callable[[str], Sequence[str]], prefix: bytes
) -> tuple[Checksums, NDArray[np.int64]]:
    """The keys of the texts that ``texts_of`` gives for words, which few words have, and the word each belongs to."""
    texts = [(at, text) for at, word in words for text in texts_of(word)]
    return (
        checksums(packed([text for _, text in texts]), prefix),
        np.array([at for at, _ in texts], dtype=np.int64),
    )


def _meaning_texts(word: str) -> list[str]:
    return [str(meaning) for meaning in meanings(word)]


def _bones_with_v(word: str) -> list[str]:
    if not may_hold_v(word):
        return []
    return [bones for bones in bones_with_v(word) if len(bones) >= _SHORTEST_BONES]
