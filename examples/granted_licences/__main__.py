"""The command line: ``python -m examples.granted_licences FOLDER [--date DAY] [--out FILE.jsonl] [--report FILE.md]``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from examples.granted_licences.judging import DAY_OF_LAW, Answer, Line, transaction_of, validate
from examples.granted_licences.reading import DUTCH_FILE, SWISS_FILE
from examples.granted_licences.report import EXISTS, INSIDE, OUTSIDE, controlled, report, summary


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, write what it asks for, print the counts."""
    parser = _parser()
    options = parser.parse_args(arguments)
    missing = [name for name in (DUTCH_FILE, SWISS_FILE) if not (options.folder / name).is_file()]
    if missing:
        parser.error(
            f"{options.folder} holds no {' and no '.join(missing)}: name the folder with the licence records"
        )
    lines = validate(options.folder, options.date)
    if options.out:
        options.out.write_text("".join(line_as_json(line) + "\n" for line in lines), encoding="utf-8")
    if options.report:
        options.report.write_text(report(lines, options.date), encoding="utf-8")
    for name, numbers in summary(lines).items():
        _tell(name, numbers)
        if name in (EXISTS, OUTSIDE, INSIDE):
            _tell("  controlled", controlled(lines, name))


def _tell(name: str, numbers: tuple[int, int, int]) -> None:
    print("".join(f"{number:8,}" for number in numbers), "", name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m examples.granted_licences", description="Put licences really granted to today's law."
    )
    parser.add_argument("folder", type=Path, help="the folder with the licence records")
    parser.add_argument("--date", type=date.fromisoformat, default=DAY_OF_LAW, help="the law of which day")
    parser.add_argument("--out", type=Path, help="file of results, one line of JSON per line")
    parser.add_argument("--report", type=Path, help="file of the report, in Markdown")
    return parser


def line_as_json(line: Line) -> str:
    """A line of the file of results."""
    record: dict[str, Any] = {"reference": line.raw.reference, "read": line.reading is not None}
    if line.unread is not None:
        reason = line.unread.reason
        record |= {
            "reason": reason.name.lower(),
            "explanation": reason.value,
            "cell": line.unread.detail,
        }
    if line.reading is not None:
        reading = line.reading
        record |= {"granted": reading.day.isoformat(), "codes": reading.codes, "codes_gone": reading.gone}
        record |= {
            "left_out": reading.left_out,
            "transaction": transaction_of(line.raw, reading, line.day),
        }
    for name, answer in (
        ("answer", line.answer),
        ("by_entry", line.by_entry),
        ("as_transfer", line.as_transfer),
    ):
        if answer is not None:
            record[name] = _plain(answer)
    return json.dumps(record, ensure_ascii=False)


def _plain(answer: Answer) -> dict[str, Any]:
    if answer.refusal:
        return {"refused": answer.refusal}
    return {
        "outcome": answer.outcome,
        "range": [answer.low, answer.high],
        "controlled": answer.controlled,
        "basis": answer.basis,
        "missing": answer.missing,
    }


if __name__ == "__main__":
    main()
