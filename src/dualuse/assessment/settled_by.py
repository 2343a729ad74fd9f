"""Where a reason of a release that asks is settled: by which fields of the transaction, or by which answer.

A reader is told it in the sentence. A program reads it in the parameter ``settled_by`` of the reason: names as ``missing`` has them, ``answers.NAME`` for
a point that is answered (``items.answers.NAME``: of an item alone), ``screening`` for lists and decisions about hits, ``diligence`` for the work on record, and ``accept_law_age`` for who accepts old
law. What keeps the range open is in ``missing``; what else holds a release need not move the range, and stands here alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from dualuse.assessment.warnings.contradictions import OF_STATEMENTS
from dualuse.i18n import Message, render
from dualuse.schema.determination import Because

SETTLED_BY: Final = "settled_by"
"""The parameter of a reason that holds the fields."""
FACTS_OPEN: Final = "release.open"
"""The reason that facts are missing: it is settled by those of ``missing``."""

_ANSWERS: Final = "answers"
_OF_ONE_ITEM: Final = "release.classification_doubtful"
"""The reason that a person answers of an item alone: what is answered of the whole transaction says nothing of it."""
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    # The parties, and the lists they are compared with.
    "release.not_screened": ("screening",),
    "release.review": ("screening",),
    "release.listed": ("screening",),
    "release.named_in_text": ("screening", "parties"),
    "release.text_unread": ("parties",),
    "release.persons_not_compared": ("screening", "items.cn_code"),
    "release.licensed_user_is_a_service": ("parties.service", "authorisations.end_use"),
    "release.owners_not_compared": ("screening", "parties.owners"),
    "union_list_missing": ("screening",),
    "lists_stale": ("screening",),
    "lists_partial": ("screening",),
    "lists_older_than_transaction": ("screening",),
    "exporter_unstated": ("exporter",),
    "release.exporter_unstated": ("exporter.country",),
    "imo_wrong": ("parties.identifiers",),
    "party_unnamed": ("parties.name",),
    "receiver_unstated": ("parties",),
    # What is known of the law and of the goods.
    "release.law_age": ("accept_law_age",),
    "release.law_untrue": ("accept_law_age",),
    "release.classification_doubtful": ("items.entries", "items.parameters"),
    "release.entries_in_words": ("items.entries",),
    "release.figures_in_words": ("items.entries",),
    "release.entries_by_code": ("items.entries",),
    "release.code_in_words": ("items.cn_code",),
    "release.goods_without_code": ("items.cn_code",),
    # Authorisations held.
    "release.authorisation_unclear": ("authorisations",),
    "release.drawn_together": ("authorisations.left",),
    "release.drawn_together_unclear": ("authorisations.left", "items.quantity", "items.value"),
    # Where it goes, to whom, and what for.
    "release.service_under_embargo": ("knowledge.military_end_use", "parties.service"),
    "release.service_beside": ("knowledge.security_end_use",),
    "release.transfer_leaves_union": ("activity", "destination"),
    "release.transfer_leaves_in_words": ("activity", "destination"),
    "release.activity_in_words": ("activity",),
    "end_user_in_union": ("parties", "manner"),
    "transit_from_union": ("activity", "dispatched_from"),
    "release.use_elsewhere": ("destination",),
    "release.watcher_unserved": ("parties.service", "items.cyber_surveillance"),
    "release.owner_is_a_service": ("parties.service", "items.cyber_surveillance"),
    "release.receiver_is_a_service": ("parties.service",),
    "release.country_in_words": ("destination", "parties.country"),
    "release.exporter_elsewhere": ("exporter",),
    "brokering_location": ("located_in",),
    "transfer_first_stop": ("consigned_to",),
    "general_without_end_user": ("parties",),
    "intermediary_elsewhere": ("parties.role",),
    "high_priority_diversion": ("knowledge.reexport", "parties"),
    "banned_goods_sold_on": ("knowledge.reexport", "destination"),
    "known_to_go_on": ("destination", "consigned_to", "knowledge.reexport"),
    "uncoded_diversion": ("items.cn_code", "knowledge.reexport"),
    "customs_code_replaced": ("items.cn_code",),
    # Uses, and what the authority has said of them.
    "suspicion": ("knowledge", "authority_decisions"),
    "informed": ("authority_decisions",),
    "informed_of_the_way": ("authority_decisions",),
    "grave_use": ("authority_decisions",),
    "public_security_open": ("authority_decisions",),
    "transfer_to_notify": ("authority_decisions",),
    "human_rights_open": ("knowledge.internal_repression",),
    "diligence_unrecorded": ("sources",),
    "surveillance_unstated": ("items.cyber_surveillance",),
}
"""By code what settles a reason, beside what its own parameters name."""


def settled_by(message: Message, missing: Iterable[str] = ()) -> tuple[str, ...]:
    """The fields that settle a reason for which a release asks, each once, those that its parameters name first.

    Args:
        message: the reason.
        missing: the names of the facts that are missing in the same answer.
    """
    if message.code == FACTS_OPEN:
        return tuple(dict.fromkeys(missing))
    named = (*_named_by(message), *_FIELDS.get(message.code, ()))
    return tuple(dict.fromkeys(named or _read_by_warnings().get(message.code, ())))


def _named_by(message: Message) -> Iterator[str]:
    """Answers and fields among the parameters of a sentence; a field whose text was read is no place for an answer.

    What a person has compared of one item is answered at that item (``item`` of the parameters), and nowhere else.
    """
    params = message.params
    answers = f"items.{_ANSWERS}" if message.code == _OF_ONE_ITEM else _ANSWERS
    yield from (f"{answers}.{name}" for name in _words(params, "answers"))
    yield from (f"{answers}.{name}" for name in _words(params, "answer") if "." in name)
    for parameter in ("knowledge", "grounds", "fields"):
        yield from _words(params, parameter)
    yield from (f"knowledge.{name}" for name in _words(params, "field") if "." not in name)
    yield from (name for name in _words(params, "field") if "." in name)


def _words(params: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = params.get(name, ())
    return tuple(part for part in ((value,) if isinstance(value, str) else value) if isinstance(part, str))


@lru_cache(maxsize=1)
def _read_by_warnings() -> Mapping[str, tuple[str, ...]]:
    """By the code of a warning that statements do not fit each other the fields that it reads: one of them is to be mended."""
    return {
        code: tuple(_without_role(name) for name in warnings.fields if name != "date")
        for warnings in OF_STATEMENTS
        for code in warnings.codes
    }


def _without_role(field: str) -> str:
    """``parties.end_user.country`` as ``missing`` has it: ``parties.country``."""
    group, _, name = field.partition(".")
    return f"{group}.{name.rpartition('.')[2]}" if group == "parties" else field


def reason_of_ask(message: Message, language: str, missing: Iterable[str] = ()) -> Because:
    """A reason of a release that asks, in the language of the answer, with the fields that settle it."""
    params = {**message.plain_params(), SETTLED_BY: list(settled_by(message, missing))}
    return Because(message.code, params, render(message, language))
