"""The parameters of an item, once an interview is through: those of a sheet that is there, or asked one after the other, or left out.

Without them an entry rests on what somebody said; ``dualuse assess`` examines it by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from dualuse.i18n import N_, fill, translate
from dualuse.i18n.statuses import EXAMINED
from dualuse.inputs.problems import InputError
from dualuse.inputs.wrapping import wrapped_lines
from dualuse.interview.screen import Screen
from dualuse.interview.state import Interview

_OFFER: Final = N_(
    "Item {item}, {entry}: state its parameters, too? y has them asked, a file name takes those of a sheet, Enter leaves them out"
    " (dualuse assess examines the entry by them)."
)
_YES: Final = frozenset(("y", "yes", "j", "ja", "o", "oui"))
_NO: Final = frozenset(("", "n", "no", "nein", "non", "s", "?"))
_MOST_ITEMS: Final = 3
"""Items that are asked about: of more, whoever wants them states them in the file."""
Asked = Callable[[str, Mapping[str, Any], Path], Mapping[str, Any]]
"""Has the parameters of a provision asked: those that are known, and the file that keeps them."""


def with_parameters(
    state: Interview, screen: Screen, path: Path, *, language: str, asked: Asked
) -> Interview:
    """The state with what the person states of its items beside their entries.

    Args:
        state: the interview, through.
        path: where it is kept; sheets stand beside it.
        asked: asks the questions of a sheet.
    """
    for place, item, code in _items_without(state):
        sheet = path.with_name(f"{path.stem}-{code[:5]}.yaml")
        values = _values_of_item(item, code, sheet, screen=screen, language=language, asked=asked)
        if values is None:
            break
        if values:
            items = [*state.transaction["items"]]
            items[place] = {**items[place], "parameters": {code[:5]: dict(values)}}
            state = replace(state, transaction={**state.transaction, "items": items})
    return state


def _items_without(state: Interview) -> Iterator[tuple[int, str, str]]:
    """The first items with an entry that has a sheet, and without parameters: their place, name and entry."""
    from dualuse.classification.sheets.library import library

    sheets = library()
    number = 0
    for place, item in enumerate(state.transaction.get("items") or ()):
        entries = [code for code in item.get("entries") or () if sheets is not None and sheets.sheet(code)]
        if entries and not item.get("parameters") and number < _MOST_ITEMS:
            number += 1
            yield place, str(item.get("id") or place + 1), entries[0]


def _values_of_item(
    item: str, code: str, sheet: Path, *, screen: Screen, language: str, asked: Asked
) -> Mapping[str, Any] | None:
    """The values of one item; none where they are left out, None where the input ends."""
    from dualuse.cli.examine import values_of_file

    screen.write("")
    for line in wrapped_lines(fill(_OFFER, language, item=item, entry=code), screen.width):
        screen.write(screen.emphasise(line))
    while True:
        try:
            typed = screen.read("> ").strip()
        except (EOFError, KeyboardInterrupt):
            return None
        if typed.casefold() in _NO:
            return {}
        try:
            if typed.casefold() in _YES:
                values_of_sheet = values_of_file(str(sheet)) if sheet.exists() else {}
                values = asked(code, values_of_sheet, sheet)
            else:
                values = values_of_file(typed)
            values = {name: value for name, value in values.items() if value is not None}
            _show(code, values, screen, language)
        except InputError as error:
            for problem in error.problems:
                for line in wrapped_lines(problem.at_prompt(language), screen.width, rest="  "):
                    screen.write(line)
            continue
        return values


def _show(code: str, values: Mapping[str, Any], screen: Screen, language: str) -> None:
    """What the tests of the entry say by these values.

    Raises:
        InputError: one of them is not a value of its parameter.
    """
    from dualuse.classification.sheets import examine

    if values:
        verdict = examine(code, values, language=language).verdict
        screen.write(f"→ {code}: {translate(EXAMINED.short[verdict], language)}")
