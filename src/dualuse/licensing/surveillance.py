"""Which items of an application are, or may be, cyber-surveillance items (Art. 2(20)): by what is stated, by an entry, or because they read like one.

What an applicant says of its own item is no examination: where the words or codes of a line are those of a surveillance item, what the law asks of one is
asked of the line, whatever was stated. The words are those that hold a release for them in an assessment, and phrases (:mod:`.surveillance_phrases`); they are
looked for wherever the application says something in words, its own fields too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from dualuse.assessment.signs.goods import points_to_surveillance
from dualuse.assessment.signs.texts_of_use import called, texts_of_use
from dualuse.assessment.warnings.codes_in_texts import codes_in_texts
from dualuse.inputs.problems import InputError
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE
from dualuse.law.measures.not_executed import signs_of
from dualuse.law.measures.signs import SurveillanceInWords
from dualuse.licensing.forms import form_fields
from dualuse.licensing.moments import now
from dualuse.licensing.surveillance_phrases import tells_of_surveillance
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.transaction import Item, Source, Transaction

Data = Mapping[str, Any]


def may_be_surveillance(transaction: Data, item: Data, beside: Sequence[str] = ()) -> bool:
    """Whether an item of a transaction is, or may be, a surveillance item; what is not known counts as it may.

    Args:
        transaction: plain data, as the contract has it (DESIGN, section 3).
        item: one of its items.
        beside: what the application says of it in words of its own (:func:`words_beside`).
    """
    return is_stated_as_surveillance(item) or reads_like_surveillance(transaction, item, beside)


def words_beside(fields: Data, *lines: Data) -> tuple[str, ...]:
    """What an application says in words beside its transaction: for all lines, and for those whose own fields are passed; how somebody is reached is left out."""
    return tuple(words for part in (fields, *lines) for words in _words_of(part))


def _words_of(part: Data) -> Iterator[str]:
    for name, value in part.items():
        field = form_fields().get(name)
        if (
            isinstance(value, str)
            and value
            and (field is None or (field.form == "text" and not field.is_contact))
        ):
            yield value


def is_stated_as_surveillance(item: Data) -> bool:
    """Whether it is stated of an item that it is one, or not stated that it is none; or one of its entries is, or may be, that of one."""
    return item.get("cyber_surveillance") is not False or any(
        SURVEILLANCE.covers(code, {}) is not False for code in item.get("entries") or ()
    )


def reads_like_surveillance(transaction: Data, item: Data, beside: Sequence[str] = ()) -> bool:
    """Whether words of an item, of its use or of who receives it point to a surveillance item, or its texts name the code of one, whatever is stated."""
    written = json.dumps({**transaction, "items": [item]}, sort_keys=True)
    return _reads_like(written, tuple(beside), now().date())


@lru_cache(maxsize=4096)
def _reads_like(written: str, beside: tuple[str, ...], day: date) -> bool:
    """Of a transaction of one item, as JSON; one that cannot be read was not examined, and may be anything."""
    try:
        transaction = checked_transaction(json.loads(written))
    except InputError:
        return True
    (item,) = transaction.items
    quoted = _quoting(transaction, beside)
    return (
        _names_a_code(item, day)
        or any(_names_a_code(item.model_copy(update={"description": text}), day) for text in beside)
        or any(points_to_surveillance(sign, quoted, item) for sign in signs_of(SurveillanceInWords))
        or any(map(tells_of_surveillance, _texts(quoted, item)))
    )


def _quoting(transaction: Transaction, beside: tuple[str, ...]) -> Transaction:
    """A transaction that quotes what is said beside it: a quote may deny what it names."""
    quotes = [Source.model_construct(fact="", quote=text) for text in beside]
    return transaction.model_copy(update={"sources": [*(transaction.sources or ()), *quotes]})


def _texts(transaction: Transaction, item: Item) -> Iterator[str]:
    yield called(item)
    for party in transaction.parties or ():
        yield from filter(None, (party.name, party.address))
    yield from (text.words for text in texts_of_use(transaction, (item,)))


def _names_a_code(item: Item, day: date) -> bool:
    return any(
        SURVEILLANCE.covers(code, {}) is not False
        for message in codes_in_texts(item, day)
        for code in message.params.get("codes", ())
        if message.code == "code_in_text"
    )
