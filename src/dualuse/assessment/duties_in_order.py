"""In which order the duties of a determination are done: the act that its stop, or what it asks, names, then what must be done before anything
leaves, then by day.

Terminal, page one, HTML and PDF take this order from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from dualuse.i18n import N_, fill, semicolon, translate
from dualuse.law.collection import duties_before_authority
from dualuse.law.eu_2021_821.art05_cyber_surveillance import DILIGENCE
from dualuse.law.eu_2021_821.art12_authorisations import APPLY, APPLY_TRANSFER
from dualuse.law.eu_2021_821.art13_services import APPLY_ASSISTANCE, APPLY_BROKERING
from dualuse.law.germany.awv import APPLY as APPLY_IN_GERMANY
from dualuse.schema.determination import Determination, Obligation
from dualuse.version import legal_derivation

_APPLICATIONS: Final = frozenset(
    duty.citation for duty in (APPLY, APPLY_TRANSFER, APPLY_BROKERING, APPLY_ASSISTANCE, APPLY_IN_GERMANY)
)
_NO_DAY: Final = "9999"
_ALSO_WHERE: Final = N_("{duty} (for {items} where it falls under {provisions})")


@legal_derivation("Art. 4(2)", "Art. 5(2)", "Art. 12(2)", "Art. 13(1)")
def is_act_of_release(duty: Obligation, it: Determination) -> bool:
    """Whether it is the act that a stop waits for, or what is asked is about: to apply or to notify.

    What is to be done only where a fact turns out so leads a stop alone: of an answer that asks, the fact comes first.
    """
    if it.release == "go" or duty.authorisation:
        return False
    if duty.params.get("provisions") and it.release != "stop":
        return False
    return duty.citation in _APPLICATIONS or is_notification(duty, it.language)


@legal_derivation("Art. 4(2)", "Art. 5(2)")
def is_notification(duty: Obligation, language: str) -> bool:
    """Whether it is to bring a use of concern before the authority; not to find out about one."""
    return duty.citation in duties_before_authority() and duty.text != translate(DILIGENCE.text, language)


def duties_in_order(
    it: Determination, duties: Iterable[Obligation]
) -> list[tuple[Obligation, tuple[str, ...]]]:
    """The acts that the release names first, then the earliest; what several acts ask in the same words, by the same people, for the same items
    and day, once with each citation."""
    alike: dict[tuple[object, ...], list[Obligation]] = {}
    for duty in sorted(_with_conditional(tuple(duties), it.language), key=lambda duty: _place(duty, it)):
        alike.setdefault((duty.text, duty.due, duty.items, duty.authorisation, duty.done_by), []).append(duty)
    return [(same[0], tuple(duty.citation for duty in same)) for same in alike.values()]


def _place(duty: Obligation, it: Determination) -> tuple[bool, str]:
    return not is_act_of_release(duty, it), duty.due or _NO_DAY


def _with_conditional(duties: Sequence[Obligation], language: str) -> Iterator[Obligation]:
    """The duties; one that some items have and others may have stands once, with the condition of these."""
    conditional = [duty for duty in duties if duty.params.get("provisions")]
    joined: set[int] = set()
    for duty in duties:
        if duty in conditional:
            continue
        others = [row for row in conditional if _is_same_act(row, duty)]
        joined |= set(map(id, others))
        for other in others:
            provisions = (translate(row, language) for row in other.params["provisions"])
            text = fill(
                _ALSO_WHERE,
                language,
                duty=duty.text,
                items=", ".join(other.items),
                provisions=semicolon(language).join(provisions),
            )
            duty = replace(duty, text=text, items=tuple(dict.fromkeys((*duty.items, *other.items))))
        yield duty
    yield from (duty for duty in conditional if id(duty) not in joined)


def _is_same_act(conditional: Obligation, duty: Obligation) -> bool:
    return (
        conditional.citation == duty.citation
        and (conditional.due, conditional.done_by) == (duty.due, duty.done_by)
        and conditional.text.endswith(duty.text)
        and not set(conditional.items) & set(duty.items)
    )
