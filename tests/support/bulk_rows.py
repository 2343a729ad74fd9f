"""Transactions of one item as rows of a bulk file, for tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dualuse.schema.determination import Determination

AWAITED_BY_RELEASE = (("Art. 2(7)",), ("Art. 2(2)", "Art. 11(2)"), ("Art. 2(2)", "Art. 2(7)"))
"""What only such a place, or another activity, would settle."""
FIELDS = ("outcome", "range_low", "range_high", "basis", "missing", "release", "authorisations")


def cell(value: Any) -> str:
    """A value as the text of a cell: nothing is empty, lists with semicolons, ``[]`` the empty list."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ";".join(map(str, value)) if value else "[]"
    return str(value)


def row(transaction: dict[str, Any]) -> dict[str, str]:
    """The cells of a transaction with one item; a party without any other statement gets a name."""
    cells: dict[str, str] = {}
    counts: dict[str, int] = {}
    for field, value in transaction.items():
        if value is None or field == "sources":
            continue
        if field == "items":
            (item,) = value
            for name, content in item.items():
                cells |= (
                    _answers("items.answers", content)
                    if name == "answers"
                    else {f"items.{name}": cell(content)}
                )
        elif field == "parties":
            for party in value:
                counts[party["role"]] = counts.get(party["role"], 0) + 1
                slot = f"parties.{party['role']}.{counts[party['role']]}"
                stated = {name: cell(content) for name, content in party.items() if name != "role"}
                if not any(stated.values()):
                    stated["name"] = "Example"
                cells |= {f"{slot}.{name}": content for name, content in stated.items()}
        elif field in ("authorisations", "authority_decisions"):
            for number, entry in enumerate(value, 1):
                cells |= {f"{field}.{number}.{name}": cell(content) for name, content in entry.items()}
        elif field == "answers":
            cells |= _answers("answers", value)
        elif isinstance(value, dict):
            cells |= {f"{field}.{name}": cell(content) for name, content in value.items()}
        else:
            cells[field] = cell(value)
    return cells


def _answers(start: str, answers: dict[str, Any] | None) -> dict[str, str]:
    return {f"{start}.{name}": cell(value) for name, value in (answers or {}).items()}


def table(transactions: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """The rows of a table in which every row has every column."""
    rows = [row(transaction) for transaction in transactions]
    names = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name, "") for name in names} for row in rows]


def expected(result: Determination, *, of_whole_run: bool = False) -> dict[str, str]:
    """What a row should say where ``check`` says ``result`` of its transaction, as judged by the rules.

    Places that the release alone waits for are added to the rows of a whole run (``tests/bulk/test_reasons_of_release.py``).
    """
    (item,) = result.items
    missing = [
        row.fact for row in result.missing if of_whole_run or row.would_settle not in AWAITED_BY_RELEASE
    ]
    return {
        "outcome": result.outcome,
        "range_low": result.range[0],
        "range_high": result.range[1],
        "basis": ";".join(item.basis),
        "missing": ";".join(dict.fromkeys(missing)),
        "release": result.release,
        "authorisations": ";".join(
            f"{authorisation.id}:{authorisation.status}" for authorisation in item.general_authorisations
        ),
    }


def differences(
    transactions: Iterable[dict[str, Any]], rows: Iterable[dict[str, Any]], results: Iterable[Determination]
) -> Iterator[str]:
    """What of the rows differs from the single answers."""
    for transaction, answered, result in zip(transactions, rows, results, strict=True):
        wanted = expected(result)
        different = {
            name: (text, answered[name]) for name, text in wanted.items() if (answered[name] or "") != text
        }
        if different:
            yield f"{different} of {transaction}"
