"""Run the conformance cases against any engine, in any language; standard library only.

The engine reads transactions as JSON Lines on standard input and writes one answer per line, in the same order::

    python run.py --command "my-engine --json"
    python run.py --command "dualuse check - --format jsonl --json"
    python run.py --command "my-engine --one" --each          # a process for each case
    python run.py --answers answers.jsonl                     # answers that were written before

Only what a case expects is compared (``README.md``). Exit codes: 0 every case is as expected, 1 some are not, 2 the
engine failed, its answers cannot be read or are none (``answer.schema.json``), or the cases are not those that
``manifest.json`` names.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
CASES = tuple(FOLDER / name for name in ("cases.jsonl", "measures.jsonl"))

Case = dict[str, Any]
Answer = dict[str, Any]


def rows(answer: Answer, name: str) -> list[dict[str, Any]]:
    """The rows of a list in the answer; none where it is missing, or no list."""
    value = answer.get(name)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def words(row: dict[str, Any], name: str) -> list[str]:
    """The texts of a list in the answer; none where it is missing, or no list."""
    value = row.get(name)
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []


def _statuses(answer_rows: list[dict[str, Any]], name: str, nothing: str) -> dict[str, set[str]]:
    """Status by name; a row that says "no" and a row that is not there mean the same."""
    statuses: dict[str, set[str]] = {}
    for row in answer_rows:
        status = "absent" if row.get("status") == nothing else str(row.get("status"))
        statuses.setdefault(str(row.get(name)), set()).add(status)
    return statuses


def _value(name: str) -> Callable[[Any, Answer], Iterator[str]]:
    def compare(expected: Any, answer: Answer) -> Iterator[str]:
        if answer.get(name) != expected:
            yield f"{name}: expected {expected}, got {answer.get(name)}"

    return compare


def _annex_i(expected: Any, answer: Answer) -> Iterator[str]:
    law = answer.get("law")
    actual = law.get("annex_i") if isinstance(law, dict) else None
    if actual != expected:
        yield f"law.annex_i: expected {expected}, got {actual}"


def _basis(expected: Any, answer: Answer) -> Iterator[str]:
    actual = sorted({citation for item in rows(answer, "items") for citation in words(item, "basis")})
    if actual != sorted(set(expected)):
        yield f"basis: expected {expected}, got {actual}"


def _findings(expected: Any, answer: Answer) -> Iterator[str]:
    yield from _compared("finding", expected, rows(answer, "findings"), "provision", "does_not_apply")


def _authorisations(expected: Any, answer: Answer) -> Iterator[str]:
    answer_rows = [row for item in rows(answer, "items") for row in rows(item, "general_authorisations")]
    yield from _compared("authorisation", expected, answer_rows, "id", "not_available")


def _compared(
    kind: str, expected: dict[str, str], answer_rows: list[dict[str, Any]], name: str, nothing: str
) -> Iterator[str]:
    statuses = _statuses(answer_rows, name, nothing)
    for key, status in expected.items():
        wanted = "absent" if status == nothing else status
        actual = statuses.get(key, {"absent"})
        if actual != {wanted}:
            yield f"{kind} {key}: expected {status}, got {' and '.join(sorted(actual))}"


def _among(list_name: str, field: str) -> Callable[[Any, Answer], Iterator[str]]:
    def compare(expected: Any, answer: Answer) -> Iterator[str]:
        present = [row.get(field) for row in rows(answer, list_name)]
        for wanted in expected:
            if wanted not in present:
                yield f"{list_name}: {wanted} is not there"

    return compare


def _no_obligations(expected: Any, answer: Answer) -> Iterator[str]:
    present = [row.get("citation") for row in rows(answer, "obligations")]
    for unwanted in expected:
        if unwanted in present:
            yield f"obligations: {unwanted} should not be there"


def _due(expected: Any, answer: Answer) -> Iterator[str]:
    for citation, day in expected.items():
        days = sorted(
            str(row.get("due")) for row in rows(answer, "obligations") if row.get("citation") == citation
        )
        if day not in days:
            yield f"obligation {citation}: expected by {day}, got {', '.join(days) or 'none'}"


COMPARISONS: dict[str, Callable[[Any, Answer], Iterator[str]]] = {
    "outcome": _value("outcome"),
    "range": _value("range"),
    "release": _value("release"),
    "annex_i": _annex_i,
    "basis": _basis,
    "findings": _findings,
    "authorisations": _authorisations,
    "missing": _among("missing", "fact"),
    "obligations": _among("obligations", "citation"),
    "no_obligations": _no_obligations,
    "due": _due,
    "warnings": _among("warnings", "code"),
}


TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "null": (type(None),),
}
"""Of the types of JSON Schema those that ``answer.schema.json`` uses."""


def misfit(schema: dict[str, Any], value: Any, where: str = "") -> str:
    """The first place where a value is not what ``answer.schema.json`` asks; "" where it is. Formats are not looked at."""
    types = schema.get("type", [])
    place = where or "the answer"
    kinds = [types] if isinstance(types, str) else types
    if kinds and not isinstance(value, tuple(kind for name in kinds for kind in TYPES[name])):
        return f"{place} is no {' or '.join(kinds)}: {str(value)[:80]}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{place} is none of {', '.join(schema['enum'])}: {str(value)[:80]}"
    if isinstance(value, dict):
        for name in schema.get("required", []):
            if name not in value:
                return f"{place} has no {name}"
        below = f"{where}." if where else ""
        parts = [
            (of, value[name], f"{below}{name}")
            for name, of in schema.get("properties", {}).items()
            if name in value
        ]
    elif isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            return f"{place} has {len(value)} entries"
        parts = [(schema.get("items", {}), part, f"{where}[{number}]") for number, part in enumerate(value)]
    else:
        parts = []
    return next((inner for part in parts if (inner := misfit(*part))), "")


def read_schema() -> dict[str, Any]:
    """What an answer is."""
    try:
        schema: dict[str, Any] = json.loads((FOLDER / "answer.schema.json").read_text(encoding="utf-8"))
        misfit(schema, {})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CasesChanged(
            f"answer.schema.json cannot be read: {error}; take the folder again, whole"
        ) from None
    return schema


def differences(case: Case, answer: Answer, only: frozenset[str] = frozenset(COMPARISONS)) -> list[str]:
    """What of the case's expectations the answer does not meet; empty where it meets all."""
    return [
        difference
        for name, expected in case["expect"].items()
        if name in only
        for difference in COMPARISONS[name](expected, answer)
    ]


