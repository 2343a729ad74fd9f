"""What evidence and parameters say beside the end use: quotes and notes of sources, and texts among the parameters of an item.

They are read as the end use is. A certificate denies what it names in whole sentences ("will not be used in connection with chemical
weapons"): there a word counts for nothing behind a negation, unless the sentence turns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from dualuse.free_text.denied import is_denied
from dualuse.schema.transaction import Item, Transaction


def evidence(transaction: Transaction, items: tuple[Item, ...]) -> Iterator[tuple[str, str]]:
    """The texts of sources, and those among the parameters of the items, with the field that holds each."""
    for source in transaction.sources or ():
        if source.quote:
            yield "sources.quote", source.quote
        if source.note:
            yield "sources.note", source.note
    for item in items:
        yield from (("items.parameters", text) for text in _texts(item.parameters))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def is_denied_in_evidence(plain: str, start: int, end: int) -> bool:
    """Whether the text surely denies the word at ``start`` to ``end``, or does so earlier in a sentence that does not turn."""
    if is_denied(plain, start, end):
        return True
    if _TURNS.match(plain, start) is not None:
        return False
    return _NEGATED.search(plain[:start]) is not None or _EXCLUDED.match(plain, end) is not None


_NEGATED: Final = re.compile(
    r"(?<!\w)(?:not|nothing|neither|nor|never|nicht|nichts|keine?[nrms]?|weder|niemals|ne|n'|aucune?|ni|no|ningun[ao]?|non|nessuna?|nao|nie|niet|geen)(?!\w)"
    r"(?:(?!(?<!\w)(?:only|but|except|unless|without|nur|aber|sondern|ausser|ohne|sauf|mais|seulement|sin|salvo|sino|sem|senza|ma)(?!\w))[^.;!?])*$"
)
"""A negation earlier in the sentence, and nothing between that turns it."""
_EXCLUDED: Final = re.compile(
    r"\w*(?:[ -](?:end )?use)?(?: ?[:=] ?|[ -](?:(?!not|nicht|non?|pas)\w+[ -]){0,3})"
    r"(?:none|no|nein|keine?|aucune?|forbidden|excluded|prohibited|ausgeschlossen|verboten|untersagt|exclue?s?|interdite?s?|prohibid[oa]|vietat[oa]|proibid[oa])(?!\w)"
)
"""Behind the word: that there is none, or that it is excluded."""
_TURNS: Final = re.compile(
    r"[^.;!?]*?(?<!\w)(?:but|except|unless|only|however|aber|sondern|ausser|jedoch|sauf|mais|sino|salvo|pero|ma)(?!\w)"
)
FOR_THERE: Final = re.compile(
    r"(?<!\w)(?:for|to|in|at|into|destined|bound|destination|fuer|fur|nach|im|zum|zur|pour|vers|a|au|aux|en|destine|para|hacia|em|per|verso|dla|do|w|voor|naar|pro|till|til|icin|для|в|во|на|до|用于|供|من|في|إلى)"
    r"(?>[ :]+[^\s.;:]+){0,4}[ :]+$|(?:运往|供应|用于|発送|向け|出口到)$"
)
"""Says for where something is, a few words before the name."""
