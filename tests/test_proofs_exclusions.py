"""No general authorisation reaches an item, a destination or a use that it excludes (Annex II), in no case at all.

What an authorisation excludes is stated here a second time, from the tables themselves (``law/authorisations/*.toml``,
``law/territories.toml``, ``law/measures/*.toml``, read as plain data) and from an independent reading of Annex II
beside the repository, never from the conditions that are tested.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from dualuse.determination.compiled import epoch_of, epoch_starts
from dualuse.law.logic import All
from tests.conftest import REPOSITORY

pytest.importorskip("z3", reason="THE SOLVER IS ABSENT: install the extra proof; no proof was run")

from dualuse.determination.proofs.formulas import Formula, conj, disj, neg
from dualuse.determination.proofs.prover import Prover, prover_on

LAW = REPOSITORY / "src/dualuse/law"
IDENTIFIERS = tuple(f"EU00{number}" for number in range(1, 9))
EPOCHS = epoch_starts()
every_authorisation = pytest.mark.parametrize("identifier", IDENTIFIERS)


@lru_cache
def data(path: str) -> dict[str, Any]:
    with (LAW / path).open("rb") as stream:
        return tomllib.load(stream)


def table(identifier: str) -> dict[str, Any]:
    return data(f"authorisations/{identifier}.toml")


def is_under(code: str, other: str) -> bool:
    return code == other or code.startswith(other + ".")


# The facts of a case, in words of Annex II.


def available(prover: Prover, identifier: str) -> Formula:
    (relief,) = [found for found in prover.scope.law.reliefs if found.identifier == identifier]
    return prover.holds(relief)


def holds_item(prover: Prover, matches: Callable[[str], bool]) -> Formula:
    """The item is under a code that ``matches``: of a class, under any of its codes."""
    classes = prover.scope.codes.members
    return disj(
        held
        for name, held in prover.world.symbol("item.entries").values.items()
        if any(matches(code) for code in classes[name])
    )


def answered(prover: Prover, question: str) -> Formula:
    return prover.world.is_true(question)


def is_in(prover: Prover, fact: str, matches: Callable[[str], bool]) -> Formula:
    classes = prover.scope.places.members
    return disj(
        held
        for name, held in prover.world.symbol(fact).values.items()
        if any(matches(place) for place in classes[name])
    )


def at_least(prover: Prover, ground: str, level: str) -> Formula:
    levels = ("none", "suspects", "aware", "informed")
    return prover.world.is_one_of(f"knowledge.{ground}", levels[levels.index(level) :])


def refuse(prover: Prover, identifier: str, excluded: Formula, what: str) -> None:
    """Fail with the case in which ``identifier`` is available although ``excluded`` holds."""
    case = prover.case(available(prover, identifier), excluded)
    assert case is None, (
        f"{identifier} is available on {prover.on} for {what}:\n{case.text() if case else ''}"
    )


# Items.


def _asked_as(row: dict[str, Any], key: str) -> str:
    reference = row.get("reference", "")
    if reference.startswith("Annex IV Part"):
        return "annex_iv_part_ii" if reference.startswith("Annex IV Part II") else "annex_iv"
    return key


def excluded_items(prover: Prover, identifier: str) -> Iterator[tuple[str, Formula]]:
    """Every item that the table excludes: the code, and the case of an item under it."""
    items = table(identifier)["items"]
    rows = [{"code": code} for code in items.get("excluded_codes", ())]
    keyed = [(f"{identifier}_excluded", row) for row in [*rows, *items.get("excluded_parts", ())]]
    if "section_i" in items.get("excluded_sets", ()):
        keyed += [
            (_asked_as(row, "section_i"), row) for row in data("authorisations/section_i.toml")["items"]
        ]
        keyed += [(_asked_as(row, "annex_iv"), row) for row in data("authorisations/annex_iv.toml")["items"]]
    for key, row in keyed:
        code = row["code"]
        part = answered(prover, f"covered.{key}:{code}") if row.get("part") else conj(())
        yield code, conj((holds_item(prover, lambda held, code=code: is_under(held, code)), part))
    for name, letter in (("software", "D"), ("technology", "E")):
        if name in items.get("excluded_sets", ()):
            yield (
                f"{name} (groups {letter})",
                holds_item(prover, lambda held, letter=letter: held[1] == letter),
            )
    if "software_if" in items:
        needed = answered(prover, f"circumstances.{items['software_if']}")
        yield "software not needed", conj((holds_item(prover, lambda held: held[1] == "D"), neg(needed)))

    if items["rule"] == "named":
        yield "an item that is not named", named_otherwise(prover, identifier)
    if items["rule"] == "all_software_and_technology":
        yield "neither software nor technology", holds_item(prover, lambda held: held[1] not in "DE")


def named_otherwise(prover: Prover, identifier: str) -> Formula:
    """An item that the table does not name, or of which it names only another part."""
    items = table(identifier)["items"]
    whole, parts = items["codes"], items.get("parts", ())
    named = [*whole, *(row["code"] for row in parts)]
    outside_all = holds_item(prover, lambda held: not any(is_under(held, code) for code in named))
    other_parts = (
        conj(
            (
                holds_item(prover, lambda held, code=row["code"]: is_under(held, code)),
                neg(answered(prover, f"covered.{identifier}:{row['code']}")),
            )
        )
        for row in parts
    )
    return disj((outside_all, *other_parts))


def excluded_manners(prover: Prover, identifier: str) -> Iterator[tuple[str, Formula]]:
    manner = table(identifier)["items"].get("manner")
    if manner is not None:
        other = [name for name in prover.world.symbol("manner").values if name != manner]
        yield f"another export than {manner}", prover.world.is_one_of("manner", other)


@every_authorisation
def test_annex_ii_part_1_no_excluded_item(identifier: str) -> None:
    prover = prover_on(EPOCHS[-1])
    excluded = list(excluded_items(prover, identifier))
    assert excluded
    for what, formula in excluded:
        refuse(prover, identifier, formula, f"an item that Part 1 excludes ({what})")
    unlisted = neg(disj(prover.world.symbol("item.entries").values.values()))
    asked = prover.holds(_provision(prover, "Art. 3(1)"))
    refuse(prover, identifier, conj((unlisted, asked)), "an item that Annex I does not list")


@every_authorisation
def test_annex_ii_part_1_the_manner_of_export(identifier: str) -> None:
    prover = prover_on(EPOCHS[-1])
    for what, formula in excluded_manners(prover, identifier):
        refuse(prover, identifier, formula, what)


def _provision(prover: Prover, citation: str) -> Any:
    return next(found for found in prover.judged.provisions if found.citation == citation)


# Destinations.


def reached(prover: Prover, key: str, place: str, listed: Callable[[str], bool]) -> Formula:
    """Whether a list that ``listed`` describes reaches ``place``; a dependent place where a person says so."""
    if listed(place):
        return conj(())
    row = {found["code"]: found for found in data("territories.toml")["territory"]}.get(place)
    if row is None or row["inherits"] == "no" or row["part_of"] == place:
        return disj(())
    parent = reached(prover, key, row["part_of"], listed)
    return parent if row["inherits"] == "yes" else conj((parent, answered(prover, f"place.{key}:{place}")))


def covers(row: dict[str, Any], on: date) -> bool:
    return row.get("since", date.min) <= on <= (row.get("until") or date.max)


@lru_cache
def measure_rows(kind: str) -> tuple[dict[str, Any], ...]:
    files = sorted((LAW / "measures").glob("*.toml"))
    return tuple(row for path in files for row in data(f"measures/{path.name}").get(kind, ()))


def embargoed(on: date) -> set[str]:
    """Countries under an arms embargo, where nobody has to say whether it counts."""
    rows = measure_rows("arms_embargoes")
    return {place for row in rows if row["scope"] == "country" and covers(row, on) for place in row["places"]}


def under_measures(on: date) -> set[str]:
    """Places under restrictive measures on items of Annex I."""
    rows = measure_rows("provisions")
    return {
        place
        for row in rows
        if row["items"] in ("annex_i", "part") and covers(row, on)
        for place in row["places"]
    }


def listed_destinations(identifier: str, on: date) -> set[str]:
    destinations = table(identifier)["destinations"]
    former = {row["place"] for row in destinations.get("former", ()) if on <= row["until"]}
    return {*destinations["places"], *former}


def outside(prover: Prover, fact: str, key: str, listed: set[str]) -> Formula:
    """The place that ``fact`` holds is none that the list ``key`` names or reaches."""
    return disj(
        conj((held, neg(reached(prover, key, place, listed.__contains__))))
        for name, held in prover.world.symbol(fact).values.items()
        for place in prover.scope.places.members[name]
    )


def member_states() -> set[str]:
    """The Member States, and Northern Ireland (EU001 Part 2)."""
    return {*data("territories.toml")["member_states"], "XI"}


def excluded_destinations(prover: Prover, identifier: str) -> Iterator[tuple[str, Formula]]:
    day, listed = prover.on, listed_destinations(identifier, prover.on)
    if table(identifier)["destinations"].get("rule") != "all_except":
        yield "a destination that is not listed", outside(prover, "destination", identifier, listed)
        return
    for what, places in (
        ("an excluded destination", listed),
        ("a destination of EU001", set(table("EU001")["destinations"]["places"])),
        ("a destination under an arms embargo", embargoed(day)),
        ("a destination under measures on dual-use items", under_measures(day)),
    ):
        yield what, is_in(prover, "destination", places.__contains__)


@pytest.mark.parametrize("day", EPOCHS, ids=str)
@every_authorisation
def test_annex_ii_part_2_no_other_destination(identifier: str, day: date) -> None:
    prover = prover_on(day)
    for what, formula in excluded_destinations(prover, identifier):
        refuse(prover, identifier, formula, what)


def test_annex_ii_eu008_part_2_a_place_that_a_person_counts_under_an_arms_embargo() -> None:
    """Answers are taken one by one: the same person must not count the place among the destinations of EU008, too."""
    prover = prover_on(EPOCHS[-1])
    asked = [fact for fact in prover.facts() if fact.startswith("place.arms_embargo:")]
    assert asked
    for fact in asked:
        place = fact.partition(":")[2]
        there = is_in(prover, "destination", {place}.__contains__)
        also = f"place.EU008_destinations:{place}"
        consistent = neg(answered(prover, also)) if also in prover.facts() else conj(())
        counted = conj((there, answered(prover, fact), consistent))
        refuse(prover, "EU008", counted, f"{place}, which a person counts under an arms embargo")


def test_annex_ii_eu003_to_eu005_part_2_russia_until_4_may_2022() -> None:
    """Delegated Regulation (EU) 2022/699: before it, Russia was a destination."""
    for identifier in ("EU003", "EU004", "EU005"):
        for day, possible in ((date(2021, 9, 9), True), (date(2022, 5, 4), True), (date(2022, 5, 5), False)):
            prover = prover_on(epoch_of(day))
            to_russia = is_in(prover, "destination", {"RU"}.__contains__)
            assert prover.is_possible(available(prover, identifier), to_russia) is possible, (identifier, day)


# Uses, circumstances, exporter.


def art_4_1(prover: Prover, level: str) -> dict[str, Formula]:
    """The uses of Art. 4(1); point (b) while destination, purchaser or a party sits under an arms embargo."""
    in_embargo = disj(
        is_in(prover, fact, embargoed(prover.on).__contains__)
        for fact in ("destination", "purchasing_country", "parties.countries")
    )
    return {
        "Art. 4(1)(a)": at_least(prover, "wmd", level),
        "Art. 4(1)(b)": conj((at_least(prover, "military_end_use", level), in_embargo)),
        "Art. 4(1)(c)": at_least(prover, "illicit_military_parts", level),
    }


def excluded_uses(prover: Prover, identifier: str) -> Iterator[tuple[str, Formula]]:
    for row in table(identifier)["knowledge"]:
        if row["use"] == "art4_1":
            yield from art_4_1(prover, "aware").items()
        elif row["use"] == "security_service":
            yield "a security service", answered(prover, "parties.security_service")
        else:
            yield f"{row['use']}, aware", at_least(prover, row["use"], "aware")
            if "suspects_option" in row:
                option = answered(prover, f"option.{row['suspects_option']}")
                yield f"{row['use']}, suspected", conj((option, at_least(prover, row["use"], "suspects")))


@pytest.mark.parametrize("day", [EPOCHS[0], EPOCHS[-1]], ids=str)
@every_authorisation
def test_annex_ii_part_3_no_excluded_use(identifier: str, day: date) -> None:
    prover = prover_on(day)
    uses = list(excluded_uses(prover, identifier))
    assert len(uses) >= 3
    for use, formula in uses:
        refuse(prover, identifier, formula, f"a use that Part 3 excludes ({use})")


def excluded_circumstances(prover: Prover, identifier: str) -> Iterator[tuple[str, Formula]]:
    for row in table(identifier)["circumstances"]:
        fact = answered(prover, f"circumstances.{row['name']}")
        wrong = neg(fact) if row["must_be"] else fact
        yield f"{row['name']} = {not row['must_be']} ({row['reference']})", wrong


def excluded_exporters(prover: Prover, identifier: str) -> Iterator[tuple[str, Formula]]:
    rules = table(identifier).get("exporter", {})
    if "icp" in rules:
        yield "an exporter without a compliance programme", neg(answered(prover, "exporter.icp"))
    if "member_state" in rules:
        elsewhere = outside(prover, "exporter.country", "member_states", member_states())
        yield "an exporter outside the Member States", elsewhere


@every_authorisation
def test_annex_ii_part_3_no_excluded_circumstance_or_exporter(identifier: str) -> None:
    prover = prover_on(EPOCHS[-1])
    circumstances = list(excluded_circumstances(prover, identifier))
    assert circumstances
    for what, formula in (*circumstances, *excluded_exporters(prover, identifier)):
        refuse(prover, identifier, formula, what)


@every_authorisation
def test_annex_ii_a_condition_that_is_forgotten_is_found(identifier: str) -> None:
    """Without any one part of its condition an authorisation would reach something that the tests above exclude."""
    prover = prover_on(EPOCHS[-1])
    (relief,) = [found for found in prover.scope.law.reliefs if found.identifier == identifier]
    excluded = [
        formula
        for kind in (
            excluded_items,
            excluded_manners,
            excluded_destinations,
            excluded_uses,
            excluded_circumstances,
            excluded_exporters,
        )
        for _, formula in kind(prover, identifier)
    ]
    assert isinstance(relief.when, All)
    truths = [prover.judged.translation.truth(part) for part in relief.when.parts]
    for index, part in enumerate(relief.when.parts):
        forgetful = conj(truths[:index] + truths[index + 1 :])
        assert prover.is_possible(forgetful, disj(excluded)), f"{identifier} without {part!r}"


@every_authorisation
def test_annex_ii_nothing_is_taken_as_no_while_it_is_unknown(identifier: str) -> None:
    """What an authorisation asks for must be known before it is known to be available."""
    prover = prover_on(EPOCHS[-1])
    (relief,) = [found for found in prover.scope.law.reliefs if found.identifier == identifier]
    known = prover.judged.translation.three_valued(relief.when)
    grounds = [row["use"] for row in table(identifier)["knowledge"]]
    uses = ["wmd", "illicit_military_parts"] if "art4_1" in grounds else []
    uses += [use for use in grounds if use not in ("art4_1", "security_service")]
    asked = [
        "item.entries",
        "destination",
        *(f"knowledge.{use}" for use in uses),
        *(f"circumstances.{row['name']}" for row in table(identifier)["circumstances"]),
        *(["parties.security_service"] if "security_service" in grounds else []),
    ]
    for fact in asked:
        case = prover.is_possible(known.true, neg(prover.world.symbol(fact).known))
        assert not case, f"{identifier} is known to be available although {fact} is not known"
    assert prover.is_possible(known.true)


# An independent reading of Annex II, beside the repository.

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
    found: dict[str, Any] = json.loads(text)
    return found


def _codes(texts: Iterable[str]) -> Iterator[str]:
    """The codes that stand for a whole entry or provision, without a limit in words behind them."""
    for text in texts:
        if re.fullmatch(r"\d[A-E]\d{3}(\.[a-z0-9]+)*", text):
            yield text


def _first_codes(texts: Iterable[str]) -> list[str]:
    return [found.group() for text in texts if (found := re.match(r"\d[A-E]\d{3}(\.[a-z0-9]+)*", text))]


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
    rows = {row["code"]: row for row in data("authorisations/annex_iv.toml")["items"]}
    for code in codes:
        named = code.rstrip("*")
        narrower = [found for found in rows if found.startswith(named)]
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
            fact = answered(prover, f"circumstances.{name}")
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
