"""End uses that say nothing of a use: nothing at all, a mark, "tbd", or that the customer does not say.

Of goods that Russia looks for, such a text is no answer to what becomes of them (Regulation (EU) No 833/2014, Art. 12gb: a rule of this program).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dualuse.free_text.patterns import words_in
from dualuse.free_text.readings import readings
from dualuse.inputs.accents import without_accents
from dualuse.law.measures.not_executed import words_called
from dualuse.version import legal_derivation


@lru_cache(maxsize=4096)
@legal_derivation("Regulation (EU) No 833/2014, Art. 12gb", "Regulation (EC) No 765/2006, Art. 8ga")
def tells_no_use(text: str) -> bool:
    """Whether an end use tells none: all of it is a word that says nothing, or it says that nobody tells.

    That another use is not known of (``military use not known``) is no such text.
    """
    return any(
        _without_label(plain) in _words_alone()
        or any(
            _ANOTHER_USE.search(plain[: word.start()]) is None
            for word in words_in(words_called("use untold"), plain)
        )
        for plain in readings(text)
    )


@lru_cache(maxsize=1)
def _words_alone() -> frozenset[str]:
    """Texts that say nothing, as they are compared; the empty one for those of marks alone."""
    return frozenset(("", *(_letters(without_accents(word)) for word in words_called("use untold alone"))))


def _without_label(plain: str) -> str:
    return _letters(_LABEL.sub("", plain, count=1)) if _LABEL.fullmatch(plain) is None else _letters(plain)


def _letters(plain: str) -> str:
    """Words and numbers with a blank between them; the dots of an abbreviation are nothing (``k.A.``)."""
    return " ".join(_WORD.findall(_DOT.sub("", plain)))


_DOT: Final = re.compile(r"(?<=\b\w)\. ?(?=\w\b)|['’]")
_WORD: Final = re.compile(r"\w+")
_LABEL: Final = re.compile(
    r"^\W*(?:the |die |der |le |la |l')?(?:final use|end[ -]?use|use|purpose|application|endverwendung|verwendung(?:szweck)?|verbleib|endverbleib|zweck"
    r"|utilisation(?: finale)?|usage(?: final)?|uso(?: finale?)?)(?: is| ist| est)?\W*"
)
"""What an end use may be called before it is told."""
_ANOTHER_USE: Final = re.compile(
    r"(?<!\w)(?:milit\w*|zivil\w*|andere?\w*|other|weapons?|waffen\w*|nucle\w*|nuklear\w*|missil\w*|missbrauch\w*|dual|illegal\w*|further|weitere?\w*|autre)[ -]+(?:end[ -])?$"
)
