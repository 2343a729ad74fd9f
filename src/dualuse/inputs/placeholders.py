"""Words that stand where a reason is asked for and say nothing: that it follows, is above, is not known, or that somebody typed a test.

A purpose in a word is none of them: "repair", "warranty", "sample", "Muster", "essai".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
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
je ne sais pas | nsp | as applied for | as applied | as per application | as per licence | as in the licence | see licence | see application | see contract | per contract
wie beantragt | laut antrag | siehe antrag | gemass antrag | laut genehmigung | siehe genehmigung | wie genehmigt | siehe vertrag | laut vertrag
comme demande | selon la demande | voir demande | voir licence | selon licence | voir contrat | raison | motif | la raison | exemple | texte | parce que | oui | non
desconocido | desconocida | ninguno | ninguna | nada | pendiente | sin datos | sconosciuto | sconosciuta | nessuno | nessuna | niente | in attesa | desconhecido | nenhum | nenhuma
onbekend | geen | niets | nvt | n v t | nieznany | nieznana | brak | nie dotyczy | okand | ingen | ukendt | bilinmiyor | yok | neizvestno | неизвестно | нет
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


def names_a_document(text: str | None) -> bool:
    """Whether a text names a document that exists: it is no placeholder, and does not say that there is none, or not yet.

    A number alone names one ("2026/118"); noughts do not. What merely holds nothing ("without findings", "keine Bedenken") denies nothing.
    """
    plain = _plain(text or "")
    if _is_bare(plain):
        return False
    # Words are read without the digits and beside the signs that stand among them: DRAFT_2, pending2026.
    return (
        _pattern(_DENIES).search(plain) is None
        and _words(_NOT_YET).search(re.sub(r"\d+", " ", plain)) is None
    )


def names_a_grant(text: str | None) -> bool:
    """Whether a text may be the number of what an authority has granted or decided: one of an application is none."""
    plain = _plain(text or "")
    return (
        names_a_document(text) and plain not in _KINDS_OF_GRANT and _words(_APPLICATION).search(plain) is None
    )


def names_a_use(text: str | None) -> bool:
    """Whether a text says for what something is used: "testing" does, "as applied for" and "unknown" do not."""
    plain = _plain(text or "")
    return plain in _USES or not _is_bare(plain)


_USES: Final = frozenset(("test", "tests", "testing"))
"""Purposes that say nothing as a reason."""


def _is_bare(plain: str) -> bool:
    """Whether nothing stands there, or placeholders alone; a number tells one document from others, but for noughts alone."""
    if any(sign.isdigit() for sign in plain) and set(plain) - set("0 "):
        return False
    words = plain.split()
    return (
        len({sign for sign in plain if sign.isalpha()}) <= 1
        or plain in PLACEHOLDERS
        or all(word in PLACEHOLDERS or len(set(word)) == 1 for word in words)
    )


@lru_cache(maxsize=4)
def _pattern(pattern: str) -> re.Pattern[str]:
    """Made where it is first asked: most transactions name no document, and start the sooner."""
    return re.compile(pattern)


@lru_cache(maxsize=4)
def _words(phrases: str) -> re.Pattern[str]:
    """The pattern of any of the phrases, which stand between bars and on lines of their own."""
    alternatives = "|".join(part.strip() for line in phrases.strip().splitlines() for part in line.split("|"))
    return _pattern(rf"\b(?:{alternatives})\b")


_DENIES: Final = (
    r"\b(?:no(?! (?:\w{1,3} )?\d)|not|never|without|nothing|nobody|kein\w*|nicht|niemals|ohne|pas|aucune?|jamais|sans|rien"
    r"|ningun[ao]?|sin|nessun[ao]?|senza|nenhuma?|sem|geen|niet|zonder|brak|bez|ingen|inte|ikke|uden|utan|yok|нет|без|не)\b"
    r"(?! (?:\w+ ){0,3}?(?:findings?|concerns?|objections?|hits?|matches|issues?|remarks?|doubts?|red flags?|reservations?"
    r"|befunde?|bedenken|beanstandung\w*|treffer|auffalligkeit\w*|hinweise?|einwande?|vorbehalte?"
    r"|constats?|anomalies?|objections?|reserves?|remarques?|doutes?)\b)"
)
"""A word of denial that is not followed by what an examination may well not find."""
_NOT_YET: Final = r"""
applied(?: for)? | pending | draft | submitted | requested | await\w* | outstanding | refused | rejected | denied(?! part| person) | revoked | withdrawn | annulled | suspended
in process | in progress | in preparation | under (?:review|examination|consideration) | to be \w+ | will be \w+ | will follow | to follow | planned | expected
unknown | tbd | tba | tbc | todo | lodged | later
beantragt\w* | antrag gestellt | eingereicht\w* | ausstehend\w* | steht (?:noch )?aus | entwurf | in bearbeitung | in prufung | in vorbereitung | angefragt | geplant
abgelehnt\w* | widerrufen\w* | zuruckgenommen\w* | noch offen | wird (?:noch )?\w+t | folgt | unbekannt
en cours | en attente | demandee? | deposee? | brouillon | projet de | pas encore | refusee? | rejetee? | revoquee? | retiree? | en instruction | sollicitee? | a venir | a suivre | prevue? | inconnue?
pendientes? | solicitad[ao] | en tramite | borrador | denegad[ao] | richiest[ao] | in attesa | in corso | bozza | respint[ao] | pendente | rascunho | pedid[ao]
aangevraagd\w* | in behandeling | geweigerd | afgewezen | w toku | zlozony | zlozono | odmowa | ansokt | avslag | ansogt | afslag | basvuruldu | beklemede
"""
_APPLICATION: Final = r"applications? | request | antrag\w* | voranfrage | anfrage | demande | solicitud | domanda | aanvraag | wniosek | ansokan | ansogning | basvuru"
_KINDS_OF_GRANT: Final = frozenset(
    """
licence;license;permit;authorisation;authorization;export licence;export license;approval;decision;granted;issued;on file;reference;ref;number;no;nr;letter;answer;available
genehmigung;ausfuhrgenehmigung;einzelgenehmigung;bescheid;erteilt;liegt vor;vorhanden;nummer;aktenzeichen;az
licence d exportation;autorisation;accordee;accorde;delivree;numero;reponse;disponible
""".replace("\n", ";")
    .strip(";")
    .split(";")
)
"""What such a paper is called, and that there is one: it tells none from another."""
