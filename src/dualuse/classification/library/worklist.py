"""What there is to do in the library, the doubtful first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from dualuse.classification.library.model import Decided, Product, Proposal

Why = Literal[
    "likely", "doubtful", "not_proposed", "unlikely", "description_changed", "edition_changed", "review_due"
]
ORDER: Final[tuple[Why, ...]] = get_args(Why)
"""Why a product is on the list, the most pressing first. ``unlikely``: not classified, and the search thinks it is not listed: a person
still says so."""
_BY_VERDICT: Final[dict[str, Why]] = {
    "probably_listed": "likely",
    "unsure": "doubtful",
    "probably_not_listed": "unlikely",
}


@dataclass(frozen=True, slots=True)
class Task:
    """A product to be looked at: why, and what the search proposes."""

    product: Product
    why: Why
    candidates: tuple[str, ...]
    likelihood: float | None
    decided: Decided | None = None


def worklist(
    products: Mapping[str, Product],
    proposals: Mapping[str, Proposal],
    current: Mapping[str, Decided],
    on: date,
    edition: str,
    changed: Sequence[str] = (),
) -> list[Task]:
    """The products that wait for a person.

    Args:
        products, proposals, current: of the library, by product.
        on: today.
        edition: the edition of Annex I in force.
        changed: the products whose entries differ between the edition they were decided under and the one in force.
    """
    tasks = []
    touched = set(changed)
    for name, product in products.items():
        decided, proposal = current.get(name), proposals.get(name)
        why = _why(product, decided, proposal, on, edition, name in touched)
        if why is not None:
            tasks.append(
                Task(
                    product,
                    why,
                    proposal.candidates if proposal else (),
                    proposal.likelihood if proposal else None,
                    decided,
                )
            )
    return sorted(tasks, key=_order)


def _why(
    product: Product,
    decided: Decided | None,
    proposal: Proposal | None,
    on: date,
    edition: str,
    touched: bool,
) -> Why | None:
    if decided is None:
        return _BY_VERDICT[proposal.verdict] if proposal else "not_proposed"
    if decided.description and decided.description != product.description:
        return "description_changed"
    if decided.edition != edition and touched:
        return "edition_changed"
    if decided.review_by is not None and decided.review_by <= on:
        return "review_due"
    return None


def _order(task: Task) -> tuple[int, float, str]:
    """By reason; within it the least certain first."""
    doubt = abs((task.likelihood if task.likelihood is not None else 0.5) - 0.5)
    return ORDER.index(task.why), doubt, task.product.id
