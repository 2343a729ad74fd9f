"""What the general authorisations exclude, stated a second time from the tables of Annex II read as plain data.

For the proofs only: ``law/eu_2021_821/authorisations/*.toml``, ``law/territories.toml`` and ``law/measures/*.toml`` are read here as
they are written, never through the conditions that judge transactions. A case is described with the symbols of a prover.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import dualuse
from dualuse.engine.proofs.formulas import Formula, conj, disj, neg
from dualuse.engine.proofs.prover import Prover
from dualuse.law.collection import whole_law
from dualuse.law.eu_2021_821.facts.circumstances import IN_FREE_ZONE

LAW = Path(dualuse.__file__).parent / "law"
IDENTIFIERS = tuple(sorted(path.stem for path in (LAW / "eu_2021_821/authorisations").glob("EU*.toml")))


@lru_cache
def data(path: str) -> dict[str, Any]:
    with (LAW / path).open("rb") as stream:
        return tomllib.load(stream)


def table(identifier: str) -> dict[str, Any]:
    return data(f"eu_2021_821/authorisations/{identifier}.toml")


def is_under(code: str, other: str) -> bool:
    return code == other or code.startswith(other + ".")


# The facts of a case, in words of Annex II.


def available(prover: Prover, identifier: str) -> Formula:
    """Whether the authorisation may be used: never on a day before it is in force."""
    assert any(relief.identifier == identifier for relief in whole_law().reliefs), identifier
    reliefs = [
        authorisation for authorisation in prover.scope.law.reliefs if authorisation.identifier == identifier
    ]
    return disj(prover.holds(relief) for relief in reliefs)


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
            (_asked_as(row, "section_i"), row)
            for row in data("eu_2021_821/authorisations/section_i.toml")["items"]
        ]
        keyed += [
            (_asked_as(row, "annex_iv"), row)
            for row in data("eu_2021_821/authorisations/annex_iv.toml")["items"]
        ]
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


# Destinations.


def reached(prover: Prover, key: str, place: str, listed: Callable[[str], bool]) -> Formula:
    """Whether a list that ``listed`` describes reaches ``place``; a dependent place where a person says so."""
    if listed(place):
        return conj(())
    row = {territory["code"]: territory for territory in data("territories.toml")["territory"]}.get(place)
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


# End users and consignees.


def is_elsewhere(identifier: str, on: date) -> Callable[[str], bool]:
    """Whether a place is certainly none of the destinations: no person has to say so."""
    listed = listed_destinations(identifier, on)
    if table(identifier)["destinations"].get("rule") == "all_except":
        partners = set(table("EU001")["destinations"]["places"])
        return {*listed, *partners, *embargoed(on), *under_measures(on)}.__contains__
    parents = {
        row["code"]: row["part_of"]
        for row in data("territories.toml")["territory"]
        if row["inherits"] != "no"
    }
    return lambda place: place not in listed and parents.get(place) not in listed


def is_outside_union(place: str) -> bool:
    rows = {row["code"]: row["customs"] for row in data("territories.toml")["territory"]}
    return rows.get(place, "inside" if place in member_states() else "outside") == "outside"


def excluded_parties(prover: Prover, identifier: str) -> Iterator[tuple[str, Formula]]:
    """An end user elsewhere outside the Union; a consignee or first stop elsewhere from where the items do not go on; a consignee elsewhere of whom the authority has not said that he is covered."""
    elsewhere = is_elsewhere(identifier, prover.on)
    yield (
        "an end user elsewhere",
        is_in(
            prover,
            "parties.end_user_countries",
            lambda place: elsewhere(place) and is_outside_union(place),
        ),
    )
    stays = neg(answered(prover, "circumstances.onward_to_destination"))
    for name, fact in (("consignee", "parties.consignee_countries"), ("first stop", "route.first_stop")):
        abroad = is_in(prover, fact, lambda place: elsewhere(place) and is_outside_union(place))
        yield f"a {name} elsewhere", conj((abroad, stays))
        if name == "consignee":
            unaccepted = neg(answered(prover, "circumstances.consignee_accepted"))
            yield "a consignee elsewhere, whom the authority has not accepted", conj((abroad, unaccepted))


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


def circumstance_fact(name: str) -> str:
    """The fact that conditions ask for a circumstance of Annex II: goods alone lie in a free zone, so it is asked of these."""
    return IN_FREE_ZONE if name == "free_zone" else f"circumstances.{name}"


def excluded_circumstances(prover: Prover, identifier: str) -> Iterator[tuple[str, Formula]]:
    for row in table(identifier)["circumstances"]:
        fact = answered(prover, circumstance_fact(row["name"]))
        wrong = neg(fact) if row["must_be"] else fact
        yield f"{row['name']} = {not row['must_be']} ({row['reference']})", wrong


def excluded_exporters(prover: Prover, identifier: str) -> Iterator[tuple[str, Formula]]:
    rules = table(identifier).get("exporter", {})
    if "icp" in rules:
        yield "an exporter without a compliance programme", neg(answered(prover, "exporter.icp"))
    if "member_state" in rules:
        elsewhere = outside(prover, "exporter.country", "member_states", member_states())
        yield "an exporter outside the Member States", elsewhere
