"""Latin names as Russian writes them by ear: how foreign names stand in lists and papers of that script.

The rules are those of practical transcription from English, cut down: digraphs first, then letters, some with two
ways. A middle name is often left out on the way.
"""

from __future__ import annotations

import random
import re
from typing import Final

_WAYS: Final[dict[str, tuple[str, ...]]] = {
    "sch": ("ш", "ск"), "tch": ("тч", "ч"), "sh": ("ш",), "ch": ("ч", "к", "х"), "th": ("т",), "ph": ("ф",), "ck": ("к",), "gh": ("", "г"),
    "kh": ("х",), "zh": ("ж",), "qu": ("кв", "к"), "wr": ("р",), "kn": ("н", "кн"), "ee": ("и",), "ea": ("и",), "oo": ("у",), "ou": ("ау", "у"),
    "ow": ("оу", "ау"), "ai": ("эй", "ай"), "ay": ("эй",), "ei": ("ей", "ай"), "ey": ("и", "ей"), "ie": ("и",), "au": ("о", "ау"), "igh": ("ай",),
    "ce": ("се",), "ci": ("си",), "cy": ("си",), "ge": ("дже", "ге"), "gi": ("джи", "ги"), "ll": ("лл", "л"), "nn": ("нн", "н"), "tt": ("тт", "т"),
    "a": ("а", "э", "ей"), "b": ("б",), "c": ("к",), "d": ("д",), "e": ("е", "э", "и"), "f": ("ф",), "g": ("г",), "h": ("х",), "i": ("и", "ай"),
    "j": ("дж",), "k": ("к",), "l": ("л",), "m": ("м",), "n": ("н",), "o": ("о",), "p": ("п",), "q": ("к",), "r": ("р",), "s": ("с", "з"), "t": ("т",),
    "u": ("а", "у", "ю"), "v": ("в",), "w": ("у", "в"), "x": ("кс",), "y": ("и", "й"), "z": ("з", "ц"),
}  # fmt: skip
_PART: Final = re.compile("|".join(sorted(_WAYS, key=len, reverse=True)))


def by_ear(name: str, rng: random.Random) -> str | None:
    """``name`` in Cyrillic letters by its sound, without its middle names more often than not; None if not Latin."""
    words = [word for word in re.split(r"[\s\-]+", name.lower()) if word]
    if len(words) < 2 or not all(re.fullmatch(r"[a-z'’.]+", word) for word in words):
        return None
    if len(words) > 2 and rng.random() < 0.7:
        words = [words[0], words[-1]]
    heard = [_word(word, rng) for word in words]
    return " ".join(word.capitalize() for word in heard) if all(heard) else None


def _word(word: str, rng: random.Random) -> str:
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    # The first way is the usual one.
    return _PART.sub(
        lambda part: _WAYS[part[0]][0 if rng.random() < 0.65 else rng.randrange(len(_WAYS[part[0]]))],
        word.replace("'", "").replace("’", "").replace(".", ""),
    )


def middle_left_out(name: str, rng: random.Random) -> str | None:
    """A name of three words or more without those between the first and the last."""
    words = name.split()
    if len(words) < 3 or len(words) > 5:
        return None
    return f"{words[0]} {words[-1]}"
