"""A file of products into the library, with a proposal for each; and what waits for a person, the doubtful first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final, Literal, get_args

from dualuse.classification.annex_editions import edition_diff
from dualuse.classification.library.library import Library
from dualuse.classification.library.model import Decided, Product, Proposal
from dualuse.classification.product_entries import NO_ID, ProductEntries, touched
from dualuse.classification.search.classifier import classifier
from dualuse.classification.search.classifying import answer, installed_texts
from dualuse.classification.search.products import Product as Row
from dualuse.classification.search.products import no_products, read_products
from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, MissingSourceError, Problem, new_problem
from dualuse.law.eu_2021_821.control_list import edition_record
from dualuse.record.workspace import Workspace
from dualuse.sources.correlation_table import load

_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in: how many products, what the search thinks of them, and the rows that could not be read."""

    products: int
    verdicts: Counter[str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A task, and the entries that the correlation table names beside the product's CN code: a hint."""

    task: Task
    hints: tuple[str, ...]


def take_in(
    file: str,
    workspace: Workspace,
    person: str,
    standard_input: BinaryIO | None = None,
    done: Callable[[int], None] | None = None,
) -> Taken:
    """Take the products of a file in and propose entries for each; ``done`` hears how many were looked at.

    Bad rows are reported and left out, the others taken. Nothing is remembered before all are looked at.

    Raises:
        InputError: the file is no table of products, a product stands in it twice or has no id, or the library cannot be written.
    """
    search = classifier(installed_texts())
    products: dict[str, Product] = {}
    proposals: list[Proposal] = []
    problems: list[Problem] = []
    for row in read_products(file, standard_input):
        problem = row.problem or _wrong(row, row.id in products, file)
        if problem is not None:
            problems.append(problem)
            continue
        products[row.id] = Product(row.id, row.text, row.cn_code)
        classification = answer(search, row.text, row.id, _CANDIDATES)
        candidates = tuple(candidate.provision or candidate.entry for candidate in classification.near)
        proposals.append(
            Proposal(row.id, classification.verdict, round(classification.likelihood, 4), candidates)
        )
        if done is not None:
            done(len(products))
    if not products:
        raise InputError(problems) if problems else no_products(file)
    library = Library(workspace)
    library.state(products.values(), person)
    library.propose(proposals, person, edition_record(date.today()).name)
    return Taken(len(products), Counter(proposal.verdict for proposal in proposals), tuple(problems))


def _wrong(row: Row, twice: bool, file: str) -> Problem | None:
    """What is wrong with a row that could be read, or None."""
    if not row.id or twice:
        return new_problem(
            "product_id",
            N_("the product {id} stands in the file more than once") if row.id else NO_ID,
            N_("Give each product an id of its own"),
            file=file,
            line=row.number,
            id=row.id,
        )
    if not row.text.strip():
        return new_problem(
            "product_no_description",
            N_("the product {id} has no description"),
            N_("Say in words what the product is"),
            file=file,
            line=row.number,
            id=row.id,
        )
    return None


def open_tasks(workspace: Workspace, on: date, home: Path) -> list[Shown]:
    """What waits for a person, with the hints of the correlation table where one is installed.

    Raises:
        InputError: the library was changed or cannot be read.
    """
    library = Library(workspace)
    current = library.current()
    edition = edition_record(on).name
    tasks = worklist(
        library.products(),
        library.proposals(),
        current,
        on=on,
        edition=edition,
        changed=changed_products(current, edition),
    )
    table = load(home)
    return [
        Shown(task, table.entries(task.product.cn_code) if table and task.product.cn_code else ())
        for task in tasks
    ]


def changed_products(current: dict[str, Decided], edition: str) -> tuple[str, ...]:
    """The products whose entries differ between the edition they were classified under and this one, as far as both are at hand.

    Where the earlier one is not, every product classified under it counts as changed: nobody can say that it is not.
    """
    product_ids: list[str] = []
    for earlier in sorted({decided.edition for decided in current.values()} - {edition}):
        of_edition = [
            ProductEntries(decided.product, decided.entries)
            for decided in current.values()
            if decided.edition == earlier
        ]
        product_ids += changed_between(of_edition, earlier, edition)
    return tuple(dict.fromkeys(product_ids))


def changed_between(products: Iterable[ProductEntries], earlier: str, later: str) -> list[str]:
    """The ids of the products whose entries differ between two editions; all of them where an edition is not at hand."""
    stated = tuple(products)
    try:
        difference = edition_diff(earlier, later)
    except (InputError, MissingSourceError):
        return [product.id for product in stated]
    return [name for change in difference.changes for name in touched(change, stated)]


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


@dataclass(frozen=True, slots=True, kw_only=True)
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
    *,
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
        why = _why(product, decided, proposal, on=on, edition=edition, touched=name in touched)
        if why is not None:
            tasks.append(
                Task(
                    product=product,
                    why=why,
                    candidates=proposal.candidates if proposal else (),
                    likelihood=proposal.likelihood if proposal else None,
                    decided=decided,
                )
            )
    return sorted(tasks, key=_order)


def _why(
    product: Product,
    decided: Decided | None,
    proposal: Proposal | None,
    *,
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
