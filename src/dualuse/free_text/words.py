"""How words of our own are written that texts are searched for: whole ones, beginnings, ends of a phrase, codes of countries.

A name of a place is a whole word. One that ends in ``*`` begins others (``russland*``), for cases and compounds; one that ends in
``|`` ends a phrase, so that an abbreviation is not taken for the first half of a word for goods (``in the RF|``, but not ``in the RF
amplifier``). A space is a space or a hyphen. Names in Cyrillic and Arabic script count in their cases, too (``inflections``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from dualuse.free_text.inflections import ARABIC, CYRILLIC, declined, joined_to_a_particle
from dualuse.free_text.patterns import END_OF_A_PHRASE
from dualuse.inputs.accents import without_accents

_BEGINNING: Final = re.compile(r"(?<!\w)\w{1,3}")


def names_in(words: tuple[str, ...], plain: str, *, whole: bool) -> Iterator[re.Match[str]]:
    """Where the words stand in a text without accents; ``whole``: those that nothing says it of do not begin others.

    A pattern is made of a word only where the letters stand in the text that no case takes away: thousands need not be made ready for
    a text that names none.
    """
    begun = _by_beginning(words)
    for beginning in _beginnings(plain) & begun.keys():
        for letters, word in begun[beginning]:
            if letters in plain:
                yield from _pattern(word, whole=whole).finditer(plain)
    if plain.isascii():
        return
    if _UNSPACED.search(plain) and (unspaced := _unspaced(words)):
        yield from _anywhere(unspaced).finditer(plain)
    if ARABIC.search(plain) and (arabic := _arabic(words)):
        yield from joined_to_a_particle(arabic).finditer(plain)


_UNSPACED: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
"""Of Chinese and Japanese, which put no blank between words: a name counts wherever it stands."""


@lru_cache(maxsize=64)
def _unspaced(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(map(without_accents, words)) if _UNSPACED.match(word))


@lru_cache(maxsize=64)
def _arabic(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(map(without_accents, words)) if ARABIC.match(word))


@lru_cache(maxsize=64)
def _anywhere(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


@lru_cache(maxsize=256)
def _by_beginning(words: tuple[str, ...]) -> dict[str, tuple[tuple[str, str], ...]]:
    """By their first letters, without accents: the letters that no case takes away, and the word."""
    begun: dict[str, list[tuple[str, str]]] = {}
    for word in dict.fromkeys(map(without_accents, words)):
        first = _PARTS.split(word.rstrip("*|"), 1)[0]
        letters = first[:-2] if CYRILLIC.match(first) and len(first) > _KEPT_WHOLE else first
        begun.setdefault(_BEGINNING.findall(word)[0], []).append((letters, word))
    return {beginning: tuple(group) for beginning, group in begun.items()}


_PARTS: Final = re.compile(r"[\s-]+")
_KEPT_WHOLE: Final = 3
"""Letters of words that no case changes."""


@lru_cache(maxsize=4096)
def _beginnings(plain: str) -> frozenset[str]:
    return frozenset(_BEGINNING.findall(plain))


@lru_cache(maxsize=4096)
def _pattern(word: str, *, whole: bool) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternative(word, whole=whole)})")


def _alternative(word: str, *, whole: bool) -> str:
    name = word.rstrip("*|")
    whole_word = whole and not word.endswith("*")
    spelt = r"[\s-]+".join(_part(part, whole=whole_word) for part in _PARTS.split(name))
    if word.endswith("|"):
        return spelt + END_OF_A_PHRASE
    last = _PARTS.split(name)[-1]
    if not whole_word:
        return spelt
    adjective = _GERMAN_ADJECTIVE if _LATIN_NAME.fullmatch(last) else ""
    return (
        rf"{spelt}(?:{adjective}(?!\w)|{_GERMAN_COMPOUND})"
        if _LATIN.fullmatch(last)
        else rf"{spelt}{adjective}(?!\w)"
    )


_LATIN_NAME: Final = re.compile("[a-z]{2,}(?:sk|zk|burg|grad|gorod|an|au|ow|ew|ad)")
"""Ends of German names of towns; other words with "er" are something else (``Charg``, an island, and a charger)."""
_LATIN: Final = re.compile("[a-z]{4,}")
_GERMAN_COMPOUND: Final = (
    r"(?:abnehmer|anlage|auftrag|auftrage|baustelle|brucke|export|fabrik|filiale|geschaft|handel|kraftwerk|kunde|lager|lieferung|lieferant|markt|markte|niederlassung|partner|pipeline|projekt"
    r"|raffinerie|route|sendung|tochter|transport|verkauf|vertrieb|vertretung|werk)(?:e[nrs]?|n|s)?(?!\w)"
)
"""What German joins to a place, for something that stands or goes there: ``Krimbrücke``, ``Irangeschäft``."""
_GERMAN_ADJECTIVE: Final = "(?:er)?"
"""Of towns, which never changes: ``Moskauer Kunde``, ``Minsker Werk``."""


def _part(part: str, *, whole: bool) -> str:
    return declined(part) if whole and CYRILLIC.match(part) else re.escape(part)


def has_code(codes: tuple[str, ...], text: str | None) -> bool:
    """Whether a code of a country stands in the text as one: in capitals, alone or before a postcode.

    Not behind a small number, as units stand (``42 RU``), nor in a domain.
    """
    return bool(codes) and bool(text) and _codes(codes).search(text or "") is not None


@lru_cache(maxsize=16)
def _codes(codes: tuple[str, ...]) -> re.Pattern[str]:
    written = "|".join(map(re.escape, codes))
    no_unit = "".join(rf"(?<!\b\d{{{digits}}}[ -])" for digits in (1, 2, 3))
    no_street = r"(?<!\bDU )(?<!\bdu )"
    return re.compile(rf"(?<![\w.@&+-]){no_unit}{no_street}(?:{written})(?:(?=-\d{{6}})|(?![\w&+-]|\.\w))")


def is_a_name_alone(names: tuple[str, ...], text: str | None) -> bool:
    """Whether a text is one of the names, spelt so, and nothing else but a word for who uses something: ``end user = GRU``, no ``gru``, no ``Wagner Spraytech``."""
    return bool(names) and bool(text) and _alone(names).fullmatch(text or "") is not None


@lru_cache(maxsize=16)
def _alone(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:(?i:{_WHO_USES})[\W_]*)*(?:{'|'.join(map(re.escape, names))})\W*")


_WHO_USES: Final = (
    r"(?:for|to|by|used by|use by|use|end[ -]?users?|final users?|users?|end[ -]?use|customers?|clients?|buyers?|purchasers?|consignees?|recipients?|receivers?|is|the|fuer|für|an|durch|"
    r"endverwender|endverwendung|verwender|nutzer|kunde|käufer|empfänger|ist|der|die|den|pour|par|utilisateurs? final|utilisateurs?|usage|client final|acheteur|destinataire|est|le|la)(?!\w)"
)


def has_code_in_brackets(codes: tuple[str, ...], text: str | None) -> bool:
    """Whether a code stands in brackets, or says where somebody sits, in a text that does not speak of radio: ``customer (RF)``."""
    if not codes or not text or _RADIO.search(without_accents(text)):
        return False
    return _in_brackets(codes).search(text) is not None or _with_somebody(codes).search(text) is not None


def is_a_part(codes: tuple[str, ...], address: str | None) -> bool:
    """Whether a code is a part of an address of its own, or stands before a postcode there: ``Perm, R.F., 614000``, ``DNR, Lenina 5``."""
    return bool(codes) and bool(address) and _part_of_its_own(codes).search(address or "") is not None


def bears_a_street(text: str | None) -> bool:
    """Whether a text has a word for a street, so that parts of it may be those of an address: ``customer: Piter, ul. Sadovaya 5``."""
    return bool(text) and _STREET.search(text or "") is not None


_STREET: Final = re.compile(
    r"(?i:(?<!\w)(?:(?:ул|пр|пр-т|просп|пер|ul|str|pr)\.|(?:улица|проспект|переулок|ulitsa|ulica|prospekt|prospect|street|road|straße|strasse|lenina|ленина)(?!\w)))"
)


_RADIO: Final = re.compile(
    r"radio|frequen|frekven|czestotliw|signal|antenn|anten|microwave|mikrowell|amplif|verstark|wireless|coax|koax|[gmk]hz|plasma|transmi|filter|power|welding"
)
"""Beside ``(RF)`` it is radio frequency."""


@lru_cache(maxsize=16)
def _in_brackets(codes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\(\s*(?:{_with_dots(codes)})\.?\s*\)")


_SOMEBODY_OR_A_WAY: Final = (
    r"customers?|clients?|buyers?|end[ -]?users?|consignees?|receivers?|recipients?|distributors?|dealers?|partners?|plants?|factor(?:y|ies)|refinery|sites?"
    r"|market|deliver\w*|ship\w*|dispatch\w*|s[ae]l[el]\w*|sold|suppl\w*|export\w*|re-?export\w*|goes|going|forward\w*|\w*kunden?|abnehmer|empfänger|händler|werk"
    r"|liefer\w*|versand|verkauf\w*|ausfuhr|clients?|acheteurs?|usine|livr\w*|vente|envoi|expéd\w*|cliente\w*|fábrica|venta|entrega|consegna|vendita|klient\w*|dostaw\w*"
)


@lru_cache(maxsize=16)
def _with_somebody(codes: tuple[str, ...]) -> re.Pattern[str]:
    """A code at the end of a phrase that says where somebody sits, or where something goes: ``customer in R.F.``."""
    return re.compile(
        rf"(?i:(?<!\w)(?:{_SOMEBODY_OR_A_WAY}))(?: [\w'’-]+){{0,3}} (?i:in|to|into|for|nach|für|vers|en|à|para|a|per|do|w|dla)"
        rf" (?i:(?:the|der|die|la|l') ?)?(?:{_with_dots(codes)})\.?{END_OF_A_PHRASE}"
    )


@lru_cache(maxsize=16)
def _part_of_its_own(codes: tuple[str, ...]) -> re.Pattern[str]:
    parts = "|".join(_with_dots((code,)) if code.isupper() else re.escape(code) for code in codes)
    return re.compile(
        rf"(?:^|[,;:\n])\s*(?:\d{{5,6}} |(?:г|g)\. ?|город )?(?:{parts})\.?\s*(?=$|[,;\n]|\d{{5,6}})"
    )


def _with_dots(codes: tuple[str, ...]) -> str:
    return "|".join(r"\.?\s?".join(map(re.escape, code)) for code in codes)
