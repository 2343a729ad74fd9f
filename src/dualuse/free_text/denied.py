"""Words that a text itself denies: "no resale to Russia", "nicht für militärische Zwecke", "pas de réexportation vers l'Iran".

A denial agrees with who states that no such use is known of; it replaces that statement nowhere. Only what is sure counts: a
negation, nothing but small words and words for trade or use up to the word, and no condition or contrast behind it. "Not only for
Russia", "no restrictions for Russia" and "no resale to Russia without a licence" deny nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from dualuse.free_text.patterns import END_OF_A_PHRASE

_NEGATIONS: Final = (
    r"no(?! (?:at|do|for|fuer|fur|im|in|into|na|nach|to|within) )", "not", "non", "without", "never", "neither", "nor", "except", "excluding", "outside",
    r"kein\w*", "nicht", "ohne", "niemals", "weder", "ausser", "ausserhalb", "ausgenommen",
    "pas", "sans", "aucune?", "jamais", "hors", "sauf", r"ni(?= (?:au|aux|con|de|del|en|hacia|para|pour|vers) )", "nunca", "excepto",
    r"(?:sin|sem)(?= (?:destino|entreg|exporta|fin(?:e?s) |re-?exporta|reventa|revenda|usos? |utiliza|venda|venta))", "nao", "exceto", "senza", "bez", "nie", "niet",
    "geen", "zonder",
)  # fmt: skip
_SMALL: Final = (
    "for", "in", "into", "within", "at", "to", "towards", "of", "a", "an", "the", "any", "be", "is", "are", "will", "by", "with", "or", "nor", "intended", "meant",
    "fuer", "fur", "zum", "zur", "zu", "nach", "im", "von", "vom", "der", "dem", "den", "die", "das", "des", "einer?", "einem", "einen", "eine", "oder", "bestimmt",
    "pour", "vers", "en", "au", "aux", "a", "dans", "de", "d'", "du", "des", "la", "le", "les", "l'", "une?", "ou", "destine", "destinee?s?",
    "para", "por", "el", "los", "las", "una?", "uma?", "o", "os", "as", "em", "na", "no", "nas", "nos", "do", "da",
    "per", "il", "lo", "gli", "di", "del", "della", "dei", "alla?", "nella?", "al",
    "do", "na", "w", "we", "dla", "voor", "naar", "het", "een", "van",
)  # fmt: skip
_TRADE: Final = (
    r"(?:re-?|onward )?(?:sale|sales|sold|sell|selling|export\w*|deliver\w*|shipments?|shipped|suppl\w+|transfer\w*|trade|trading|distribut\w+)",
    "resale", "resell", "resold", "reselling", "used?", "using", "usage", "end[- ]use", "application", "purposes?", "destination",
    r"(?:weiter|wieder|ruck|re)?(?:verkauf\w*|verkauft|ausfuhr\w*|export\w*|liefer\w*|geliefert|vertrieb\w*)", r"weitergabe\w*", r"verwend\w*", r"nutzung\w*", r"einsatz\w*",
    r"gebrauch\w*", r"verbleib\w*", "zwecke?n?",
    r"re-?exporta\w+", r"re-?exporte\w*", r"exporta\w+", r"revente\w*", r"vente\w*", r"vendu\w*", r"revendu\w*", r"livraisons?", r"utilis\w+", r"usages?", r"fins?",
    r"reventas?", r"ventas?", r"entregas?", r"usos?", r"fines", r"revendas?", r"vendas?", r"fins", r"riesportazion\w*", r"esportazion\w*", r"vendit\w+", r"rivendit\w+", r"fini",
    r"reeksport\w*", r"eksport\w*", r"sprzedaz\w*", r"odsprzedaz\w*", r"wederuitvoer", r"uitvoer", r"doorverkoop", r"verkoop", r"gebruik",
)  # fmt: skip
_OTHERS: Final = (
    r"russia\w*", r"russland\w*", "russie", "rusia", "rosji", r"russische\w* foderation", r"belarus\w*", "weissrussland", "bielorussie", "bielorrusia",
    r"iran\w*", "syria", "syrien", "syrie", "siria", "north korea", "nordkorea", "coree du nord", "dprk", "crimea", "krim", "crimee", "cuba", "kuba",
    "military", "civil", "nuclear", "chemical", "biological", "missile", r"militarisch\w*", "militaires?", r"nuklear\w*", "nucleaires?",
)  # fmt: skip
"""Places and uses that stand beside in such a list: ``Russia, Belarus or Iran``."""
_ALLOWED: Final = (
    "intended", "meant", "foreseen", "permitted", "allowed", "bestimmt", "vorgesehen", "erlaubt", "zulassig", "gestattet", r"prevue?s?", r"autorisee?s?", r"permitid[oa]s?",
)  # fmt: skip
_AND: Final = (
    r"(?:, ?|/| ?& ?| and | or | nor | und | oder | noch | et | ou | ni | y | o | e | i | lub | en )+"
)
_LEFT_OF: Final = r"(?<!if )(?<!falls )(?<!wenn )(?<!sofern )(?<!si )(?<!why )(?<![\w-])"
_LOOKED_AT: Final = 240
"""Letters before a word that are looked at."""


def _alternatives(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(dict.fromkeys(words))})"


# Atomic groups: a word is read in one way only, so that no text takes long.
_STEP: Final = rf"(?>{_alternatives((*_SMALL, *_TRADE))}(?:[ -]+|(?<=')))"
_BESIDE: Final = rf"(?>{_alternatives(_OTHERS)}(?: {_alternatives(_TRADE)})?{_AND}{_STEP}*)"
_NEGATION: Final = re.compile(rf"{_LEFT_OF}{_alternatives(_NEGATIONS)}(?![\w'])")
_DENIED: Final = re.compile(rf"{_LEFT_OF}{_alternatives(_NEGATIONS)}[ -]{_STEP}*{_BESIDE}*$")
_BEHIND: Final = re.compile(
    rf"\w*(?:[ -](?>{_alternatives((*_TRADE, *_ALLOWED))})(?!\w)|[ -]of mass destruction)*(?:{END_OF_A_PHRASE}| ?\(|{_AND})"
)
_WITH_A_CONDITION: Final = re.compile(
    r"[^.;!?]*?(?<!\w)(?:without|unless|except|until|before|if|only|but|however|though|although|any ?more|no longer"
    r"|ohne|sofern|falls|wenn|bevor|vor|bis|nur|aber|sondern|jedoch|sans|sauf|avant|seulement|mais|si|tant que"
    r"|sin|salvo|pero|sino|solo|sem|senza|ma|bez|ale|zonder|maar)(?!\w)"
)
_EXCEPTION: Final = re.compile(r"(?:except|excluding|outside|ausser|ausgenommen|hors|sauf|excepto|exceto)")
"""Of what is denied already it leaves the rest: ``not for sale, except to Russia``."""
_SENTENCE: Final = re.compile(r"[^.;!?]*$")
_CLAUSE: Final = re.compile(r"[^.,;:!?]*$")
_IN_THE: Final = re.compile(r"no[ -]")
"""A negation in English and Spanish; in Portuguese it says where: ``instalação no Irão``, ``uso no exército``."""
_BEFORE_A_NEGATION: Final = frozenset(
    [
        "and",
        "are",
        "at",
        "be",
        "but",
        "by",
        "for",
        "had",
        "has",
        "have",
        "in",
        "is",
        "no",
        "of",
        "on",
        "or",
        "says",
        "state",
        "states",
        "that",
        "there",
        "to",
        "under",
        "was",
        "were",
        "will",
        "with",
        "que",
        "y",
        "es",
        "son",
        "pero",
    ]
)
_IN_THE_COUNTRY: Final = re.compile(
    r"(?:afeganistao|azerbaijao|bahrein|barem|bangladeche|bangladesh|brasil|butao|cairo|camboja|canada|catar|cazaquistao|chade|chile|congo|djibuti|donbass?|dubai"
    r"|egip?to|equador|gabao|haiti|iemene?|iraque|irao?|japao|kosovo|koweit|kuwait|laos|lesoto|libano|mali|mexico|nepal|niger|panama|paquistao|paraguai|peru|qatar|quenia"
    r"|quirgu\w+|senegal|sri lanka|sudao|suriname|ta[dj]\w*quistao|tartaristao|teerao|turco?menistao|turquemenistao|uruguai|u[sz]bequistao|vietname?|vietna|zimbabue|zimbabwe)(?!\w)"
)
"""What stands behind that "in the", also where a text, or a part of it, begins: ``no Teerão``, ``uma fábrica, no Paquistão``."""
_OF_A_USE: Final = re.compile(r"(?:milit|nucle|civil|belic|quimic|biolog|armament)")
"""What Spanish denies with that word alone, and no place: ``uso no militar``."""


def is_denied(plain: str, start: int, end: int) -> bool:
    """Whether the text surely denies the word at ``start`` to ``end``.

    Behind it the phrase must end: it may be half of another word ("no Russia restrictions"), or the sentence may turn. A
    negation before the negation says the opposite ("not possible without delivery to Russia").

    Args:
        plain: without accents and in lower case (``without_accents``).
        start, end: where the word stands in it.
    """
    before = plain[max(0, start - _LOOKED_AT) : start]
    negation = _DENIED.search(before)
    if negation is None or _BEHIND.match(plain, end) is None or _WITH_A_CONDITION.match(plain, end):
        return False
    if _EXCEPTION.match(negation[0]) and _NEGATION.search(_SENTENCE.search(before[: negation.start()])[0]):  # type: ignore[index]
        return False
    clause = _CLAUSE.search(before[: negation.start()])
    words = clause[0].split() if clause else []
    if not words and _IN_THE.fullmatch(negation[0]) and _IN_THE_COUNTRY.match(plain, start):
        return False
    if words and _IN_THE.fullmatch(negation[0]) and words[-1] not in _BEFORE_A_NEGATION:
        return _OF_A_USE.match(plain, start) is not None and _NEGATION.search(" ".join(words)) is None
    return clause is None or _NEGATION.search(clause[0]) is None
