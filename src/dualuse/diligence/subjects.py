"""What a question is asked of: the whole transaction, each item, each party; and the answers brought to their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from dualuse.diligence.fields import NO_QUESTION
from dualuse.diligence.questionnaire import Question, questions
from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError, Problem, new_problem, suggestion
from dualuse.schema.diligence import Answered, Findings, Mitigation
from dualuse.schema.transaction import Transaction


class Place(NamedTuple):
    """One question about one subject; ``item`` and ``party`` are "" where it is not about one."""

    question: str
    item: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class Subjects:
    """The items (ids) and parties (names) of the transaction. Where none is stated, its questions are asked once, of the one not yet named:
    that nobody is named does not mean that there is nobody."""

    items: tuple[str, ...]
    parties: tuple[str, ...]

    def places(self, question: Question) -> Iterator[Place]:
        """The subjects that ``question`` is asked about, if it applies."""
        match question.scope:
            case "item":
                yield from (Place(question.id, item=item) for item in self.items)
            case "party":
                yield from (Place(question.id, party=party) for party in self.parties)
            case _:
                yield Place(question.id)


def subjects(items: Sequence[str], parties: Sequence[str]) -> Subjects:
    """The subjects with these items and parties, each once."""
    return Subjects(tuple(dict.fromkeys(items)) or ("",), tuple(dict.fromkeys(parties)) or ("",))


_ONLY_SCREENED: Final = ("carrier", "vessel")
"""Who only carries the goods is screened, and not asked about as one who gets or uses them."""


def subjects_of(transaction: Transaction) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the items and the names of the parties that are asked about; a party without a name goes by its role."""
    items = tuple(item.id or str(number) for number, item in enumerate(transaction.items, 1))
    parties = (
        party.name or party.role for party in transaction.parties or () if party.role not in _ONLY_SCREENED
    )
    return items, tuple(dict.fromkeys(parties))


@dataclass(frozen=True, slots=True)
class Placed:
    """The findings by place: the last answer, and all measures in their order."""

    answers: dict[Place, Answered]
    mitigations: dict[Place, tuple[Mitigation, ...]]


def placed(findings: Findings, of: Subjects) -> Placed:
    """The answers and measures at their places. Where there is one item, or one party, it need not be named.

    Raises:
        InputError: an answer or a measure is about a question, an item or a party that is not there.
    """
    problems: list[Problem] = []
    answers: dict[Place, Answered] = {}
    mitigations: dict[Place, tuple[Mitigation, ...]] = {}
    for answered in findings.answers:
        if place := _place(answered.question, answered, of, problems):
            answers[place] = replace(answered, item=place.item, party=place.party)
    for mitigation in findings.mitigations:
        if place := _place(mitigation.flag, mitigation, of, problems):
            stated = replace(mitigation, item=place.item, party=place.party)
            mitigations[place] = (*mitigations.get(place, ()), stated)
    if problems:
        raise InputError(problems)
    return Placed(answers, mitigations)


def _place(name: str, stated: Answered | Mitigation, of: Subjects, problems: list[Problem]) -> Place | None:
    question = questions().get(name)
    if question is None:
        problems.append(unknown_question(name, name))
        return None
    if problem := scope_problem(question, stated.item, stated.party, name):
        problems.append(problem)
        return None
    match question.scope:
        case "item":
            return _subject(question, "item", stated.item, of.items, problems)
        case "party":
            return _subject(question, "party", stated.party, of.parties, problems)
    return Place(question.id)


def _subject(
    question: Question, kind: str, name: str, known: tuple[str, ...], problems: list[Problem]
) -> Place | None:
    if not name and len(known) == 1:
        name = known[0]
    if name in known:
        return Place(question.id, **{kind: name})
    code, text = (f"{kind}_unknown", _UNKNOWN[kind]) if name else (f"{kind}_needed", _NEEDED[kind])
    stated = [subject for subject in known if subject]
    remedy = suggestion(name, stated) if stated else Message(f"remedy.{kind}_unknown", _NOBODY)
    path = f"{question.id}.{kind}"
    problems.append(new_problem(code, text, remedy, path=path, question=question.id, name=name))
    return None


_NEEDED: Final = {
    "item": N_("{question} is asked of each item, and the transaction has several"),
    "party": N_("{question} is asked of each party, and the transaction has several"),
}
_UNKNOWN: Final = {
    "item": N_("the transaction has no item {name}"),
    "party": N_("the transaction has no party {name}"),
}
_NOBODY: Final = N_("State it in the transaction first, or leave the name away")


def unknown_question(name: str, path: str) -> Problem:
    """The problem that there is no question of that id."""
    asked = [question.id for question in questions().values() if question.effect != "mitigate"]
    return new_problem(
        "question_unknown",
        NO_QUESTION,
        suggestion(name, asked),
        path=path,
        name=name[:40],
    )


def scope_problem(question: Question, item: str, party: str, path: str) -> Problem | None:
    """The problem that a question is not asked of the kind of subject that is stated, if so."""
    if (not item or question.scope == "item") and (not party or question.scope == "party"):
        return None
    text, todo = _ASKED_OF[question.scope]
    return new_problem("question_scope", text, todo, path=path, question=question.id)


_ASKED_OF: Final = {
    "transaction": (N_("{question} is asked of the whole transaction"), N_("Name no item and no party")),
    "item": (N_("{question} is asked of an item"), N_("Name the item, and no party")),
    "party": (N_("{question} is asked of a party"), N_("Name the party, and no item")),
}
