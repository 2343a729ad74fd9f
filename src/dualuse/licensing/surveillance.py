"""Which items of an application are, or may be, cyber-surveillance items (Art. 2(20)): by what is stated, by an entry, or because they read like one.

What an applicant says of its own item is no examination: where the words or codes of a line are those of a surveillance item, what the law asks of one is
asked of the line, whatever was stated. The words are those that hold a release for them in an assessment.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from dualuse.assessment.signs.goods import points_to_surveillance
from dualuse.assessment.warnings.codes_in_texts import codes_in_texts
from dualuse.inputs.problems import InputError
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE
from dualuse.law.measures.not_executed import signs_of
from dualuse.law.measures.signs import SurveillanceInWords
from dualuse.licensing.moments import now
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.transaction import Item

Data = Mapping[str, Any]


def may_be_surveillance(transaction: Data, item: Data) -> bool:
    """Whether an item of a transaction is, or may be, a surveillance item; what is not known counts as it may.

    Args:
        transaction: plain data, as the contract has it (DESIGN, section 3).
        item: one of its items.
    """
    return is_stated_as_surveillance(item) or reads_like_surveillance(transaction, item)


def is_stated_as_surveillance(item: Data) -> bool:
    """Whether it is stated of an item that it is one, or not stated that it is none; or one of its entries is, or may be, that of one."""
    return item.get("cyber_surveillance") is not False or any(
        SURVEILLANCE.covers(code, {}) is not False for code in item.get("entries") or ()
    )


def reads_like_surveillance(transaction: Data, item: Data) -> bool:
    """Whether words of an item, of its use or of who receives it point to a surveillance item, or its texts name the code of one, whatever is stated."""
    return _reads_like(json.dumps({**transaction, "items": [item]}, sort_keys=True), now().date())


@lru_cache(maxsize=4096)
def _reads_like(written: str, day: date) -> bool:
    """Of a transaction of one item, as JSON; one that cannot be read was not examined, and may be anything."""
    try:
        transaction = checked_transaction(json.loads(written))
    except InputError:
        return True
    (item,) = transaction.items
    return _names_a_code(item, day) or any(
        points_to_surveillance(sign, transaction, item) for sign in signs_of(SurveillanceInWords)
    )


def _names_a_code(item: Item, day: date) -> bool:
    return any(
        SURVEILLANCE.covers(code, {}) is not False
        for message in codes_in_texts(item, day)
        for code in message.params.get("codes", ())
        if message.code == "code_in_text"
    )
