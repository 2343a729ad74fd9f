"""Words that stand where a reason is asked for and say nothing: that it follows, is above, is not known, or that somebody typed a test.

A purpose in a word is none of them: "repair", "warranty", "sample", "Muster", "essai".
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_PHRASES: Final = """
tbd | tba | tbc | tbn | t b d | t b a | t b c | todo | to do | to be determined | to be defined | to be decided | to be confirmed | to be added
to be completed | to be filled in | to be provided | to be announced | to follow | will follow | follows | later | pending | open | n a | na | not applicable
not available | not known | none | no reason | no reason given | nothing | null | nil | nan | unknown | unclear | do not know | don t know | dont know | i don t know
idk | dunno | no idea | see above | see below | as above | as below | as before | same as above | same as before | ditto | same | idem | test | tests
testing | foo | bar | foobar | blah | bla | blabla | lorem | ipsum | placeholder | dummy | example | reason | the reason | my reason | a reason
some reason | text | some text | because | just because | whatever | abc | abcd | asdf | asdfgh | qwerty | qwertz | azerty | qwer | ok | okay | yes | no
folgt | folgt noch | folgt spater | wird nachgereicht | wird erganzt | wird noch erganzt | nachreichen | nachzureichen | noch offen | noch zu klaren | zu klaren
wird geklart | wird noch geklart | offen | spater | siehe oben | siehe unten | s o | s u | wie oben | wie unten | wie vorher | wie zuvor | wie gehabt
dito | dto | k a | ka | keine angabe | keine angaben | keine | keiner | kein grund | ohne grund | unbekannt | unklar | nicht bekannt | weiss nicht
ich weiss nicht | keine ahnung | entfallt | nicht zutreffend | trifft nicht zu | nichts | grund | begrundung | der grund | platzhalter | beispiel
irgendwas | egal | einfach so | weil | darum | ja | nein
voir plus haut | voir ci dessus | ci dessus | voir plus bas | voir ci dessous | voir ci apres | cf ci dessus | cf supra | supra | comme ci dessus | comme avant
a suivre | a venir | a completer | a definir | a preciser | a determiner | a confirmer | a faire | plus tard | en attente | sans objet | non applicable
non disponible | n c | nc | non communique | n d | nd | neant | aucun | aucune | aucune raison | sans raison | rien | inconnu | inconnue | ne sais pas
je ne sais pas | nsp | raison | motif | la raison | exemple | texte | parce que | oui | non
"""
PLACEHOLDERS: Final = frozenset(
    phrase.strip() for line in _PHRASES.strip().splitlines() for phrase in line.split("|")
)
"""In small letters without accents, a blank for every sign that is no letter and no digit."""


_ANSWERS: Final = frozenset(
    [
        "yes",
        "no",
        "none",
        "nothing",
        "not known",
        "unknown",
        "ja",
        "nein",
        "keine",
        "keiner",
        "kein",
        "nichts",
        "nicht bekannt",
        "unbekannt",
        "oui",
        "non",
        "aucun",
        "aucune",
        "rien",
        "neant",
        "inconnu",
        "inconnue",
    ]
)


def repeats_an_answer(text: str) -> bool:
    """Whether a text says an answer again ("No.", "Not known."): it is no reason, and beside an answer no harm, which needs none."""
    return _plain(text) in _ANSWERS


def says_nothing(text: str) -> bool:
    """Whether a text is such words alone, one after the other, or one letter again and again ("xxx")."""
    plain = _plain(text)
    letters = {sign for sign in plain if sign.isalpha()}
    if len(letters) <= 1:
        return True
    return plain in PLACEHOLDERS or all(word in PLACEHOLDERS or len(set(word)) == 1 for word in plain.split())


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", kept).split())
