"""``dualuse lists diff``: who was added to a list, who is gone, and what changed of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dualuse.cli.lists.answering import shown_text
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    localised,
    refuse,
    say,
    show_data,
)
from dualuse.i18n import N_, fill, translate

if TYPE_CHECKING:
    from dualuse.sources.lists.differences import Change, Difference
    from dualuse.sources.lists.edition import Edition
    from dualuse.sources.lists.store import ListStore

HELP: Final = N_("What changed between two editions of a list; without editions, between the last two.")

_CUT: Final = 160
"""Characters of one value that are shown in words; --json gives the whole."""
_CONTEXT: Final = 40
"""Characters that are shown of what two long texts have in common before they differ."""


@edge()
def command(
    list_id: Annotated[str, typer.Argument(help=localised(N_("The list, such as eu_fsf.")), metavar="LIST")],
    before: Annotated[
        str | None,
        typer.Argument(help=localised(N_("The earlier edition: its name, or its day.")), metavar="[EDITION]"),
    ] = None,
    after: Annotated[
        str | None, typer.Argument(help=localised(N_("The later edition.")), metavar="[EDITION]")
    ] = None,
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Compare two editions."""
    from dualuse.sources.home import home
    from dualuse.sources.lists.differences import differences
    from dualuse.sources.lists.store import ListStore

    if before is not None and after is None:
        refuse(N_("name two editions, or none: then the last two are compared."), language)
    store = ListStore(home())
    earlier, later = _editions(store, list_id, before, after)
    differing = differences(store, earlier, later)
    if json:
        for row in differing:
            show_data(_data(row))
        return
    _show(list(differing), earlier, later, language)


def _editions(
    store: ListStore, list_id: str, before: str | None, after: str | None
) -> tuple[Edition, Edition]:
    if before is not None and after is not None:
        return store.edition(list_id, before), store.edition(list_id, after)
    from dualuse.inputs.problems import input_error

    in_use = store.edition(list_id)
    earlier = [row for row in store.kept(list_id) if row.edition != in_use.edition]
    if not earlier:
        raise input_error(
            "edition_only_one",
            N_("only one edition of {list} is installed, so there is nothing to compare it with"),
            N_("Add an earlier or a later one with dualuse lists add"),
            list=list_id,
        )
    return earlier[-1], in_use


def _data(row: Difference) -> dict[str, Any]:
    """One difference as JSON."""
    from dualuse.sources.lists.listed_party import to_json

    return {
        "what": row.what,
        "list": row.party.list,
        "id": row.party.id,
        "another": row.another,
        "changes": [asdict(change) for change in row.changes],
        "party": to_json(row.party),
    }


def _show(differing: list[Difference], earlier: Edition, later: Edition, language: str) -> None:
    counts = Counter(row.what for row in differing)
    text = N_("{list}: from {earlier} ({before} entries) to {later} ({after} entries): {added} added, {removed} removed,"
              " {changed} changed")  # fmt: skip
    values: dict[str, Any] = {"list": later.list, "earlier": earlier.edition, "later": later.edition}
    values |= {"before": earlier.records, "after": later.records}
    values |= {name: counts[name] for name in ("added", "removed", "changed")}
    typer.echo(fill(text, language, **values))
    if earlier.format != later.format:
        say(
            N_(
                "The two come from files of different formats, which may number and write the same entries differently."
            ),
            language,
        )
    if earlier.reader != later.reader:
        say(
            N_("The two were read by different versions of the reader; some changes may come from that."),
            language,
        )
    for row in differing:
        for line in _lines(row, language):
            typer.echo(line)


_SIGNS: Final = {"added": "+", "removed": "-", "changed": "~"}


def _lines(row: Difference, language: str) -> Iterator[str]:
    party = row.party
    reference = party.reference or party.id
    name = party.names[0].text if party.names else ""
    more = len(party.names) - 1
    names = fill(N_("{name} and {number} more"), language, name=name, number=more)
    yield shown_text(f"{_SIGNS[row.what]} {reference}  {names if more > 0 else name}")
    if row.another:
        text = N_(
            "shares no name and no identifier with the entry that had this number: probably somebody else"
        )
        yield "    ! " + translate(text, language)
    for change in row.changes:
        yield from _change_lines(change)


def _change_lines(change: Change) -> Iterator[str]:
    gone, new = ([shown_text(_value_text(value)) for value in values] for values in (change.gone, change.new))
    if len(gone) == len(new) == 1:
        same = _same_beginning(gone[0], new[0])
        gone, new = [_from(gone[0], same)], [_from(new[0], same)]
    for sign, texts in (("-", gone), ("+", new)):
        for text in texts:
            yield f"    {sign} {change.field}: {text if len(text) <= _CUT else text[: _CUT - 1] + '…'}"


def _same_beginning(text: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = zip(text, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(text), len(other)))


def _from(text: str, same: int) -> str:
    """A long text from shortly before the place where it differs."""
    start = same - _CONTEXT
    return text if start <= 0 or len(text) <= _CUT else f"…{text[start:]}"


def _value_text(value: Any) -> str:
    """A value of an entry in one line."""
    if isinstance(value, dict):
        return ", ".join(f"{_value_text(part)}" for part in value.values() if part not in ("", None))
    return str(value)
