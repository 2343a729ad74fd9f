"""To verify a dossier is to do it again from its JSON alone: the checksum, the diligence from its answers, the determination from its
transaction and what screening found. Nothing of the first machine is needed but the file, and the law it was made under.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from pydantic import TypeAdapter

from dualuse.assessment.replay import Replay, replay
from dualuse.assessment.serialisation import checksum, to_json
from dualuse.contract.assessment import FORMAT, Assessment
from dualuse.contract.diligence import Findings
from dualuse.contract.problems import InputError, Problem
from dualuse.contract.validation import checked_transaction
from dualuse.diligence import examine_findings, subjects_of
from dualuse.law.surveillance import listed_items
from dualuse.wording import N_, Message

State = Literal["same", "differs", "other_law", "not_there"]
_FINDINGS: Final = TypeAdapter(Findings)
PARTS: Final = ("checksum", "diligence", "determination")


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it. ``parts``: of each part whether it is the ``same``, ``differs``, was made under ``other_law`` (the determination then
    differs only in what that law changed, see ``replay``), or is ``not_there``. ``differences``: where, in words of the file.
    """

    reference: str
    parts: tuple[tuple[str, State], ...]
    differences: tuple[str, ...]
    replay: Replay

    @property
    def holds(self) -> bool:
        """Whether nothing was changed, and every part comes out the same again."""
        return all(state in ("same", "not_there") for _, state in self.parts)


def dossier_data(content: bytes, name: str) -> dict[str, Any]:
    """The dossier in ``content``.

    Raises:
        InputError: it is not the JSON of a dossier.
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or data.get("format") != FORMAT or "determination" not in data:
        what = Message("dossier_unknown", N_("this is not the JSON of a dossier"))
        remedy = Message(
            "remedy.dossier_unknown", N_("Give a file that dualuse assess wrote, ending in .json")
        )
        raise InputError([Problem(what, remedy, file=name)])
    return data


def verify_dossier(data: Mapping[str, Any]) -> Verified:
    """Do a dossier again from its JSON (read back with ``json.loads``), and compare.

    Raises:
        InputError: parts of it are missing, or do not fit the law installed here.
    """
    again = replay(dict(data["determination"]))
    differences = [f"determination.{one.path}" for one in again.differences]
    parts: dict[str, State] = {
        "checksum": "same" if checksum({**data, "checksum": ""}) == data.get("checksum") else "differs",
        "diligence": _diligence(data, differences),
        "determination": _determination(again),
    }
    if _other_transaction(data):
        parts["determination"] = "differs"
        differences.append("determination.transaction")
    return Verified(str(data.get("reference", "")), tuple(parts.items()), tuple(differences), again)


def _determination(again: Replay) -> State:
    if again.same:
        return "same"
    return "differs" if again.law_at_hand else "other_law"


def _diligence(data: Mapping[str, Any], differences: list[str]) -> State:
    if data.get("diligence") is None or data.get("findings") is None:
        return "not_there"
    findings = _FINDINGS.validate_python(data["findings"])
    old = data["diligence"]
    items, parties = subjects_of(checked_transaction(dict(data["transaction"]), _day(data)))
    entries = (item["entries"] or () for item in data["classification"])
    listed = listed_items(zip(items, entries, strict=True))
    new = examine_findings(findings, items, parties, listed, data["language"])
    found = json.loads(to_json(new))
    names = [name for name in found if name != "warnings" and found[name] != old.get(name)]
    differences.extend(f"diligence.{name}" for name in names)
    return "differs" if names else "same"


def _day(data: Mapping[str, Any]) -> date:
    return date.fromisoformat(data["determination"]["date"])


def _other_transaction(data: Mapping[str, Any]) -> bool:
    """Whether the transaction that was judged is another than the one stated with the facts that evidence set."""
    stated = copy.deepcopy(data["transaction"])
    for path, value, _ in data["facts"]:
        _put(stated, list(_steps(path)), value)
    stated = checked_transaction(stated, _day(data))
    judged = stated.model_dump(mode="json", exclude_none=True, exclude={"interview"})
    return bool(judged != data["determination"]["transaction"])


def _put(data: Any, steps: list[str | int], value: Any) -> None:
    for name in steps[:-1]:
        data = data.setdefault(name, {}) if isinstance(name, str) else data[name]
    data[steps[-1]] = value


def _steps(path: str) -> Iterator[str | int]:
    for part in path.split("."):
        name, _, number = part.partition("[")
        yield name
        if number:
            yield int(number.removesuffix("]"))


def as_json(assessment: Assessment) -> bytes:
    """The dossier as its file holds it: one line of JSON and the end of the line."""
    return (to_json(assessment) + "\n").encode()
