"""Whether words on sanctions conclude something of a hit: in a sentence that names it, that it is somebody else, or why it may be granted all the same.

That somebody is named concludes nothing, nor do words that doubt, ask, or say that nothing was looked at; who means more than a sentence writes it as
words about the hit itself. The words are ours and from memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from dualuse.free_text.denied import is_denied
from dualuse.inputs.accents import without_accents

_SENTENCES: Final = re.compile(r"(?<=[.;!?])\s+(?=[^\W\d_a-zà-ÿ])|\n")
_SOMEBODY_ELSE: Final = re.compile(
    r"\b(?:another (?:person|body|firm|company|man|woman|one|entity|organi[sz]ation|vessel|ship|bank)|(?:a )?different (?:person|body|firm|company|entity|man|woman|organi[sz]ation|vessel)|somebody else|someone else"
    r"|namesake|false (?:positive|match|hit)|ein(?:e|en)? andere[rsnm]?|jemand ander\w+|namensvetter|namensgleich\w*|falscher treffer|fehltreffer|une? autre|quelqu'un d'autre|homonym\w*|faux positif)\b"
)
_NOT_THE_LISTED: Final = re.compile(
    r"\b(?:(?:is|are|was) (?:not|neither) (?:the (?:same|listed|sanctioned|designated|person|firm|body|entity|one on)|identical|(?:him|her|it)self)|(?:isn't) (?:the (?:same|listed)|identical)"
    r"|not identical|nicht (?:identisch|dieselbe|derselbe|dasselbe|die gelistete|der gelistete|die genannte|der genannte)|n'est pas (?:la (?:meme )?personne|identique|celui|celle|l'entite))\b"
)
_MAY_BE_GRANTED: Final = re.compile(
    r"\b(?:may (?:(?!not |never |hardly |nicht |nie |kaum |pas |jamais |nothing )\w+ ){0,4}be (?:granted|authori[sz]ed)|can (?:(?!not |never |hardly |nicht |nie |kaum |pas |jamais |nothing )\w+ ){0,4}be (?:granted|authori[sz]ed)|(?:is|are) (?:exempt\w*|delisted)|(?:was|were) (?:delisted|taken off)|(?:exemption|derogation) (?:of|under|in|applies)"
    r"|darf (?:(?!not |never |hardly |nicht |nie |kaum |pas |jamais |nothing )\w+ ){0,4}genehmigt werden|kann (?:(?!not |never |hardly |nicht |nie |kaum |pas |jamais |nothing )\w+ ){0,4}genehmigt werden|ausnahme (?:nach|gemass|des|der)|peut (?:(?!not |never |hardly |nicht |nie |kaum |pas |jamais |nothing )\w+ ){0,4}etre (?:accordee?|autorisee?)|derogation (?:de|prevue))\b"
)
_DOUBT: Final = re.compile(
    r"\?|\b(?:whether|perhaps|maybe|possibly|probably|might|could be|unclear|unknown|unsure|not (?:known|sure|clear|certain|checked|looked|examined|yet)|nothing (?:was|is|has)|nobody|to be (?:checked|clarified|looked)"
    r"|wrong|mistaken|error|ob|vielleicht|moglicherweise|unklar|unbekannt|nicht (?:bekannt|sicher|gepruft|geklart)|noch|irrtum|falsch war|si c'est|peut-etre|inconnue?|pas (?:sur|certain|verifie|examine))\b"
)


def concludes(words: str, names_it: Callable[[str], bool]) -> bool:
    """Whether a sentence of the words names something and concludes of it.

    Args:
        words: of a person.
        names_it: whether a sentence names it.
    """
    return any(names_it(sentence) and _is_conclusion(sentence) for sentence in _SENTENCES.split(words))


def _is_conclusion(sentence: str) -> bool:
    plain = " ".join(without_accents(sentence).split())
    if _DOUBT.search(plain):
        return False
    positive = (match for form in (_SOMEBODY_ELSE, _MAY_BE_GRANTED) for match in form.finditer(plain))
    return _NOT_THE_LISTED.search(plain) is not None or any(
        not is_denied(plain, match.start(), match.end()) for match in positive
    )
