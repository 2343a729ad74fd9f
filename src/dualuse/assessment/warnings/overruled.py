"""What is stated in favour of a transaction and does not count: why it was overruled, so that nobody takes it for counted.

An answer only fills what the law, a State's data or other fields leave open (``assessment/facts.py``). One that says the worse is a contradiction, which holds
the release (``release_holds/contradicted_answers.py``); one that says the milder changes nothing, and is told here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from dualuse.assessment.member_state import answered_options
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.facts.derived import derived_facts
from dualuse.law.germany.facts import GERMAN_LAW, NUCLEAR_LIMIT
from dualuse.law.states import Jurisdiction
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation

_OPTION: Final = "option."
_MILDER_WHERE_TRUE: Final = ("item.national_value_exempt",)
"""Facts of which yes asks for less; of all others no does, but of a rule that a notification is enough (``_notify``)."""


@legal_derivation("Art. 4(3)", "Art. 5(3)", "Art. 9(1)", "Art. 10(1)", "§ 9(3) AWV", "§ 11(5) AWV")
def overruled_statements(
    transaction: Transaction, items: Sequence[Mapping[str, Any]], state: Jurisdiction | None
) -> Iterator[Message]:
    """A message for each statement that asks for less and did not count.

    Args:
        transaction: checked.
        items: the facts of its items, in order.
        state: whose options count.
    """
    overruled: dict[tuple[str, bool], list[str]] = {}
    for item, facts in zip(transaction.items, items, strict=True):
        for name, answer in {**(transaction.answers or {}), **(item.answers or {})}.items():
            if _is_milder(name, answer) and _is_overruled(name, answer, facts):
                overruled.setdefault((name, answer), []).append(item.id or "")
    for (name, answer), ids in overruled.items():
        params = {"fact": name, "answer": str(answer).lower()}
        if name.startswith(_OPTION) and state is not None:
            yield _by_the_state(params, state)
        else:
            yield _by_other_fields(params, name, tuple(ids))
    yield from _above_the_limit(transaction, items)
    yield from _of_another_activity(transaction)


def _is_milder(name: str, answer: bool) -> bool:
    asks_less_if_true = name in _MILDER_WHERE_TRUE or name.endswith("_notify")
    return answer is asks_less_if_true


def _is_overruled(name: str, answer: bool, facts: Mapping[str, Any]) -> bool:
    """Whether the fact, or a part of it, counted as the opposite."""
    names = answered_options({name: answer}) if name.startswith(_OPTION) else {name: answer}
    if name not in derived_facts() and not name.startswith(_OPTION):
        return False
    return any(facts.get(part) is (not answer) for part in names)


def _by_the_state(params: Mapping[str, object], state: Jurisdiction) -> Message:
    text = N_(
        "under answers {fact} is stated as {answer}, and was not counted: the data on the law of {state} say otherwise, and an answer adds to them and never takes"
        " from them; if that law has changed, the data are to be mended"
    )
    return Message("option_overruled", text, {**params, "state": PlaceName(state.code)})


def _by_other_fields(params: Mapping[str, object], name: str, items: tuple[str, ...]) -> Message:
    fact = derived_facts().get(name)
    of_stages = tuple(field for stage in fact.answered_by for field in stage) if fact else ()
    fields = of_stages or (fact.inputs if fact else ())
    text = N_(
        "under answers {fact} is stated as {answer}, and was not counted for item {items}: it follows otherwise from what is stated under {fields}; if that is wrong,"
        " mend it there"
    )
    return Message("answer_overruled", text, {**params, "items": items, "fields": fields})


def _above_the_limit(transaction: Transaction, items: Sequence[Mapping[str, Any]]) -> Iterator[Message]:
    """That the limit of German law for nuclear uses is kept was stated, and is not."""
    if getattr(transaction.circumstances, "nuclear_goods_within_limit", None) is not True:
        return
    ids = tuple(
        item.id or ""
        for item, facts in zip(transaction.items, items, strict=True)
        if facts.get(NUCLEAR_LIMIT) is False and facts.get(GERMAN_LAW.name) is not False
    )
    if ids:
        text = N_(
            "{fact} is stated as true, and was not counted for item {items}: by itself or with the others of the contract it is above 5 000 euro, or it is software or"
            " technology (§§ 9(3), 11(5) AWV)"
        )
        yield Message(
            "limit_overruled", text, {"fact": "circumstances.nuclear_goods_within_limit", "items": ids}
        )


_OF_ASSISTANCE: Final = (
    "public_domain",
    "official_tasks",
    "member_state_armed_forces",
    "mtcr_exception",
    "minimum_for_authorised_items",
)
_OF_TRANSFERS: Final = ("mtcr_exception",)
"""Annex IV, Part I."""


@legal_derivation("Art. 8(3)", "Annex IV")
def _of_another_activity(transaction: Transaction) -> Iterator[Message]:
    """That an exemption of technical assistance was stated of something else."""
    if transaction.activity in (None, "technical_assistance"):
        return
    counting = _OF_TRANSFERS if transaction.activity == "intra_union_transfer" else ()
    fields = tuple(
        f"circumstances.{name}"
        for name in _OF_ASSISTANCE
        if name not in counting and getattr(transaction.circumstances, name, None) is True
    )
    if fields:
        text = N_(
            "{fields} is stated as true, and was not counted: it frees technical assistance (Art. 8(3)), and this is none; technology and "
            "software in the public domain are not in Annex I by its own notes: if that is meant, state that the item is in no entry "
            "(items.entries: [])"
        )
        yield Message("exemption_of_assistance", text, {"fields": fields})
