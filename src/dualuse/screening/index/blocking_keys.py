"""The keys under which a word is found: itself, its meaning where other languages have other words for it, its sound,
its consonants, and each of the last two with one letter less.

Two words that differ in one letter of their sound or of their consonants share a key. A key is a 32-bit checksum: two
different keys may rarely coincide, which costs a comparison and never an answer, since every word found is compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from zlib import crc32

from dualuse.screening.names.sound import scanned, skeleton, sound, transcribed, voiced
from dualuse.screening.names.transliteration import VOWELLESS
from dualuse.screening.names.vocabulary import FORM, meanings

SECOND_WORD: Final = 32
"""So many places higher than its own is the bit of a letter with which a second word begins."""

SHORTEST_SLIP: Final = 4
"""Letters of a name of which one may be a slip: of three, one other letter makes another name."""
LONGEST_SLIP: Final = 28
"""Letters of a name that is found by a slip as a whole; longer ones have words enough that met."""
SLIP_PREFIX: Final = b"L"


def slip_keys(words: Sequence[str]) -> list[int]:
    """The keys of a whole name whose words are asked: of its letters, and of these with one less; none where it is too short or
    too long."""
    run = "".join(words).encode()
    if not SHORTEST_SLIP - 1 <= len(run) <= LONGEST_SLIP + 1:
        return []
    shortened = {run[:at] + run[at + 1 :] for at in range(len(run))}
    return [crc32(SLIP_PREFIX + text) for text in (run, *shortened)]


def whole_keys(word: str) -> list[int]:
    """The keys of the word itself, its sound, its meaning and its other whole forms; the word itself first.

    A legal form, a number and a single letter have the word alone.
    """
    exact = exact_key(word)
    if word.startswith(FORM) or len(word) == 1 or word.isdigit():
        return [exact]
    keys = [exact, crc32(b"P" + sound(word).encode())]
    keys += [meaning_key(meaning) for meaning in meanings(word)]
    if len(word) >= 4:
        keys.append(scanned_code(word))
    if len(transcribed(word)) >= 2:
        keys.append(heard_code(word))
    if may_hold_v(word):
        keys += [crc32(b"S" + bones.encode()) for bones in bones_with_v(word) if len(bones) >= 2]
    if voice := voiced_code(word):
        keys.append(voice)
    if len(bones := skeleton(word)) >= 2:
        keys.append(bones_key(bones))
    return keys


def shortened_keys(word: str) -> list[int]:
    """The keys of the word's sound and of its consonants with one letter less."""
    if word.startswith(FORM) or len(word) == 1 or word.isdigit():
        return []
    sounds, bones = sound(word).encode(), skeleton(word).encode()
    keys = (
        [crc32(b"P" + sounds[:at] + sounds[at + 1 :]) for at in range(len(sounds))]
        if len(sounds) >= 4
        else []
    )
    if len(bones) >= 4:
        keys += [crc32(b"S" + bones[:at] + bones[at + 1 :]) for at in range(len(bones))]
    return keys


def letters_of(word: str) -> int:
    """The letters of the word's sound as bits: one edit changes two of them at most."""
    return sum({1 << (ord(letter) & 31) for letter in sound(word)})


def letter_bit(word: str) -> int:
    """The bit of the letter a word begins with."""
    return 1 << (ord(word.lstrip(VOWELLESS)[:1] or VOWELLESS) & 31)


def may_hold_v(word: str) -> bool:
    """Whether a letter of a word in Arabic letters may stand for v."""
    return word.startswith(VOWELLESS) and ("w" in word or "f" in word)


def bones_with_v(word: str) -> tuple[str, str]:
    """Arabic has no v: it writes it (of Persian, and of foreign names) as it writes w, or f."""
    return skeleton(word.replace("w", "v")), skeleton(word.replace("f", "v"))


def meaning_key(meaning: int) -> int:
    """The key of a meaning."""
    return crc32(b"M%d" % meaning)


def bones_key(bones: str) -> int:
    """The key of consonants."""
    return crc32(b"S" + bones.encode())


def exact_key(word: str) -> int:
    """The key of the word as it is."""
    return crc32(b"E" + word.encode())


def keys_of_joined(word: str) -> list[int]:
    """The keys of two neighbouring words joined: itself and its sound."""
    return [exact_key(word), crc32(b"P" + sound(word).encode())]


def scanned_code(word: str) -> int:
    """The key of the word as a scanner may read it."""
    return crc32(b"O" + scanned(word).encode())


def heard_code(word: str) -> int:
    """The key of the word as another script hears it."""
    return crc32(b"C" + transcribed(word).encode())


def voiced_code(word: str) -> int:
    """The key of the word with the vowels alike that romanising confuses; 0 where it is too short to tell."""
    heard = voiced(word)
    return crc32(b"V" + heard.encode()) if len(heard) >= 4 else 0
