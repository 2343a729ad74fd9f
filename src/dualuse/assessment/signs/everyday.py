"""Articles of everyday life that are called after weapons or matter of them: a T-shirt of a band, a poster of a film, a game.

What such an article is, its customs code and the last word of its description tell alike, and neither is enough alone: a word of concern in front is the
picture on it. Only articles count that can be nothing else (no books, which hold technology, no protective clothing), and no description that says
for, of or with what something is. An end use, a quote and a parameter are read as ever.
"""

from __future__ import annotations

import re
from typing import Final

from dualuse.inputs.accents import without_accents
from dualuse.schema.transaction import Item

_CLOTHES: Final = (
    r"t-?shirts?|hoodies?|socks?|sweatshirts?|kapuzenpullover|socken|chaussettes?|camisetas?|calcetines"
)
_PRINT: Final = r"posters?|calendars?|postcards?|stickers?|kalender|postkarten?|aufkleber|affiches?|calendriers?|cartes? postales?|autocollants?"
_GAMES: Final = r"(?:board |card |video )?games?|puzzles?|jigsaws?|(?:brett|karten|gesellschafts)?spiele?|jeux? de (?:societe|cartes)"
_ARTICLES: Final = tuple(
    (codes, re.compile(rf"(?<!\w)(?:{words})[\s.!]*$"))
    for codes, words in (
        (("6109", "6110", "6115"), _CLOTHES),
        (("4909", "4910", "4911"), _PRINT),
        (("9503", "9504"), _GAMES),
    )
)
"""Beginnings of customs codes, and the words with which a description of such an article ends."""
_SAYS_MORE: Final = re.compile(
    r"[,;:+&/()\d]|(?<!\w)(?:for|of|with|in|from|and|containing|fuer|fur|von|mit|aus|und|pour|avec|et|de|du|en|para|con|y|per|di|dla|icin|ile)(?!\w)"
)
"""A description of more than one thing, or of one for something, holds what stands in front of the article, or is for it."""


def is_everyday_article(item: Item) -> bool:
    """Whether the customs code and the last word of the description tell alike that the item is an article of everyday life.

    Args:
        item: an item, with or without a description and a code.

    Returns:
        ``False`` where one of the two is missing or says something else, and where software or technology is supplied.
    """
    if item.cn_code is None or not item.description or item.kind not in (None, "goods"):
        return False
    plain = without_accents(item.description)
    return _SAYS_MORE.search(_FRENCH_OF.sub("", plain)) is None and any(
        item.cn_code.startswith(codes) and article.search(plain) for codes, article in _ARTICLES
    )


_FRENCH_OF: Final = re.compile(r"jeux? de (?:societe|cartes)")
