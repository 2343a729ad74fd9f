"""Who takes part, and under which reference it is kept: asked for once the law is settled as far as it can be.

Names alone move no provision. Whether the items may leave turns on who the parties are, too, which only screening tells. The
exporter and the end user are asked for first, then everybody else in the roles that the activity has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from dualuse.assessment.fields import FIELDS, ROLES_IN_QUESTIONS
from dualuse.i18n import N_, Message, render, translate
from dualuse.interview.open_questions import judged
from dualuse.interview.places import EVERYBODY
from dualuse.interview.question import HINTS, Choice, Question
from dualuse.interview.state import Interview
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.language.provision import Effect
from dualuse.law.measures.listings.model import ROLE_WORDS
from dualuse.schema.words import ASKED_OF

_EXPORTER: Final[Mapping[str, str]] = {
    "brokering": N_("Who is the broker that asks here, by name?"),
    "technical_assistance": N_("Who provides the assistance, by name?"),
}
_OTHERS: Final = N_("Who else takes part, and as what? One at a time.")
_REFERENCE: Final = N_("Under which reference do you keep it?")
_REFERENCE_HINT: Final = N_(
    "A number of your own, such as Q-2026-0161: due diligence and decisions are recorded under it."
)
_NAME_HINT: Final = N_("The whole name, as in the contract or the register.")
_OTHERS_HINT: Final = N_("The role and the name, such as {example}; none: nobody else.")
_COMPARED: Final = N_("Why: names are compared with sanctions lists.")

_CARRIED: Final = ("consignee", "carrier", "vessel")
"""Roles of those who receive or move something that can be carried."""
_OTHER_ROLES: Final = (
    "consignee",
    "purchaser",
    "intermediary",
    "agent",
    "broker",
    "carrier",
    "vessel",
    "other",
)


def next_party(state: Interview, language: str = "en") -> Question | None:
    """The next question on who takes part; None where it is answered, or prohibited whoever they are.

    ``fact`` is ``exporter.name``, ``exporter.country``, ``parties[1].name``, ``parties[1].country``, ``parties[2]`` for somebody else, or ``parties``
    where nobody was left out.
    """
    if judged(state).low is Effect.PROHIBITED:
        return None
    asked = (question for question in _questions(state, language) if question.fact not in state.unknown)
    return next(asked, None)


def _questions(state: Interview, language: str) -> Iterator[Question]:
    it = state.transaction
    if not _can_be_screened(it.get("exporter", {})):
        text = _EXPORTER.get(it.get("activity", ""), N_("Who is the exporter, by name?"))
        yield _question_about("exporter.name", "name", Message("question.exporter.name", text), language)
    # Without a name, too: the authority and the national rules follow from the country.
    if it.get("exporter", {}).get("country") is None:
        question = FACTS["exporter.country"].question
        yield _question_about(
            "exporter.country", "place", Message("question.exporter.country", question), language
        )
    parties = it.get("parties", ())
    if not any(party["role"] == "end_user" for party in parties):
        yield _name(len(parties), "end_user", language)
    for position, party in enumerate(parties):
        if not _can_be_screened(party):
            yield _name(position, party["role"], language)
        if party.get("country") is None and party["role"] in ROLES_IN_QUESTIONS:
            yield _country(position, party, language)
    # Behind the end user, whose place others would take else.
    if EVERYBODY not in state.answered and any(party["role"] == "end_user" for party in parties):
        yield _others(state, language)
    if it.get("reference") is None:
        yield _question_about("reference", "text", Message("question.reference", _REFERENCE), language)


def _can_be_screened(party: Mapping[str, Any]) -> bool:
    """Whether it can be screened: by its name, or by a number."""
    return bool(party.get("name") or party.get("identifiers"))


def _name(position: int, role: str, language: str) -> Question:
    party = Message(role, ROLES_IN_QUESTIONS[role])
    message = FIELDS["parties.name"].message(party=party)
    return _question_about(f"parties[{position}].name", "name", message, language)


def _country(position: int, party: Mapping[str, Any], language: str) -> Question:
    name = party.get("name") or translate(ROLES_IN_QUESTIONS[party["role"]], language)
    message = FIELDS["parties.country"].message(party=name)
    return _question_about(f"parties[{position}].country", "place", message, language)


def _others(state: Interview, language: str) -> Question:
    it = state.transaction
    carried = it.get("activity") != "technical_assistance" and it.get("manner") != "electronic"
    roles = [role for role in _OTHER_ROLES if carried or role not in _CARRIED]
    choices = tuple(Choice(role, translate(ROLE_WORDS[role], language)) for role in roles)
    fact = f"parties[{len(it.get('parties', ()))}]"
    return _question_about(fact, "party", Message("question.parties", _OTHERS), language, choices)


def _question_about(
    fact: str, kind: str, message: Message, language: str, choices: tuple[Choice, ...] = ()
) -> Question:
    return Question(
        fact=fact,
        code=message.code,
        params=message.plain_params(),
        text=render(message, language),
        kind=kind,
        choices=choices,
        hint=_hint(kind, choices, language),
        item=None,
        asked_of="exporter",
        asked_of_text=translate(ASKED_OF["exporter"], language),
        why=(),
    )


def _hint(kind: str, choices: tuple[Choice, ...], language: str) -> str:
    """How the answer is written, and that names are compared."""
    match kind:
        case "text":
            return translate(_REFERENCE_HINT, language)
        case "place":
            return translate(HINTS["place"], language)
        case "name":
            sentences = [translate(_NAME_HINT, language)]
        case _:
            example = f"{choices[0].text}: Example Trading LLC"
            sentences = [translate(_OTHERS_HINT, language).format(example=example)]
    return " ".join([*sentences, translate(_COMPARED, language)])


def open_on_parties(state: Interview, language: str = "en") -> tuple[Question, ...]:
    """All questions on who takes part that have no answer, those that the person does not know among them."""
    return tuple(_questions(state, language))


def not_named(state: Interview, language: str) -> str:
    """The roles of those who have no name and no number, with commas between them; "" where there is nobody."""
    places = (question.fact for question in open_on_parties(state) if question.kind == "name")
    return ", ".join(translate(ROLE_WORDS[_role(state, place)], language) for place in places)


def _role(state: Interview, place: str) -> str:
    """The role of the party that a place is about; of one who is not there yet, that of the end user."""
    if place == "exporter.name":
        return "exporter"
    parties = state.transaction.get("parties", ())
    position = int(place.partition("[")[2].partition("]")[0])
    return str(parties[position]["role"]) if position < len(parties) else "end_user"


def is_on_party(place: str) -> str:
    """The path of the party that an answer at ``place`` is about (``exporter``, ``parties[0]``); "" where it is about none."""
    path, _, field = place.partition(".")
    if place in ("exporter.name", "exporter.country"):
        return path
    return path if path.startswith("parties[") and field in ("", "name", "country") else ""
