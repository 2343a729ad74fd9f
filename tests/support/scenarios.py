"""Scenarios a lawyer reads: ``tests/scenarios/*.yaml``.

A file has a ``title``, a ``base`` transaction and ``cases``. A case changes the base (``with``: paths to values,
``null`` leaves the field out) and says what to ``expect``::

    - name: an aware exporter notifies and waits
      cite: Art. 4(2)
      kind: positive            # positive | negative | unknown: what the cited paragraph does in this case
      with: {knowledge.wmd: aware}
      expect:
        outcome: notification_required
        range: [notification_required, notification_required]
        basis: [Art. 4(2)]
        release: stop
        findings: {Art. 4(2): applies, Art. 4(1): does_not_apply}
        authorisations: {EU001: available}
        missing: [knowledge.wmd]          # all of these are among the missing facts
        nothing_missing: true             # there are none
        obligations: [Art. 27(3)]         # all of these citations are among the obligations
        no_obligations: [Art. 11(9)]      # none of these
        due: {Art. 27(3): 2031-12-31}
        says: [in writing]                # each stands in the text of an obligation
        says_not: [consignee]             # none of these does
        warnings: [exceptions_not_presumed]
        no_warnings: [duties_by_code]     # none of these
        verification: official
        annex_i: 2025-11-15

Only what ``expect`` names is compared. A path may reach into lists: ``items.0.entries``, ``parties.1.service``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dualuse.schema.determination import Determination
from tests.support.paths import TESTS
from tests.support.read_once import plain_files

FOLDER = TESTS / "scenarios"


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One case: where it stands, what it cites, the transaction and what is expected."""

    file: str
    name: str
    cite: str
    kind: str
    transaction: dict[str, Any]
    expect: dict[str, Any]

    @property
    def identifier(self) -> str:
        return f"{self.file}::{self.name}"


def changed(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    data = _copied(base)
    for path, value in (changes or {}).items():
        _set(data, path.split("."), _copied(value), path)
    return data


def _copied(value: Any) -> Any:
    """Plain data, with nothing in it that ``value`` has, too: mappings and lists hold texts, numbers and days."""
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def _set(data: Any, parts: list[str], value: Any, path: str) -> None:
    head, *rest = parts
    key: Any = int(head) if isinstance(data, list) else head
    if rest:
        if isinstance(data, dict) and key not in data:
            data[key] = {}
        return _set(data[key], rest, value, path)
    if isinstance(data, list):
        if key == len(data):
            data.append(value)
        else:
            data[key] = value
    elif value is None:
        data.pop(key, None)
    else:
        data[key] = value
    return None


def load(folder: Path = FOLDER) -> list[Scenario]:
    """All scenarios of all files."""
    return list(_load(folder))


@cache
def _load(folder: Path) -> tuple[Scenario, ...]:
    """Made once for all modules of tests."""
    paths = sorted(folder.glob("*.yaml"))
    read = zip(paths, plain_files(paths), strict=True)
    return tuple(scenario for path, data in read for scenario in _scenarios(path, data))


def _scenarios(path: Path, data: dict[str, Any]) -> Iterator[Scenario]:
    for case in data["cases"]:
        yield Scenario(
            file=path.stem,
            name=case["name"],
            cite=case["cite"],
            kind=case["kind"],
            transaction=changed(data["base"], case.get("with") or {}),
            expect=case["expect"],
        )


def differences(scenario: Scenario, result: Determination) -> list[str]:
    """What of ``expect`` the determination does not meet; empty when it meets all."""
    unmet: list[str] = []

    def compare(name: str, expected: Any, actual: Any) -> None:
        if expected != actual:
            unmet.append(f"{name}: expected {expected!r}, got {actual!r}")

    expect = dict(scenario.expect)
    for name, actual in (
        ("outcome", result.outcome),
        ("release", result.release),
        ("verification", result.law.verification),
        ("annex_i", result.law.annex_i),
    ):
        if name in expect:
            compare(name, str(expect.pop(name)), actual)
    if "range" in expect:
        compare("range", tuple(expect.pop("range")), result.range)
    if "basis" in expect:
        basis = [citation for item in result.items for citation in item.basis]
        compare("basis", sorted(set(expect.pop("basis"))), sorted(set(basis)))
    statuses: dict[str, set[str]] = {}
    for finding in result.findings:
        statuses.setdefault(finding.provision, set()).add(finding.status)
    for citation, status in expect.pop("findings", {}).items():
        actual = statuses.get(citation, {"absent"})
        compare(f"finding {citation}", {status}, actual)
    available: dict[str, set[str]] = {}
    for item in result.items:
        for authorisation in item.general_authorisations:
            available.setdefault(authorisation.id, set()).add(authorisation.status)
    for name, status in expect.pop("authorisations", {}).items():
        compare(f"authorisation {name}", {status}, available.get(name, {"absent"}))
    missing = {row.fact for row in result.missing}
    for fact in expect.pop("missing", []):
        if fact not in missing:
            unmet.append(f"missing: {fact} is not among {sorted(missing)}")
    if expect.pop("nothing_missing", False) and missing:
        unmet.append(f"missing: {sorted(missing)} should not be there")
    duties = {row.citation for row in result.obligations}
    for citation in expect.pop("obligations", []):
        if citation not in duties:
            unmet.append(f"obligations: {citation} is not among {sorted(duties)}")
    for citation in expect.pop("no_obligations", []):
        if citation in duties:
            unmet.append(f"obligations: {citation} should not be there")
    for citation, day in expect.pop("due", {}).items():
        compare(
            f"due {citation}",
            True,
            any(row.citation == citation and row.due == str(day) for row in result.obligations),
        )
    texts = " · ".join(row.text for row in result.obligations)
    for part in expect.pop("says", []):
        if part not in texts:
            unmet.append(f"obligations: none says {part!r}")
    for part in expect.pop("says_not", []):
        if part in texts:
            unmet.append(f"obligations: one says {part!r}")
    warnings = {warning.code for warning in result.warnings}
    for code in expect.pop("warnings", []):
        if code not in warnings:
            unmet.append(f"warnings: {code} is not among {sorted(warnings)}")
    for code in expect.pop("no_warnings", []):
        if code in warnings:
            unmet.append(f"warnings: {code} is given")
    if expect:
        raise ValueError(f"{scenario.identifier}: unknown expectations {sorted(expect)}")
    return unmet


__all__ = ["FOLDER", "Scenario", "differences", "load"]
