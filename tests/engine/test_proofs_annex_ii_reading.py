"""Annex II as somebody else has read it, beside the repository: no general authorisation reaches what that excludes.

Skipped where the reading is not at hand (``law/union_general_export_authorisations.json``, ``law/annex4_items.json``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("z3", reason="THE SOLVER IS ABSENT: install the extra proof; no proof was run")

from dualuse.engine.proofs.formulas import Formula, neg
from dualuse.engine.proofs.prover import Prover, prover_on
from tests.support.annex_ii_exclusions import (
    IDENTIFIERS,
    answered,
    art_4_1,
    at_least,
    circumstance_fact,
    data,
    holds_item,
    is_in,
    is_under,
    outside,
    refuse,
)
from tests.support.sampling import EPOCHS

READ = tuple(f"EU{number:03}" for number in range(1, 9))
"""The authorisations of the reading; one that the law gets later is not in it."""
every_authorisation = pytest.mark.parametrize("identifier", READ)


FRENCH_OVERSEAS = {"NC", "PF", "PM", "WF", "BL", "TF"}
_USES: dict[str, tuple[str, ...]] = {
    "4(1)(a) WMD informed/aware": ("Art. 4(1)(a)",),
    "4(1)(b) military end-use in arms-embargo country informed/aware": ("Art. 4(1)(b)",),
    "4(1)(c) parts for illegally exported military items informed/aware": ("Art. 4(1)(c)",),
    "4(1)(a)-(c) informed/aware": ("Art. 4(1)(a)", "Art. 4(1)(b)", "Art. 4(1)(c)"),
}
_GROUNDS: dict[str, tuple[str, ...]] = {
    "informed/aware: WMD; military": ("wmd", "security_end_use", "illicit_military_parts", "human_rights"),
    "use in connection with violation of human rights": ("human_rights",),
    "aware of re-export": ("reexport",),
}
_CIRCUMSTANCES: dict[str, tuple[str, bool]] = {
    "customs-free zone": ("free_zone", True),
    "initial authorisation annulled": ("initial_authorisation_valid", False),
    "aware end-use differs": ("same_end_use", False),
    "classified CONFIDENTIEL": ("classified_information", True),
    "return in original state cannot": ("complete_and_unmodified", False),
    "private presentation": ("private_presentation", True),
    "merging into production": ("production_use", True),
    "use for intended purpose beyond": ("beyond_demonstration", True),
    "commercial transaction": ("sale_or_lease", True),
    "stored only for sale": ("stored_without_presentation", True),
    "arrangement preventing exporter": ("control_kept", False),
    "accredited/approved": ("classified_approval", True),
    "classified (or in process)": ("classified_approval", True),
    "only published or commercial": ("published_cryptography", False),
    "no cryptographic standards specially": ("government_cryptography", True),
    "cryptographic functionality cannot": ("user_changeable_cryptography", True),
    "re-imported for maintenance": ("reimported_for_repair", False),
    "initial export was under": ("initial_authorisation_valid", False),
    "only to the original end-user": ("original_end_user", False),
    "re-import within 120 days": ("reimport_within_120_days", False),
    "to wholly owned and controlled": ("intra_group", False),
    "directly controlling parent": ("parent_in_union_or_eu001", False),
    "parent gives binding guarantee": ("parent_guarantee", False),
    "exclusively for commercial product": ("development_only", False),
    "software/technology and resulting": ("under_complete_control", False),
    "returned and deleted": ("return_and_delete", False),
}
_ELSEWHERE = (
    "aware consignee/end-user is military",
    "item also controlled by an Annex I entry",
    "temporary export for exhibition",
    "exporter = legal person established",
)
"""Said by a fact of its own: see the tests above on parties, items, manner and exporter."""


@pytest.fixture(scope="module")
def reading(shared: Path) -> dict[str, Any]:
    text = (shared / "law/union_general_export_authorisations.json").read_text(encoding="utf-8")
    authorisations: dict[str, Any] = json.loads(text)
    assert set(authorisations["authorisations"]) == set(READ) <= set(IDENTIFIERS)
    return authorisations


def _codes(texts: Iterable[str]) -> Iterator[str]:
    """The codes that stand for a whole entry or provision, without a limit in words behind them."""
    for text in texts:
        if re.fullmatch(r"\d[A-E]\d{3}(\.[a-z0-9]+)*", text):
            yield text


def _first_codes(texts: Iterable[str]) -> list[str]:
    return [match.group() for text in texts if (match := re.match(r"\d[A-E]\d{3}(\.[a-z0-9]+)*", text))]


def _eu006(text: str) -> list[str]:
    """``1C350.1-.65 except .4,.23; 1C450.a.4-.7; 1C450.b.1-.6 and .8 (…)`` as a list of codes."""
    codes: list[str] = []
    for part in text.partition(" (")[0].split(";"):
        span, _, exceptions = part.strip().partition(" except ")
        span, _, more = span.partition(" and ")
        head, first, last = re.fullmatch(r"(.*)\.(\d+)-\.(\d+)", span).groups()  # type: ignore[union-attr]
        left_out = {int(number.strip(" .")) for number in exceptions.split(",") if number}
        numbers = [number for number in range(int(first), int(last) + 1) if number not in left_out]
        codes += [f"{head}.{number}" for number in [*numbers, *([int(more.strip(" ."))] if more else [])]]
    return codes


@every_authorisation
def test_annex_ii_as_read_independently_items(identifier: str, reading: dict[str, Any]) -> None:
    prover, row = prover_on(EPOCHS[-1]), reading["authorisations"][identifier]
    excluded = row.get("excluded", [])
    codes = list(_codes(excluded))
    if "Section I" in excluded:
        codes += _codes(reading["common_blocks"]["section_I_exclusions"])
    assert bool(codes) is bool(excluded)
    for code in codes:
        formula = holds_item(prover, lambda held, code=code: is_under(held, code))
        refuse(prover, identifier, formula, f"{code}, excluded in Part 1")
    items = row["items"]
    if isinstance(items, str) and identifier != "EU006":
        return
    named = _eu006(items) if isinstance(items, str) else _first_codes(items)
    formula = holds_item(prover, lambda held: not any(is_under(held, code) for code in named))
    refuse(prover, identifier, formula, "an item that Part 1 does not name")


@every_authorisation
def test_annex_ii_as_read_independently_annex_iv_items(
    identifier: str, reading: dict[str, Any], shared: Path
) -> None:
    """Section I takes up all of Annex IV: no authorisation reaches an entry that it names, or the part that it names."""
    if "Section I" not in reading["authorisations"][identifier].get("excluded", []):
        return
    prover = prover_on(EPOCHS[-1])
    text = (shared / "law/annex4_items.json").read_text(encoding="utf-8")
    codes = [row["code"] for row in json.loads(text)["items"]]
    assert len(codes) == 71
    rows = {row["code"]: row for row in data("eu_2021_821/authorisations/annex_iv.toml")["items"]}
    for code in codes:
        named = code.rstrip("*")
        narrower = [narrower_code for narrower_code in rows if narrower_code.startswith(named)]
        assert narrower, f"{code} of Annex IV is missing"
        if code in rows and not rows[code].get("part"):
            formula = holds_item(prover, lambda held, code=code: is_under(held, code))
            refuse(prover, identifier, formula, f"{code} of Annex IV")
    limited = ("0C001", "0C002", "0C003", "0D001", "0E001")
    category_0 = holds_item(prover, lambda held: held[0] == "0" and held[:5] not in limited)
    refuse(prover, identifier, category_0, "Category 0, beyond what Annex IV limits in words")


@every_authorisation
def test_annex_ii_as_read_independently_destinations(identifier: str, reading: dict[str, Any]) -> None:
    prover, row = prover_on(EPOCHS[-1]), reading["authorisations"][identifier]
    if isinstance(row["destinations"], str):
        excluded = {*row["excluded_destinations"], *reading["authorisations"]["EU001"]["destinations"]}
        formula = is_in(prover, "destination", excluded.__contains__)
        refuse(prover, identifier, formula, "an excluded destination")
        return
    listed = {place for place in row["destinations"] if len(place) == 2}
    if "French overseas territories" in row["destinations"]:
        listed |= FRENCH_OVERSEAS
    assert len(listed) >= len(row["destinations"])
    elsewhere = outside(prover, "destination", identifier, listed)
    refuse(prover, identifier, elsewhere, "a destination that Part 2 does not list")


def _spoken(prover: Prover, text: str) -> list[Formula]:
    if text in _USES:
        uses = art_4_1(prover, "aware")
        return [uses[use] for use in _USES[text]]
    for start, grounds in _GROUNDS.items():
        if text.startswith(start):
            return [at_least(prover, ground, "aware") for ground in grounds]
    for start, (name, wrong) in _CIRCUMSTANCES.items():
        if text.startswith(start):
            fact = answered(prover, circumstance_fact(name))
            return [fact if wrong else neg(fact)]
    assert text.startswith(_ELSEWHERE), f"nobody has said what this means as facts: {text}"
    return []


@every_authorisation
def test_annex_ii_as_read_independently_uses_and_circumstances(
    identifier: str, reading: dict[str, Any]
) -> None:
    prover, row = prover_on(EPOCHS[-1]), reading["authorisations"][identifier]
    texts = [*row["blocked_if"], *row.get("conditions", []), *row.get("not_if", [])]
    if texts == ["as EU001"]:
        texts = reading["authorisations"]["EU001"]["blocked_if"]
    formulas = [(text, formula) for text in texts for formula in _spoken(prover, text)]
    assert len(formulas) >= 4
    for text, formula in formulas:
        refuse(prover, identifier, formula, text)
