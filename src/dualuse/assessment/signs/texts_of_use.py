"""The texts that say what a transaction is for: the end use, quotes and notes of sources, and texts among the parameters of items.

One rule reads all of them. What differs by the role of a text, and why:

* In an end use a denial must stand right before the word. A source quotes a certificate, which denies in whole sentences ("will not be used in
  connection with chemical weapons"), and cites acts and pages of the internet: what only names a source says nothing of where something goes.
* Parameters and a reference, like a description, say what the goods are: there the adjective of a country tells a kind ("Russian standard"), but for that
  of a customer (``places``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from dualuse.free_text.denied import is_denied
from dualuse.free_text.evidence import (
    ACT_IN_NAME,
    DECLARATION,
    FOR_THERE,
    is_denied_in_evidence,
    is_where_it_was_made,
    names_an_act,
)
from dualuse.free_text.patterns import words_in
from dualuse.free_text.readings import readings
from dualuse.inputs.accents import without_accents
from dualuse.schema.transaction import Item, Transaction


@dataclass(frozen=True, slots=True)
class TextOfUse:
    """A text, the field that holds it, and whether it is an ``end_use``, a ``source``, the name of a ``document``, a ``parameter``, a ``reference``, a ``description`` or of a ``party``."""

    field: str
    words: str
    role: str

    @property
    def is_evidence(self) -> bool:
        """Whether it quotes somebody."""
        return self.role in ("source", "document", "parameter", "reference")

    @property
    def tells_of_goods(self) -> bool:
        """Whether it says what the goods are, and only now and then for whom."""
        return self.role in ("parameter", "description", "document", "reference")

    @property
    def readings(self) -> tuple[str, ...]:
        """The ways to read it; of a source without addresses on the internet, which say where a page is to be found."""
        return _readings(self.words, self.role == "source")

    def denies(self, plain: str, start: int, end: int) -> bool:
        """Whether the text denies the word at ``start`` to ``end`` of a reading."""
        return (is_denied_in_evidence if self.is_evidence else is_denied)(plain, start, end)

    def tells(self, words: tuple[str, ...], *, none_is_known: bool, directed: bool = False) -> bool:
        """Whether the text has one of the words; what it denies agrees with who states that no such use is known of.

        ``directed``: it counts only where the text says for what, or where, something is.
        """
        return any(
            not (none_is_known and self.denies(plain, word.start(), word.end()))
            and not (directed and FOR_THERE.search(plain[: word.start()]) is None)
            for plain in self.readings
            for word in words_in(words, plain)
        )

    def is_only(self, words: tuple[str, ...]) -> bool:
        """Whether an end use, a quote or a description says one of the words and nothing else: of numbers and parameters they may be the kind."""
        if self.role not in ("end_use", "source", "description"):
            return False
        return any(
            _NO_WORD.fullmatch(plain[: word.start()]) and _NO_WORD.fullmatch(plain[word.end() :])
            for plain in self.readings
            for word in words_in(words, plain)
        )

    def passes_over(self, plain: str, start: int, end: int) -> bool:
        """Whether a source names a place at ``start`` to ``end`` of a reading and denies it, cites an act, or says where something was made."""
        if not self.is_evidence:
            return False
        return (
            is_where_it_was_made(plain, start)
            or self.cites(plain, start, end)
            or self.denies(plain, start, end)
        )

    def cites(self, plain: str, start: int, end: int) -> bool:
        """Whether the name of a place at ``start`` to ``end`` of a reading is that of an act, which a source cites."""
        return self.declares(plain, start, end) or (self.is_evidence and names_an_act(plain, start, end))

    def declares(self, plain: str, start: int, end: int) -> bool:
        """Whether a document is called after an act, or a declaration, on the place at ``start`` to ``end`` of a reading."""
        return self.role == "document" and (
            DECLARATION.match(plain, end) is not None or ACT_IN_NAME.search(plain[:start]) is not None
        )


_NO_WORD: Final = re.compile(r"\W*")


@lru_cache(maxsize=4096)
def _readings(words: str, without_addresses: bool) -> tuple[str, ...]:
    spelt = _UNITED_STATES.sub(_spelt_out, words)
    return readings(_ADDRESS.sub(" ", spelt) if without_addresses else spelt)


_UNITED_STATES: Final = re.compile(
    r"(?<![\w.])(?P<the>the )?(?:US(?![\w.])|U\.S\.)(?! (?:Virgin|Outlying|Minor)(?!\w))(?P<behind>[ -](?=[a-zA-Z]))?"
)


def _spelt_out(match: re.Match[str]) -> str:
    """The United States in capitals, which in small letters are a word of ours (``us``): as an adjective before a word, or as the country."""
    if match["the"] or not match["behind"]:
        return f"{match['the'] or ''}USA{match['behind'] or ''}"
    return "American "


_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def texts_of_use(transaction: Transaction, items: Iterable[Item]) -> Iterator[TextOfUse]:
    """The end use, and behind it what sources, the reference and the parameters of the items say."""
    if transaction.end_use:
        yield TextOfUse("end_use", transaction.end_use, "end_use")
    for source in transaction.sources or ():
        for field in ("quote", "note"):
            if text := getattr(source, field):
                yield TextOfUse(f"sources.{field}", text, "source")
    if transaction.reference:
        yield TextOfUse("reference", transaction.reference, "reference")
    for item in items:
        for text in _texts(item.parameters):
            yield TextOfUse("items.parameters", text, "parameter")


def texts_of_places(transaction: Transaction, items: Iterable[Item]) -> Iterator[TextOfUse]:
    """The same, and what tells now and then for whom something is, but not for what: numbers and units of items, names and addresses of documents."""
    yield from texts_of_use(transaction, items)
    for item in items:
        for field in ("id", "unit"):
            if text := getattr(item, field):
                yield TextOfUse(f"items.{field}", text, "reference")
    for source in transaction.sources or ():
        for field in ("document", "page"):
            if text := getattr(source, field):
                yield TextOfUse(f"sources.{field}", text.replace("_", " "), "document")
        if source.url:
            yield TextOfUse("sources.url", source.url, "source")


def called(item: Item) -> str:
    """What an item is called: its description, and the name of the product."""
    return "; ".join(filter(None, (item.description, item.product)))


def description_of(item: Item) -> TextOfUse:
    """What an item is called, as a text."""
    return TextOfUse("items.description", called(item), "description")


def text_of_party(text: str | None) -> TextOfUse:
    """A name or an address of a party."""
    return TextOfUse("parties", text or "", "party")


def texts_of_evidence(transaction: Transaction, items: Iterable[Item]) -> Iterator[TextOfUse]:
    """The same without the end use."""
    return (text for text in texts_of_use(transaction, items) if text.is_evidence)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            who = f"{name}: " if _WHO.search(without_accents(str(name))) else ""
            yield from (f"{who}{text}" for text in _texts(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


_WHO: Final = re.compile(
    r"customer|client|buyer|purchaser|user|consignee|recipient|destination|kunde|abnehmer|kaufer|verwender|empfanger|acheteur|utilisateur|destinataire|cliente|comprador|destinatario|acquirente"
)
"""Names of parameters that tell who gets the goods: without them the text would be one of the goods themselves."""
