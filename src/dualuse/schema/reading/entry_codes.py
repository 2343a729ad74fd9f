"""The codes of an item: those of Annex I by the edition of the day, those of national lists by the State; normalised, or refused with what is near.

``5a001f1`` becomes ``5A001.f.1``, ``de:5a902`` becomes ``DE:5a902``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import Problem, code_suggestion, new_problem, problem_of, suggestion
from dualuse.law.eu_2021_821.control_list import edition_record, edition_records, normal_code, outline
from dualuse.law.eu_2021_821.control_list.unknown_codes import UNKNOWN_CODE, nearest_above, several_codes
from dualuse.law.states import jurisdiction, known_jurisdictions
from dualuse.law.territories import find_place, member_states
from dualuse.schema.reading.limits import MOST_PROBLEMS
from dualuse.schema.transaction import Item

_NATIONAL: Final = re.compile(r"([A-Za-z]{2}):(.+)")


@lru_cache(maxsize=20_000)
def code_on(text: str, day: date) -> str | None:
    """The code written ``text`` as Annex I writes it, if it is a provision of the edition of ``day``, else None."""
    code = normal_code(text)
    return None if code is None or _code_problem(code, day) is not None else code


def item_with_codes(item: Item, index: int, day: date, problems: list[Problem]) -> Item:
    """The item, number ``index`` from 0, with its codes as the lists write them on ``day``; what is wrong with them is added to ``problems``."""
    entries, national = item.entries, item.national_entries
    if entries is not None:
        entries = list(
            dict.fromkeys(
                _checked_code(text, f"items[{index}].entries[{number}]", day, problems)
                for number, text in enumerate(entries)
            )
        )
    if national is not None:
        national = [
            _checked_national(text, f"items[{index}].national_entries[{number}]", problems)
            for number, text in enumerate(national)
        ]
    return item.model_copy(
        update={"id": item.id or str(index + 1), "entries": entries, "national_entries": national}
    )


def malformed_codes(data: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with the form of entries in plain data that is refused for other faults, of which no edition is known: told with those."""
    items = data.get("items")
    for index, item in enumerate(items if isinstance(items, list) else ()):
        entries = item.get("entries") if isinstance(item, dict) else None
        for number, code in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(code, str) and normal_code(code) is None:
                yield _malformed_code(code, f"items[{index}].entries[{number}]")


def _malformed_code(text: str, path: str) -> Problem:
    if several := several_codes(text):
        return problem_of(several.what, several.remedy, path=path)
    remedy = N_(
        "Write it like 5A001.f.1, or [] if it was examined and is in none; a national code goes to national_entries"
    )
    return new_problem(
        "code_malformed", N_("{code} is no control list code"), remedy, path=path, code=text[:60]
    )


def _checked_code(text: str, path: str, day: date, problems: list[Problem]) -> str:
    if len(problems) >= MOST_PROBLEMS:  # it is refused anyway
        return text
    code = normal_code(text)
    problem = None if code is None else _code_problem(code, day)
    if code is None or (problem is not None and several_codes(text)):
        problems.append(_malformed_code(text, path))
        return text
    if problem is not None:
        problems.append(problem_of(*problem, path=path))
    return code


def _code_problem(code: str, day: date) -> tuple[Message, Message] | None:
    record = edition_record(day)
    edition = outline(record)
    newest = outline()
    assert newest is not None
    if edition is not None:
        if code in edition.codes:
            return None
    else:
        others = [other for other in map(outline, edition_records()) if other is not None]
        entry = newest.entry(code)
        newer = entry is not None and entry.since is not None and entry.since > day
        if any(code in other.codes for other in others) and not newer:
            return None
        edition = newest
    if code in edition.not_used:
        what = N_("{code} is marked as not used in the edition of {edition}")
        return _code_message(what, code, record.name), _narrower_remedy(
            code.rpartition(".")[0], edition.children
        )
    if (edition is not newest and code in newest.codes) or (code in newest.codes and outline(record) is None):
        what = N_("{code} is no provision of the edition of {edition}: it came later")
        remedy = Message(
            "remedy.code_later", N_("Check the date of the transaction, or use a code of that edition")
        )
        return _code_message(what, code, record.name), remedy
    above = nearest_above(code, edition)
    if not above:
        return _code_message(UNKNOWN_CODE, code, record.name), code_suggestion(code, edition.entry_codes)
    return _code_message(UNKNOWN_CODE, code, record.name), _narrower_remedy(above, edition.children)


def _code_message(text: str, code: str, edition: str) -> Message:
    return Message("code_unknown", text, {"code": code[:60], "edition": edition})


def _narrower_remedy(parent: str, children: Any) -> Message:
    narrower = children(parent)[:12]
    if not narrower:
        return Message(
            "remedy.code_parent", N_("{parent} exists and has nothing under it"), {"parent": parent}
        )
    return Message(
        "remedy.code_children",
        N_("Under {parent} there are: {codes}"),
        {"parent": parent, "codes": tuple(narrower)},
    )


def _checked_national(text: str, path: str, problems: list[Problem]) -> str:
    if len(problems) >= MOST_PROBLEMS:
        return text
    match = _NATIONAL.fullmatch(text)
    state = find_place(match.group(1)) if match else None
    if match is None or state is None:
        problems.append(
            new_problem(
                "national_malformed",
                N_("{code} does not say whose national list it is on"),
                N_("Write the State before it, such as DE:5A902"),
                path=path,
                code=text,
            )
        )
        return text
    known = jurisdiction(state)
    if known is None:
        problems.append(
            new_problem(
                "national_state",
                N_("no national list of {state} is known"),
                suggestion(state, [code for code in known_jurisdictions() if code in member_states()]),
                path=path,
                state=state,
            )
        )
        return text
    code = match.group(2).strip()
    if known.list_status == "known":
        entries = known.find_national(code)
        if not entries:
            problems.append(
                new_problem(
                    "national_unknown",
                    N_("{code} is not on the national list of {state}"),
                    suggestion(code, known.national_entries),
                    path=path,
                    code=code,
                    state=state,
                )
            )
    return f"{state}:{code}"
