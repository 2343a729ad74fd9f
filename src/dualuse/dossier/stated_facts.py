"""Which stated facts of two transactions differ: by their fields, whatever the order in which they were written.

What screening, the search and the editions found is no stated fact. An amount written otherwise, another order of items,
parties or codes, and spaces state the same; a name spelt otherwise is another fact, as the lists are asked about it.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from pydantic import ValidationError

from dualuse.schema.assessment import ChangedFact
from dualuse.schema.transaction import Transaction

_NO_FACTS: Final = frozenset(("reference", "interview", "sources", "format"))
"""What a transaction says beside its facts: what it is called, who asked, on which evidence."""
_NAMES: Final = ("id", "reference", "provision", "name", "role")
"""The fields by which a member of a list is found again in another, the first that tells it best."""


def changed_facts(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[ChangedFact, ...]:
    """What a transaction, as a dossier holds it, states otherwise than one before."""
    return tuple(_of_mappings("", _facts(before), _facts(after)))


def facts_digest(transaction: Mapping[str, Any]) -> str:
    """The digest of what a transaction states: the same for two of which :func:`changed_facts` finds nothing (SHA-256)."""
    return hashlib.sha256(_key(_facts(transaction)).encode()).hexdigest()


def changed_diligence(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> tuple[ChangedFact, ...]:
    """The answers of due diligence, and the decision on them, that are others than before or were taken back; what is new has its person and
    reason of its own. Both as a dossier holds them (``findings``)."""
    if before is None:
        return ()
    if after is None:
        number = len(before.get("answers") or ())
        return (ChangedFact("diligence", number, None),) if number or before.get("decision") else ()
    then, now = _answers(before), _answers(after)
    return tuple(
        ChangedFact(path, answer, now.get(path)) for path, answer in then.items() if now.get(path) != answer
    )


def _answers(findings: Mapping[str, Any]) -> dict[str, str]:
    """The answers that stand, by their question and what it is about; the decision last."""
    answers = {}
    for row in findings.get("answers") or ():
        about = ".".join(filter(None, (row.get("item"), row.get("party"))))
        answers[f"diligence.{row['question']}" + (f" ({about})" if about else "")] = str(row["answer"])
    if decision := findings.get("decision"):
        answers["diligence.decision"] = str(decision["level"])
    return answers


def _facts(transaction: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a transaction in one form for all releases, or as they stand where the contract of today does not take them."""
    try:
        data = Transaction.model_validate(dict(transaction)).model_dump(exclude_none=True)
    except ValidationError:
        data = dict(transaction)
    return {name: _plain(value) for name, value in data.items() if name not in _NO_FACTS}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def _key(value: Any) -> str:
    """What is the same for values that state the same: members of a list, other than numbers, have no order."""
    if isinstance(value, Mapping):
        return json.dumps({name: _key(inner) for name, inner in value.items()}, sort_keys=True)
    if isinstance(value, list):
        keys = [_key(inner) for inner in value]
        ordered = any(not isinstance(inner, (str, Mapping)) for inner in value)
        return json.dumps(keys if ordered else sorted(keys))
    return json.dumps(value)


def _of_values(path: str, before: Any, after: Any) -> Iterator[ChangedFact]:
    if _key(before) == _key(after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _of_mappings(f"{path}.", before, after)
    elif _are_rows(before) and _are_rows(after):
        yield from _of_rows(path, before, after)
    else:
        yield ChangedFact(path, before, after)


def _of_mappings(place: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[ChangedFact]:
    for name in {**before, **after}:
        yield from _of_values(f"{place}{name}", before.get(name), after.get(name))


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, Mapping) for row in value)


def _of_rows(path: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[ChangedFact]:
    """Rows that stand in both are the same wherever they stand; the others are compared by what names them, and then in their order."""
    left, right = _without(before, after), _without(after, before)
    for name in _NAMES:
        for place, row in list(left.items()):
            same = [other for other, row_ in right.items() if name in row and row_.get(name) == row[name]]
            if same:
                yield from _of_values(_place(path, same[0], after), left.pop(place), right.pop(same[0]))
    for (_, row), (place, row_) in zip(list(left.items()), list(right.items()), strict=False):
        yield from _of_values(_place(path, place, after), row, row_)
    paired = min(len(left), len(right))
    for place, row in list(left.items())[paired:]:
        yield ChangedFact(_place(path, place, before), row, None)
    for place, row in list(right.items())[paired:]:
        yield ChangedFact(_place(path, place, after), None, row)


def _without(rows: Sequence[Any], others: Sequence[Any]) -> dict[int, Any]:
    """By their place, the rows that the others do not hold, each as often as it stands more often here."""
    there = Counter(map(_key, others))
    left = {}
    for place, row in enumerate(rows):
        if there[key := _key(row)] > 0:
            there[key] -= 1
        else:
            left[place] = row
    return left


def _place(path: str, place: int, rows: Sequence[Any]) -> str:
    """``items.10`` by its id, ``parties[0]`` by its place."""
    identifier = rows[place].get("id")
    return f"{path}.{identifier}" if identifier else f"{path}[{place}]"
