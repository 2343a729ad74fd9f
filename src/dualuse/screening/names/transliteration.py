"""Letters of every script written in Latin ones, close to how the lists themselves romanise.

``anyascii`` gives the general mapping; what it does not know of names is added here: Korean as the lists write it
(McCune–Reischauer without marks), Greek digraphs, Arabic long vowels, Thai vowels written before their consonant.
Scripts that write no short vowels (Arabic, Hebrew) or whose vowels anyascii drops (Devanagari, Thai) give words
marked ``~``: they are compared by their consonants. Given names, and some family names, that another script writes by ear
are data (``heard_names.toml``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from dualuse.data_folders import data_file
from dualuse.inputs.data_files import read_toml

VOWELLESS: Final = "~"
"""Marks a word whose short vowels the script does not write."""

_SCRIPT_RANGES: Final = (
    (0x0370, 0x03FF, "Grek"), (0x1F00, 0x1FFF, "Grek"), (0x0400, 0x052F, "Cyrl"), (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"), (0x0600, 0x06FF, "Arab"), (0x0750, 0x077F, "Arab"), (0x08A0, 0x08FF, "Arab"),
    (0xFB50, 0xFDFF, "Arab"), (0xFE70, 0xFEFF, "Arab"), (0x0900, 0x0DFF, "Deva"), (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x109F, "Thai"), (0x10A0, 0x10FF, "Geor"), (0x1780, 0x17FF, "Thai"), (0x3040, 0x30FF, "Kana"),
    (0x31F0, 0x31FF, "Kana"), (0x3400, 0x4DBF, "Hani"), (0x4E00, 0x9FFF, "Hani"), (0xF900, 0xFAFF, "Hani"),
    (0x20000, 0x3FFFF, "Hani"), (0x1100, 0x11FF, "Hang"), (0x3130, 0x318F, "Hang"), (0xAC00, 0xD7AF, "Hang"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def script_of(letter: str) -> str:
    """The script of one letter: ``Latn`` for Latin and for what is none of the scripts treated here."""
    code = ord(letter)
    if code < 0x370:
        return "Latn"
    for low, high, script in _SCRIPT_RANGES:
        if low <= code <= high:
            return script
    return "Latn"


ALPHABETS: Final = frozenset({"Cyrl", "Grek", "Armn", "Geor"})
"""Scripts of which letters stand among Latin ones because they look like them."""
# Letters that look like a Latin one, for words that mix two alphabets: an old way to slip past a filter.
_LOOKS_LATIN: Final = str.maketrans(
    "գզցքյռղԼՍՔАВЕКМНОРСТУХасеорухіѕјԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορτυхІЅЈԛԝӏӀкмтнвγηικμсωՏօսհոყზ",
    "qqgpjnnLUPABEKMHOPCTYXaceopyxisjdhABEZHIKMNOPTYXavoptuxISJqwllkmthbynikucwSouhnyz",
)
_CHEROKEE: Final = str.maketrans("ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃᏋᏧᎺᏆᎩᎽᏌᎡᏔᎿᏕ", "ABCDEGHiJKLMPRSTVWZeyMIYYURWhS")
_LOOKS_CYRILLIC: Final = str.maketrans("ABEKMHOPCTYXaceopyxi", "АВЕКМНОРСТУХасеорухі")


def rare_letters(word: str) -> str:
    """A word in small letters whose letters are no Latin ones with marks: those of phonetics, turned and small capital ones; of
    Cherokee what they look like, since nobody listed is written in it."""
    return word if word.isascii() else str(anyascii(word.upper().translate(_CHEROKEE))).lower()


def mixes_alphabets(word: str) -> bool:
    """Whether a word has Latin letters and some of another of :data:`ALPHABETS`: nobody is named so, whoever wrote it."""
    scripts = {script_of(letter) for letter in word if letter.isalpha()}
    return "Latn" in scripts and not ALPHABETS.isdisjoint(scripts)


def one_alphabet(word: str) -> str:
    """A word that mixes Latin with letters of :data:`ALPHABETS`: in Latin ones if those look like them, else, with Cyrillic or
    Greek, in the alphabet most of its letters have; another one is read by its sounds."""
    scripts = [script_of(letter) for letter in word if letter.isalpha()]
    if "Latn" not in scripts:
        return word
    if all(ord(letter) in _LOOKS_LATIN for letter in word if script_of(letter) in ALPHABETS):
        return word.translate(_LOOKS_LATIN)
    if not {"Cyrl", "Grek"} & set(scripts):
        return word
    latin = scripts.count("Latn")
    other = scripts.count("Cyrl") + scripts.count("Grek")
    if not latin or not other:
        return word
    if latin >= other or "Grek" in scripts:
        return word.translate(_LOOKS_LATIN)
    return word.translate(_LOOKS_CYRILLIC)


_ARABIC: Final = str.maketrans(
    {
        "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ى": "a", "ة": "a", "ء": "", "ئ": "y", "ؤ": "w",
        "ع": "", "غ": "gh", "خ": "kh", "ح": "h", "ه": "h", "ھ": "h", "ہ": "h", "ۀ": "h", "ث": "th", "ذ": "dh", "ش": "sh",
        "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ق": "q", "ك": "k", "ک": "k", "گ": "g", "پ": "p", "چ": "ch",
        "ژ": "zh", "ج": "j", "و": "w", "ي": "y", "ی": "y", "ې": "y", "ۍ": "y", "ے": "y", "ں": "n", "ټ": "t", "ډ": "d",
        "ړ": "r", "ښ": "sh", "ګ": "g", "ڼ": "n", "ځ": "dz", "څ": "ts", "ـ": "", "ﷲ": "allh", "ٹ": "t", "ڈ": "d", "ڑ": "r",
    }
)  # fmt: skip
_ARABIC_MARKS: Final = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_GREEK: Final = (
    ("ου", "ou"), ("ού", "ou"), ("ευ", "ev"), ("εύ", "ev"), ("αυ", "av"), ("αύ", "av"), ("γγ", "ng"), ("γκ", "gk"),
    ("ντ", "nd"), ("μπ", "mb"), ("τζ", "tz"), ("χ", "ch"), ("η", "i"), ("ή", "i"), ("υ", "y"), ("ύ", "y"), ("οι", "oi"), ("ω", "o"), ("ώ", "o"), ("φ", "f"), ("β", "v"),
)  # fmt: skip
_GREEK_FIRST: Final = {"ντ": "d", "μπ": "b", "γκ": "g"}
"""Two letters that begin a word stand for one sound that Greek has no letter for."""
_CYRILLIC: Final = str.maketrans({"ь": "", "ъ": "", "Ь": "", "Ъ": "", "ў": "u", "ї": "i", "є": "ye"})
_THAI_BEFORE: Final = re.compile("([เแโใไ])([ก-ฮ])")
_FIRST: Final = (
    "k",
    "kk",
    "n",
    "t",
    "tt",
    "r",
    "m",
    "p",
    "pp",
    "s",
    "ss",
    "",
    "ch",
    "tch",
    "ch",
    "k",
    "t",
    "p",
    "h",
)
_MIDDLE: Final = (
    "a", "ae", "ya", "yae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "u", "ui", "i",
)  # fmt: skip
_LAST: Final = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "l", "l", "m", "p", "p", "t", "t", "ng", "t", "t",
    "k", "t", "p", "t",
)  # fmt: skip


_ONE_VOWEL: Final = {"i": "yi", "o": "oh", "u": "woo", "a": "ah", "e": "eh"}


def _plain(word: str) -> list[str]:
    return [anyascii(word).lower()]


def _cyrillic(word: str) -> list[str]:
    return _plain(word.translate(_CYRILLIC))


def _vowelless(word: str) -> list[str]:
    return [VOWELLESS + anyascii(word).lower()]


def _thai(word: str) -> list[str]:
    return _vowelless(_THAI_BEFORE.sub(r"\2\1", word))


def _korean(syllables: str) -> list[str]:
    """Each syllable a word of its own, as lists write Korean names."""
    words = []
    syllables = unicodedata.normalize("NFC", syllables)
    for syllable in syllables:
        number = ord(syllable) - 0xAC00
        if 0 <= number < 11172:
            sound = _FIRST[number // 588] + _MIDDLE[number % 588 // 28] + _LAST[number % 28]
            # A name of one vowel is written with a letter more, or it would pass for an initial.
            words.append(_ONE_VOWEL.get(sound, sound))
    return words or [anyascii(syllables)]


def _chinese(run: str) -> list[str]:
    """A run of Han characters as pinyin: names of up to three characters, longer runs in pairs."""
    sounds = [anyascii(letter).lower() for letter in run]
    if len(sounds) <= 2:
        return ["".join(sounds)]
    if len(sounds) == 3:
        return [sounds[0], "".join(sounds[1:])]
    return ["".join(sounds[at : at + 2]) for at in range(0, len(sounds), 2)]


_HEBREW: Final = str.maketrans(
    {
        "א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "w", "ז": "z", "ח": "h", "ט": "t", "י": "y", "כ": "k", "ך": "k", "ל": "l",
        "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "", "פ": "p", "ף": "f", "צ": "tz", "ץ": "tz", "ק": "k", "ר": "r", "ש": "sh", "ת": "t",
    }
)  # fmt: skip


def _hebrew(word: str) -> list[str]:
    """Letters whose sound the script leaves open are read as lists of names most often do; a last h is silent."""
    if (by_ear := read_by_ear(word, "Hebr")) is not None:
        return [by_ear]
    if len(word) > 2 and word.endswith("ה"):
        word = word[:-1] + "א"
    return _vowelless(word.translate(_HEBREW))


def _greek(word: str) -> list[str]:
    word = word.lower()
    if word[:2] in _GREEK_FIRST:
        word = _GREEK_FIRST[word[:2]] + word[2:]
    for pair, latin in _GREEK:
        word = word.replace(pair, latin)
    return _plain(word)


_ARABIC_WORDS: Final = {
    "عبد": "abd", "عبدال": "abdul", "بن": "bin", "ابن": "ibn", "أبو": "abu", "ابو": "abu", "أبي": "abi", "ابي": "abi", "آل": "al", "ال": "al",
    "الله": "allah", "اللہ": "allah", "و": "wa", "عبدالله": "abdallah", "عبداللہ": "abdallah", "بنت": "bint", "ام": "umm", "أم": "umm",
}  # fmt: skip
_ARTICLE: Final = re.compile("^(?:و)?ال(?=..)")
_PREPOSITION_ARTICLE: Final = re.compile("^لل(?=...)")


def _arabic(word: str) -> list[str]:
    word = _ARABIC_MARKS.sub("", word)
    if word in _ARABIC_WORDS:
        return [_ARABIC_WORDS[word]]
    if (by_ear := read_by_ear(word, "Arab")) is not None:
        return [by_ear]
    words = []
    if word.startswith("عبدال") and len(word) > 7:
        return [
            "abd",
            read_by_ear(word[5:], "Arab") or VOWELLESS + anyascii(word[5:].translate(_ARABIC)).lower(),
        ]
    if match := _ARTICLE.match(word):
        words.append("al")
        word = word[match.end() :]
    elif match := _PREPOSITION_ARTICLE.match(word):
        word = word[match.end() :]
    if words and (by_ear := read_by_ear(word, "Arab")) is not None:
        return [*words, by_ear]
    latin = anyascii(word.translate(_ARABIC)).lower()
    if latin in ("allh", "llh"):
        return [*words, "allah"]
    return [*words, VOWELLESS + latin] if latin else words


_BY_SCRIPT: Final[dict[str, Callable[[str], list[str]]]] = {
    "Arab": _arabic, "Cyrl": _cyrillic, "Deva": _vowelless, "Grek": _greek, "Hang": _korean, "Hani": _chinese, "Hebr": _hebrew,
    "Thai": _thai,
}  # fmt: skip


def transliterate(word: str, script: str) -> list[str]:
    """``word``, all of one script, as Latin words in lower case (one, or several where the script joins them)."""
    return _BY_SCRIPT.get(script, _plain)(word)


# Names written by ear

_ONE_ARABIC_LETTER: Final = str.maketrans(
    {"ی": "ي", "ى": "ي", "ې": "ي", "ک": "ك", "أ": "ا", "إ": "ا", "ٱ": "ا", "آ": "ا", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ـ": ""}
)  # fmt: skip
_VOWEL_MARKS: Final = re.compile("[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")


@lru_cache(maxsize=1)
def heard_names() -> dict[str, dict[str, tuple[str, ...]]]:
    """By script: a name in its letters, and the Latin spellings that it stands for."""
    data = read_toml(data_file("screening/names/heard_names.toml"))
    return {
        script: {plain_letters(name): tuple(latin.split()) for name, latin in names.items()}
        for script, names in data.items()
    }


def plain_letters(name: str) -> str:
    """A name in Arabic or Hebrew letters without marks, and with one letter where languages use several."""
    return _VOWEL_MARKS.sub("", name).translate(_ONE_ARABIC_LETTER)


def read_by_ear(word: str, script: str) -> str | None:
    """The Latin word for a name known in this script; nothing for any other word."""
    spellings = heard_names()[script].get(plain_letters(word))
    return spellings[0] if spellings else None


# The letters of a name

_ALPHABETS: Final = tuple(
    re.compile(letters)
    for letters in ("[\u0400-\u052f]", "[\u0370-\u03ff\u1f00-\u1fff]", "[\u0530-\u058f\u10a0-\u10ff]")
)
_SYLLABLES: Final = re.compile(
    "[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
_NO_VOWELS: Final = re.compile("[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]")
LATIN, CYRILLIC, GREEK, CAUCASIAN, SYLLABLES, NO_VOWELS = range(6)


def letters_of_name(text: str) -> int:
    """The kind of letters of a name, the rarest kind where there are several."""
    if text.isascii():
        return LATIN
    for kind, pattern in zip((CYRILLIC, GREEK, CAUCASIAN), _ALPHABETS, strict=True):
        if pattern.search(text):
            return kind
    return SYLLABLES if _SYLLABLES.search(text) else NO_VOWELS if _NO_VOWELS.search(text) else LATIN
