"""Places of a transaction as plain data: read one, write one, and take it back exactly.

A place is written as the contract names it: ``destination``, ``exporter.country``, ``knowledge.wmd``,
``items[0].entries``, ``items[0].answers.covered.annex_iv:5E002.a``, ``parties[1].service``, ``answers.option.art5_3``.
``parties[2]`` takes a whole party, its role and its name; ``parties`` nothing, it was answered that there are no more. A decision of the authority goes to ``authority_decisions.Art. 7(1)``, which adds it to the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from dualuse.assessment.authorisations.decided_uses import uses_decided_on
from dualuse.i18n import N_
from dualuse.inputs.problems import input_error
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, GROUNDS, STATED_FACTS
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.law.eu_2021_821.facts.derived_fact import END_USER_ROLES
from dualuse.schema.reading.validation import is_answer, is_open_question
from dualuse.schema.transaction import Item

Data = Mapping[str, Any]
Path = tuple[str | int, ...]

DECISIONS: Final = "authority_decisions"
EVERYBODY: Final = "parties"
"""The place of the answer that nobody else takes part: it holds nothing, the parties stand there already."""
_LISTS: Final = ("parties", DECISIONS, "authorisations", "sources")
"""Lists in which nothing is the same as none; an empty list of entries is an answer."""
_NEW_PARTY: Final = {"role": "end_user"}
_SIMPLE: Final = (
    "reference",
    "activity",
    "manner",
    "destination",
    "purchasing_country",
    "dispatched_from",
    "located_in",
    "consigned_to",
)
_STATED_OF_EXPORTER: Final = tuple(
    fact.removeprefix("exporter.") for fact in STATED_FACTS if fact.startswith("exporter.")
)
_GROUPS: Final[dict[str, frozenset[str]]] = {
    "exporter": frozenset({"name", *_STATED_OF_EXPORTER}),
    "knowledge": frozenset(GROUNDS),
    "circumstances": frozenset(CIRCUMSTANCES),
}
_ITEM_FIELDS: Final = frozenset(Item.model_fields) & {
    "entries",
    "cyber_surveillance",
    "national_entries",
    "kind",
    "value",
    "currency",
    "quantity",
    "unit",
    "cn_code",
    "description",
}
_INDEXED: Final = re.compile(r"(items|parties)\[([0-9]{1,5})\]\.(.+)")
_WHOLE_PARTY: Final = re.compile(r"parties\[([0-9]{1,5})\]")
_DECIDED: Final = frozenset(
    f"{DECISIONS}.{citation}" for citation, asked in DECIDED.items() if asked.unstated
)
"""Decisions of an authority that a person is asked about."""


def path_of(place: str) -> Path:
    """The keys and positions that lead to ``place``.

    Raises:
        InputError: no question is answered there.
    """
    path = _path(place)
    if path is None:
        raise input_error(
            "place_unanswerable",
            N_("no question is answered at {place}"),
            N_("Use the place that the question names"),
            path="interview",
            place=place[:80],
        )
    return path


def _path(place: str) -> Path | None:
    if place in _SIMPLE:
        return (place,)
    if place == EVERYBODY:
        return (place,)
    if place in _DECIDED:
        return (DECISIONS, place.partition(".")[2])
    party = _WHOLE_PARTY.fullmatch(place)
    if party:
        return ("parties", int(party[1]))
    indexed = _INDEXED.fullmatch(place)
    if indexed:
        return _indexed(indexed[1], int(indexed[2]), indexed[3])
    group, _, name = place.partition(".")
    if name in _GROUPS.get(group, ()) or (group == "answers" and is_answer(name)):
        return (group, name)
    return None


def _indexed(group: str, position: int, name: str) -> Path | None:
    if group == "parties":
        return (group, position, name) if name in ("service", "country", "name") else None
    if name in _ITEM_FIELDS:
        return (group, position, name)
    answered = name.removeprefix("answers.")
    return (group, position, "answers", answered) if answered != name and is_open_question(answered) else None


def pruned(data: Any, name: str = "") -> Any:
    """``data`` without what says nothing: nulls, empty groups, empty lists of parties and the like."""
    if isinstance(data, Mapping):
        kept = {key: pruned(value, str(key)) for key, value in data.items() if value is not None}
        return {key: value for key, value in kept.items() if value != {} and value is not None}
    if isinstance(data, list):
        rows = [pruned(value) for value in data]
        return None if not rows and name in _LISTS else rows
    return data


def value_at(data: Data, place: str) -> Any:
    """What stands at ``place``, or None."""
    path = path_of(place)
    if path[0] == DECISIONS:
        rows = [row for row in data.get(DECISIONS, ()) if row["provision"] == path[1]]
        return rows[-1] if rows else None
    value: Any = data
    for part in path:
        if isinstance(part, int):
            value = value[part] if value is not None and part < len(value) else None
        else:
            value = value.get(part) if value is not None else None
    return value


def stated_places(data: Data) -> Iterator[str]:
    """The places where something stands that a question can ask for, in the order of the data."""
    for name, value in data.items():
        inner: Iterator[str] = iter((name,))
        if isinstance(value, Mapping):
            inner = (f"{name}.{key}" for key in value)
        elif isinstance(value, list) and name in ("items", "parties"):
            inner = (
                f"{name}[{position}].{key}"
                for position, row in enumerate(value)
                for field, held in row.items()
                for key in ([f"answers.{asked}" for asked in held] if field == "answers" else [field])
            )
        yield from (place for place in inner if place != DECISIONS and _path(place) is not None)


def adds_party(data: Data, place: str) -> bool:
    """Whether writing to ``place`` names the end user for the first time."""
    path = path_of(place)
    return len(path) > 1 and path[0] == "parties" and path[1] == len(data.get("parties", ()))


def with_value(data: Data, place: str, value: Any) -> dict[str, Any]:
    """``data`` with ``value`` at ``place``.

    Raises:
        InputError: the place belongs to an item or a party that is not there.
    """
    path = path_of(place)
    if place == EVERYBODY:
        return dict(data)
    if path[0] == DECISIONS:
        # It is asked about what is judged, as the question says: the decision is one on these items, parties and use.
        items = [item.get("id") or str(place) for place, item in enumerate(data["items"], 1)]
        named = [
            party["name"]
            for party in data.get("parties", ())
            if party["role"] in END_USER_ROLES and party.get("name")
        ]
        uses = uses_decided_on(str(path[1]), data.get("knowledge") or {})
        decision = {
            "provision": path[1],
            "items": items,
            **({"parties": named} if named else {}),
            # Of several uses the person says which.
            **({"uses": list(uses)} if len(uses) == 1 else {}),
            **value,
        }
        return {**data, DECISIONS: _with_decision(data.get(DECISIONS, ()), decision)}
    known = len(data.get(str(path[0]), ())) if len(path) > 1 and isinstance(path[1], int) else 0
    if len(path) > 1 and isinstance(path[1], int) and path[1] >= known + (path[0] == "parties"):
        raise input_error(
            "place_absent",
            N_("there is nothing at {place}"),
            N_("Use the place that the question names"),
            place=place,
        )
    written: dict[str, Any] = _written(data, path, value)
    return written


def _with_decision(rows: Sequence[Data], decision: Data) -> list[Data]:
    """``rows`` and ``decision`` at its place by provision, so that the order of answers leaves no trace.

    After the last row on the same provision, which counts; else before the first of a later provision.
    """
    provision = decision["provision"]
    same = [index + 1 for index, row in enumerate(rows) if row["provision"] == provision]
    later = [index for index, row in enumerate(rows) if row["provision"] > provision]
    position = same[-1] if same else later[0] if later else len(rows)
    return [*rows[:position], decision, *rows[position:]]


def _written(data: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    head, *rest = path
    if isinstance(head, int):
        rows = list(data or ())
        if head == len(rows):
            rows.append(dict(_NEW_PARTY))
        rows[head] = _written(rows[head], tuple(rest), value)
        return rows
    group = dict(data or {})
    group[head] = _written(group.get(head), tuple(rest), value)
    return group


def without_value(data: Data, place: str, *, added: bool = False) -> dict[str, Any]:
    """``data`` as it was before a value was written at ``place`` where nothing stood.

    ``added``: the party was made by that answer, and goes with it unless something else was written of it since.
    """
    path = path_of(place)
    if path[0] == DECISIONS:
        rows = list(data.get(DECISIONS, ()))
        last = max((index for index, row in enumerate(rows) if row["provision"] == path[1]), default=None)
        if last is not None:
            del rows[last]
        return dict(pruned({**data, DECISIONS: rows}))
    if place == EVERYBODY or value_at(data, place) is None:
        return dict(data)
    if _WHOLE_PARTY.fullmatch(place):
        parties = [row for position, row in enumerate(data["parties"]) if position != path[1]]
        return dict(pruned({**data, "parties": parties}))
    left = _removed(data, path)
    if added and left["parties"][path[1]] == _NEW_PARTY:
        del left["parties"][path[1]]
    return dict(pruned(left))


def _removed(data: Any, path: Path) -> Any:
    head, *rest = path
    if isinstance(head, int):
        rows = list(data)
        rows[head] = _removed(rows[head], tuple(rest))
        return rows
    group = dict(data)
    if rest:
        group[head] = _removed(group[head], tuple(rest))
    else:
        del group[head]
    return group
