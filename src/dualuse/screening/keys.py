"""The keys under which a word is found: itself, its sound, its consonants, and each of these with one letter less.

Two words that differ in one letter of their sound or of their consonants share a key. A key is a 32-bit checksum: two
different keys may rarely coincide, which costs a comparison and never an answer, since every word found is compared.
"""

from __future__ import annotations

from zlib import crc32

from dualuse.screening.naming.sound import skeleton, sound
from dualuse.screening.naming.vocabulary import FORM


def keys_of(word: str) -> list[int]:
    """The keys of a word; of a legal form, a number and a single letter the word alone."""
    exact = crc32(b"E" + word.encode())
    if word.startswith(FORM) or len(word) == 1 or word.isdigit():
        return [exact]
    sounds = sound(word).encode()
    bones = skeleton(word).encode()
    keys = [exact, crc32(b"P" + sounds)]
    if len(sounds) >= 4:
        keys += [crc32(b"P" + sounds[:at] + sounds[at + 1 :]) for at in range(len(sounds))]
    if len(bones) >= 2:
        keys.append(crc32(b"S" + bones))
    if len(bones) >= 4:
        keys += [crc32(b"S" + bones[:at] + bones[at + 1 :]) for at in range(len(bones))]
    return keys
