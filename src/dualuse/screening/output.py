"""What ``dualuse screen`` writes: answers as data, one line each, or as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from dualuse.i18n import N_, Message, grouped, render, translate
from dualuse.inputs.problems import Problem, printable
from dualuse.screening.answers import Answer, answer_to_json, hit_status
from dualuse.screening.index.identifiers import wrong_numbers
from dualuse.screening.names.asked_names import uncompared
from dualuse.screening.properties import is_broken
from dualuse.screening.text import SHORT_STATUS, VERDICT_WORDS, ScreeningText

if TYPE_CHECKING:
    from dualuse.screening.matching.screened import Hit, Query, Reason
    from dualuse.screening.session import Session

UNREAD: Final = N_("not understood, and left out: the country {text}")
DECIDED: Final = N_("decided by {person}, {day}")
WRONG_IMO: Final = N_(
    "{number} is no IMO number (seven digits, the last of which follows from the others): it clears nobody; look it up"
)


def answer_data(
    answer: Answer, session: Session, language: str, unread: Sequence[str] = ()
) -> dict[str, Any]:
    """The answer on a party as JSON values; names of fields are stable."""
    data = answer_to_json(answer, session.installed.names(), lambda hit: reasons_data(hit, language))
    if answer.status == "not_screened" and (why := uncompared(answer.query.names, answer.query.kind)):
        data["why"] = why
    data["warnings"] = [
        message_data(message, language)
        for message in (*unread_messages(unread, answer.query), *session.warnings())
    ]
    data["matcher"] = session.installed.matcher
    data["lists"] = session.installed.key
    return data


def not_screened(identifier: str, problem: Problem | None, language: str) -> dict[str, Any]:
    """The answer on a party that was not screened: a line that could not be read, or no list is installed."""
    data: dict[str, Any] = {"id": identifier, "status": "not_screened", "hits": []}
    if problem is not None:
        data["problem"] = problem.text(language)
    return data


def unread_messages(unread: Sequence[str], query: Query) -> list[Message]:
    """Warnings about countries that were not understood, and about numbers that nobody can bear."""
    countries = [Message("country_unread", UNREAD, {"text": text}) for text in unread]
    numbers = wrong_numbers(query.identifiers, query.kind)
    return [*countries, *(Message("imo_wrong", WRONG_IMO, {"number": number}) for number in numbers)]


def message_data(message: Message, language: str) -> dict[str, Any]:
    """A sentence with its code and parameters."""
    return {"code": message.code, "params": message.plain_params(), "text": render(message, language)}


def reasons_data(hit: Hit, language: str) -> list[dict[str, Any]]:
    """The reasons of a hit as data, with their text."""
    return [
        {
            "code": reason.code,
            "speaks": reason.speaks,
            "params": reason.params,
            "text": reason_text(reason, language),
        }
        for reason in hit.because
    ]


def reason_text(reason: Reason, language: str) -> str:
    """A reason in words."""
    from dualuse.screening.reasons import reason_in_words

    return reason_in_words(reason, language)


def as_line(data: dict[str, Any]) -> str:
    """Data as one line of JSON. Half a character, which a list of an earlier release may hold, is escaped."""
    line = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return json.dumps(data, separators=(",", ":")) if is_broken(line) else line


def text_writer(session: Session, language: str, width: int) -> ScreeningText:
    """Writes the answers of a session as text."""
    editions = {edition.list: edition for edition in session.installed.editions}
    return ScreeningText(editions, session.installed.entry, reason_text, language, width)


def lists_compared(session: Session, language: str) -> str:
    """Which lists the answers rest on, in a sentence."""
    editions = session.installed.editions
    days = sorted(edition.dated for edition in editions if edition.dated)
    records = grouped(sum(edition.records for edition in editions), language)
    if len(editions) == 1:
        text, params = N_("Compared with one list, without a date (entries: {records})."), {}
        if days:
            text, params = N_("Compared with one list, of {day} (entries: {records})."), {"day": days[0]}
    elif days:
        text = N_(
            "Compared with {lists} lists, the newest of {newest}, the oldest of {oldest} (entries: {records})."
        )
        params = {"newest": days[-1], "oldest": days[0]}
    else:
        text, params = N_("Compared with {lists} lists, without a date (entries: {records})."), {}
    return translate(text, language).format(records=records, lists=len(editions), **params)


def short_lines(answer: Answer, say: Callable[[str], str], most: int = 3) -> list[str]:
    """An answer that is not clear, within a file of many: a line for the party, and one for each of its best hits."""
    name = answer.query.names[0] if answer.query.names else ""
    lines = [f"{answer.id or '–'}  {name}  ·  {say(SHORT_STATUS[answer.status])}"]
    for decided in answer.hits[:most]:
        hit = decided.hit
        status = say(SHORT_STATUS[hit_status(decided)])
        if decided.standing is not None and not decided.counts:
            decision = decided.standing.decision
            by_whom = say(DECIDED).format(person=decision.person, day=decision.time[:10])
            status = f"{say(VERDICT_WORDS[decision.verdict])} ({by_whom})"
        lines.append(f"    {hit.score:.2f}  {status}  {hit.name}  ·  {hit.list} {hit.entity}")
    if len(answer.hits) > most:
        lines.append("    " + say(N_("and {number} more")).format(number=len(answer.hits) - most))
    return [printable(line) for line in lines]
