"""What an officer concludes of a hit on a sanctions list: that it is somebody else, or that it may be granted all the same. It is stated, and never read out of
words; but words beside it that doubt it, report it, or say the reverse are no reason for it. The words are ours and from memory.
"""

from __future__ import annotations

import re
from typing import Final, Literal, get_args

from dualuse.inputs.accents import without_accents

Conclusion = Literal["somebody_else", "may_be_granted"]
CONCLUSIONS: Final[tuple[Conclusion, ...]] = get_args(Conclusion)
_NEAR: Final = 12
"""So many signs before it a word that denies it stands."""
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
_DENIED: Final = re.compile(r"\b(?:not|never|neither|nor|isn t|nicht|nie|weder|pas|than|als|from)\b")
"""Words that deny what is listed where they stand close before it; "No," answers something else."""


def doubts(words: str, conclusion: Conclusion) -> bool:
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