class EngineFailure(Exception):  # noqa: N818 - what failed is the engine
    """The engine gave no answers that can be read."""


class CasesChanged(Exception):  # noqa: N818 - what changed are the cases
    """The cases are not those of the manifest: a part that is left passes as the whole."""


class NoCases(Exception):  # noqa: N818 - what is missing are the cases
    """No case is left to ask."""


def require_whole(files: Sequence[Path]) -> None:
    """Refuse files of cases that are not what the manifest beside this program says by number and SHA-256."""
    try:
        manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
        checksums = {FOLDER / name: checksum for name, checksum in manifest["sha256"].items()}
        number = int(manifest["cases"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CasesChanged(f"the manifest of the cases cannot be read: {error}") from None
    contents = [path.read_bytes() for path in files]
    changed = [
        path.name
        for path, content in zip(files, contents, strict=True)
        if checksums.get(path) != hashlib.sha256(content).hexdigest()
    ]
    if changed:
        raise CasesChanged(
            f"not as the manifest names them: {', '.join(changed)}; take the folder again, whole"
        )
    lines = sum(1 for content in contents for line in content.split(b"\n") if line.strip())
    if set(files) != set(checksums) or lines != number:
        raise CasesChanged(f"{lines} cases where the manifest names {number}; take the folder again, whole")


def read_cases(path: Path, match: str) -> list[Case]:
    """The cases whose id or citation contains ``match``."""
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [case for case in cases if match in case["id"] or match in case["cite"]]


def ask(command: str, transactions: list[dict[str, Any]]) -> list[Any]:
    """The engine's answers to the transactions, in one process."""
    lines = "".join(json.dumps(transaction, ensure_ascii=False) + "\n" for transaction in transactions)
    try:
        done = subprocess.run(
            shlex.split(command), input=lines.encode(), stdout=subprocess.PIPE, stderr=None, check=False
        )
    except (OSError, ValueError) as error:
        raise EngineFailure(f"the engine does not start: {error}") from None
    return parsed(done.stdout, f"the engine (exit code {done.returncode})")


def parsed(content: bytes, source: str) -> list[Any]:
    """Answers from JSON Lines."""
    try:
        return [json.loads(line) for line in content.decode("utf-8").split("\n") if line.strip()]
    except ValueError as error:
        raise EngineFailure(f"{source} wrote what is no JSON Lines: {error}") from None


def answers_of(arguments: argparse.Namespace, cases: list[Case]) -> list[Any]:
    """One answer for each case."""
    if arguments.answers:
        try:
            answers = parsed(Path(arguments.answers).read_bytes(), arguments.answers)
        except OSError as error:
            raise EngineFailure(f"the answers cannot be read: {error}") from None
    elif arguments.each:
        answers = []
        for case in cases:
            answer = ask(arguments.command, [case["transaction"]])
            if len(answer) != 1:
                raise EngineFailure(f"{case['id']}: {len(answer)} answers to one transaction")
            answers += answer
    else:
        answers = ask(arguments.command, [case["transaction"] for case in cases])
    if len(answers) != len(cases):
        raise EngineFailure(
            f"{len(answers)} answers to {len(cases)} cases: an answer per line, in the order asked (or use --each)"
        )
    return answers


def arguments_of(argv: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Run the conformance cases against an engine.")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--command", help="the engine: JSON Lines in, JSON Lines out")
    source.add_argument("--answers", help="a file of answers, one per line, in the order of the cases")
    parser.add_argument("--each", action="store_true", help="start the engine for each case")
    parser.add_argument("--only", default=",".join(COMPARISONS), help="expectations to compare, with commas")
    parser.add_argument("--match", default="", help="only cases whose id or citation contains this")
    parser.add_argument("--cases", nargs="+", default=CASES, help="files of cases")
    arguments = parser.parse_args(argv)
    unknown = sorted(set(arguments.only.split(",")) - set(COMPARISONS))
    if unknown:
        parser.error(f"no such expectation: {', '.join(unknown)}; there are: {', '.join(COMPARISONS)}")
    return arguments


def main(argv: list[str] | None = None) -> int:
    """Ask, compare, print what differs."""
    arguments = arguments_of(sys.argv[1:] if argv is None else argv)
    only = frozenset(arguments.only.split(","))
    try:
        if arguments.cases is CASES:
            require_whole(CASES)
        cases = [case for file in arguments.cases for case in read_cases(Path(file), arguments.match)]
        if not cases:
            raise NoCases(f"no case has “{arguments.match}” in its id or citation")
        schema = read_schema()
        answers = answers_of(arguments, cases)
    except (EngineFailure, CasesChanged, NoCases, OSError) as error:
        print(f"conformance: {error}", file=sys.stderr)
        return 2
    none, wrong = 0, 0
    for case, answer in zip(cases, answers, strict=True):
        unlike = misfit(schema, answer)
        deviations = [unlike] if unlike else differences(case, answer, only)
        none += bool(unlike)
        wrong += bool(deviations) and not unlike
        if deviations:
            print(f"{case['id']} ({case['cite']}, {case['kind']})")
            for difference in deviations:
                print(f"  {difference}")
    counts = f"{len(cases)} cases, {len(cases) - wrong - none} as expected, {wrong} not"
    print(f"{counts}, {none} without an answer (answer.schema.json)" if none else counts)
    return 2 if none else 1 if wrong else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    raise SystemExit(main())
