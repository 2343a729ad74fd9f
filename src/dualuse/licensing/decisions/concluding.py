"""Whether words on sanctions conclude something of a hit: that it is somebody else, or why it may be granted all the same.

A sentence concludes by its form: it begins with who is meant, and says at once what of it. Whatever else is written concludes nothing, so that words which deny, doubt,
report, or make it depend on something are not to be told apart one by one; nor does a sentence in which such a word stands, or that somebody takes back
in the next. Who means more than that states the conclusion beside the words (:data:`CONCLUSIONS`). The words are ours and from memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal, get_args

from dualuse.inputs.accents import without_accents

Conclusion = Literal["somebody_else", "may_be_granted"]
CONCLUSIONS: Final[tuple[Conclusion, ...]] = get_args(Conclusion)
"""What is concluded of a hit where it is not left to the words."""
_SHORTEST: Final = 3
_NEAR: Final = 12
"""So many signs before it a word that denies it stands."""
_SENTENCES: Final = re.compile(r"(?<=[.;!?])\s+(?=[^\W\d_a-zà-ÿ])|\n")
_BEFORE: Final = (
    r"the|our|this|that|end|user|consignee|party|person|firm|company|body|entity|hit|match|entry|on|of|for|by|name|named|list|stated|"
    r"der|die|das|dieser|diese|endverwender|empfanger|partei|firma|treffer|eintrag|auf|zu|bei|fur|"
    r"le|la|l|les|ce|cet|cette|utilisateur|final|destinataire|partie|personne|societe|correspondance|entree|sur|de|du"
)
_SUBJECT: Final = r"it|he|she|this|that|they|es|er|sie|das|dies|ce|c|il|elle"
_IS: Final = r"is|are|was|were|isn t|ist|sind|war|waren|n est|est|sont|etait"
_WHAT_THEY_ARE: Final = r"(?:is|ist|est) (?:a|an|eine?|une?) \w+ (?:and )?(?:the|der|die|das|le|la|l) (?:foundation|firm|company|body|society|end user|consignee|stiftung|firma|gesellschaft|fondation|societe) "
"""Where a text holds the name of a person in that of a body: "is a person: the foundation is another body"."""
_SURELY: Final = r"clearly|certainly|plainly|only|a|an|eindeutig|nur|clairement|manifestement"
_ELSE: Final = (
    r"(?:another|different) (?:person|body|firm|company|man|woman|one|entity|organi[sz]ation|authority|vessel|ship|bank)|somebody else|someone else|namesake|false (?:positive|match|hit)"
    r"|ein(?:e|en)? andere[rsnm]?|jemand ander\w+|namensvetter\w*|namensgleich\w*|falscher treffer|fehltreffer|une? autre|quelqu un d autre|homonym\w*|faux positif"
    r"|(?:not|neither|nicht|pas) (?:identical|identisch|identique|the (?:same|listed|sanctioned|designated)|dieselbe|derselbe|dasselbe|(?:die|der) (?:gelistete|genannte)|la meme|le meme|celui|celle)"
    r"|(?:cleared|ruled out|excluded|ausgeschlossen|ecartee?) (?:by|because|as|durch|anhand|par)"
)
_MAY: Final = (
    r"(?:may|can|darf|kann|peut) (?:(?:all|the|same|still|here|therefore|trotzdem|dennoch|daher|hier|gleichwohl|toutefois|donc) ){0,4}(?:be (?:granted|authori[sz]ed)|genehmigt werden|etre (?:accordee?|autorisee?))"
    r"|(?:is|are) (?:exempt\w*|delisted)|(?:was|were) (?:delisted|taken off)"
)
_DOUBT: Final = re.compile(
    r"\?|\b(?:if|unless|whether|should|would|perhaps|maybe|possibly|probably|presumably|likely|apparently|allegedly|supposedly|might|could|seems?|appears?|looks like|assum\w+|suppos\w+"
    r"|think|thinks|believe\w*|guess\w*|hope\w*|claim\w*|alleg\w+|says?|said|according|unclear|unknown|unsure|uncertain|doubt\w*|suspect\w*|hardly|scarcely|barely|almost|but|however|although|though|except"
    r"|not (?:yet )?(?:known|sure|clear|certain|checked|looked|examined|verified|confirmed)|to be (?:\w+ )?(?:checked|clarified|looked|confirmed|verified|decided)|nothing (?:was|is|has)|no idea|do not know|don t know"
    r"|applied for|requested|refused|rejected|denied|expired|revoked|wrong|mistaken|error|once|depends?|later|wenn|falls|sofern|ob|soll|sollte|wurde vielleicht|vielleicht|moglicherweise|vermutlich|wahrscheinlich|wohl|angeblich"
    r"|scheint|scheinbar|laut|meint|glaub\w+|behaupt\w+|sagt|unklar|unbekannt|unsicher|zweifel\w*|kaum|fast|aber|jedoch|obwohl|ausser|nicht (?:bekannt|sicher|gepruft|geklart)|noch|irrtum|falsch war|beantragt|abgelehnt"
    r"|si|selon|peut-etre|probablement|semble\w*|parait|pretend\w*|croi\w+|pens\w+|dit|inconnue?|incertain\w*|doute\w*|a peine|presque|mais|cependant|sauf|pas (?:sur|certain|verifie|examine)|serait|demandee?|refusee?)\b"
)
"""Words by which what is said is not known, is somebody else's word, depends on something, or is taken back."""
_LISTED: Final = re.compile(
    r"\b(?:(?:is|are|was|were|being|ist|sind|war|wurde|est|sont) (?:\w+ ){0,2}(?:listed|sanctioned|designated|gelistet\w*|sanktioniert\w*|inscrite?)|(?:listed|sanctioned|gelistet) again"
    r"|(?:on|of) the list|auf der liste|sur la liste|(?:it|this|that) is (?:him|her|it|them|the one)|(?:the )?same (?:person|man|woman|firm|company|body|entity|one|passport|address|date|day|number)"
    r"|dieselbe|derselbe|dasselbe|la meme personne|hit (?:is )?confirmed|(?:is|are|ist|est) (?:identical|identisch|identique))\b"
)
"""Words by which it is who is listed after all."""
_DENIES: Final = re.compile(
    r"\b(?:no|not|never|nothing|nobody|none|neither|nor|cannot|without|isn t|kein\w*|nicht|nie|niemals|nichts|niemand|ohne|ne|pas|jamais|rien|aucune?|sans)\b"
)

_DENIED: Final = re.compile(r"\b(?:not|never|neither|nor|isn t|nicht|nie|weder|pas|than|als|from)\b")
"""Of these, the words that deny what is listed where they stand close before it; "No," answers something else."""


def concludes(words: str, names: Iterable[str]) -> bool:
    """Whether a sentence of the words begins with who is meant and concludes of it, and no sentence about it, or behind one, takes that back.

    Args:
        words: of a person.
        names: of the entry, and of whom it was met for.
    """
    sentences = _SENTENCES.split(words)
    named = _any_of(names)
    about = [place for place, sentence in enumerate(sentences) if named and named.search(_plain(sentence))]
    if named is None or any(
        doubts(sentences[place]) for at in about for place in (at, at + 1) if place < len(sentences)
    ):
        return False
    form = _form(rf"(?:{named.pattern})(?: (?:{_BEFORE}))*")
    return any(_is_conclusion(sentences[place], form) for place in about)


def concludes_alone(words: str) -> bool:
    """Whether words that stand beside a hit, and so need not name it, conclude something of it by their first sentence, and nothing of them doubts."""
    return not doubts(words) and _is_conclusion(_SENTENCES.split(words)[0], _form(f"(?:{_SUBJECT})?"))


def doubts(words: str, conclusion: Conclusion | None = None) -> bool:
    """Whether words doubt, report, depend on something, or say that it is who is listed.

    Args:
        words: of a person.
        conclusion: that is stated beside them; who may be granted all the same may well be who is listed.
    """
    plain = " ".join(without_accents(words).replace("'", " ").replace("’", " ").split())
    if _DOUBT.search(plain):
        return True
    return conclusion != "may_be_granted" and any(
        not _DENIED.search(plain, max(0, match.start() - _NEAR), match.end())
        for match in _LISTED.finditer(plain)
    )


def _is_conclusion(sentence: str, form: re.Pattern[str]) -> bool:
    plain = _plain(sentence)
    match = form.match(plain)
    return match is not None and _DENIES.search(plain, match.end()) is None


def _form(subject: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:{_BEFORE}) )*{subject} ?(?:{_WHAT_THEY_ARE})?(?:(?:(?:{_IS}) )?(?:(?:{_SURELY}) )*(?:{_ELSE})|(?:{_MAY}))(?!\w)"
    )


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of names in plain letters; None: there is none that tells one from another."""
    plain = [re.escape(_plain(name)) for name in names if len(_plain(name)) >= _SHORTEST or "/" in name]
    longest_first = sorted(filter(None, dict.fromkeys(plain)), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)") if longest_first else None


def _plain(text: str) -> str:
    """Small letters without accents, a blank for every other sign."""
    return " ".join(re.sub(r"[\W_]+", " ", without_accents(text)).split())
