"""Cells that come to the same: each group of columns is derived once for all of them.

Most places differ in no set of places of the law, most codes in no list of codes, and where an export leaves
from matters only where the exporter has no State of its own. A cell is replaced by one that stands for all
that no rule, no derivation and no question can tell from it; what is no cell of the contract is left as it
is, and refused as it is. ``tests/bulk/test_equivalence.py`` derives both and compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final, TypeAlias, get_args

from dualuse.i18n.places import place_names
from dualuse.law.eu_2021_821.control_list.codes import CodeRow, CodeSet, covers_code
from dualuse.law.eu_2021_821.facts.derived import MISSILE_CATEGORIES
from dualuse.law.eu_2021_821.facts.derived_fact import END_USER_ROLES, RECEIVER_ROLES
from dualuse.law.eu_2021_821.facts.stated_facts import PLACE_FACTS
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE, can_survey_nothing
from dualuse.law.germany.lists import GERMANY
from dualuse.law.language.logic import AnyCode, EveryCode, InPlaces, Is, Leaf, PlaceTest, Truth
from dualuse.law.measures.goods.gathering import gathers
from dualuse.law.states import jurisdiction
from dualuse.law.territories import find_place
from dualuse.schema.customs_code import customs_code
from dualuse.schema.reading.entry_codes import code_on
from dualuse.schema.transaction import Activity

Like: TypeAlias = Callable[[str], str]
"""From the text of a cell to the text that stands for it."""
Cells: TypeAlias = Mapping[str, str]


def places_alike(leaves: Iterable[Leaf], day: date, apart: Callable[[str], bool]) -> Like:
    """Places that are in the same sets, and in none of them perhaps, stand for each other.

    Args:
        leaves: what the law asks of places.
        day: the day of the sets.
        apart: places that are told from all others for another reason.
    """
    place_leaves = [leaf for leaf in leaves if isinstance(leaf, (InPlaces, Is))]
    sets = {leaf.places.key: leaf.places for leaf in place_leaves if isinstance(leaf, InPlaces)}
    words = [
        frozenset(leaf.values) for leaf in place_leaves if isinstance(leaf, Is) and leaf.fact in PLACE_FACTS
    ]
    standing: dict[tuple[Any, ...], str] = {}
    stand_ins: dict[str, str] = {}

    def like(text: str) -> str:
        if text not in stand_ins:
            stand_ins[text] = (
                _standing(text, sets.values(), words, standing, day) if not apart(text) else text
            )
        return stand_ins[text]

    return like


def none_apart(text: str) -> bool:
    """No place is distinguished from all others."""
    return False


def _standing(
    text: str,
    sets: Iterable[PlaceTest],
    words: Iterable[frozenset[str]],
    standing: dict[tuple[Any, ...], str],
    day: date,
) -> str:
    place = find_place(text)
    if place is None:
        return text
    truths: list[Truth] = [places.contains(place, day) for places in sets]
    if None in truths:  # the question that is open names the place
        return place
    return standing.setdefault((*truths, *(place in group for group in words)), place)


def codes_alike(leaves: Iterable[Leaf], day: date) -> Like:
    """Codes of Annex I that no code list of the law distinguishes stand for each other.

    A code of which one leaves something open stands for itself: that list asks for a narrower code, or about
    a part of this one.
    """
    tests = {
        leaf.codes.key: leaf.codes
        for leaf in leaves
        if isinstance(leaf, (AnyCode, EveryCode)) and leaf.fact == "item.entries"
    }
    lists = [SURVEILLANCE, *tests.values()]
    rows: dict[str, list[tuple[CodeRow, int]]] = {}
    for number, codes in enumerate(lists):
        assert isinstance(codes, CodeSet)
        for row in codes.rows:
            rows.setdefault(row.code[:5], []).append((row, number))
    standing: dict[tuple[int, Truth], str] = {}

    def like(text: str) -> str:
        code = code_on(text, day)
        if code is None:
            return text
        takes = 0
        for row, number in rows.get(code[:5], ()):
            truth = covers_code(row.code, code)
            if truth is None or (truth and row.part):
                return text
            takes |= truth << number
        return standing.setdefault((takes, MISSILE_CATEGORIES.covers(code, {})), text)

    return like


def customs_codes_alike(leaves: Iterable[Leaf]) -> Like:
    """Customs codes of which every list of goods says the same stand for each other; one of which a list
    leaves something open stands for itself."""
    tests = {leaf.codes.key: leaf.codes for leaf in leaves if isinstance(leaf, AnyCode)}
    standing: dict[tuple[Truth, ...], str] = {}

    def like(text: str) -> str:
        code = customs_code(text)
        if code is None:
            return text
        truths = tuple(codes.covers(code, {}) for codes in tests.values())
        return text if None in truths else standing.setdefault(truths, text)

    return like


def surveying_codes_alike() -> Like:
    """Customs codes that say the same of whether goods may be for surveillance stand for each other."""
    standing: dict[tuple[bool, ...], str] = {}

    def like(text: str) -> str:
        code = customs_code(text)
        if code is None or gathers(code):
            return text
        return standing.setdefault(tuple(can_survey_nothing(code, kind) for kind in (None, "goods")), text)

    return like


_ONLY_PLACES: Final = frozenset(RECEIVER_ROLES) - frozenset(END_USER_ROLES)
"""Roles whose country is one more place to test, and nothing else."""


def fewest_places(cells: Cells) -> Cells:
    """Places without those that say nothing new: the purchaser sits in the destination unless another place
    is stated, and a party there adds no place to a test of all of them; where end users and consignees are is
    asked of each.

    That a party is stated at all says something where its country is not, and of a purchaser where that of
    the purchase is not.
    """
    cells = _without_presence(cells)
    destination = cells.get("destination", "").strip()
    if not destination:
        return cells
    purchaser = cells.get("purchasing_country", "").strip()
    places_told = {destination, purchaser}
    return {
        name: ""
        if (name == "purchasing_country" and text.strip() == destination)
        or (
            name.startswith("parties.") and name.split(".")[1] in _ONLY_PLACES and text.strip() in places_told
        )
        else text
        for name, text in cells.items()
    }


def _without_presence(cells: Cells) -> Cells:
    """The cells without the presence of parties whose country is stated."""
    placed = {
        ".".join(name.split(".")[1:-1]) for name, text in cells.items() if _is_country(name) and text.strip()
    }
    placed |= {f"{slot}.1" for slot in placed}
    purchase = bool(cells.get("purchasing_country", "").strip())
    return {
        name: ""
        if name.startswith(_PRESENCE)
        and (
            name.removeprefix(_PRESENCE) in placed or (purchase and name.startswith(f"{_PRESENCE}purchaser."))
        )
        else text
        for name, text in cells.items()
    }


_PRESENCE: Final = "has:"


def _is_country(name: str) -> bool:
    return name.startswith("parties.") and name.endswith(".country")


def state_of_its_own(text: str) -> bool:
    """Whether the State of that code is known here: its options are its own."""
    place = find_place(text)
    return place is not None and jurisdiction(place) is not None


@lru_cache(maxsize=1)
def no_state() -> str:
    """A place whose State is not known here: it stands for all States that a national list is not of."""
    return next(code for code in sorted(place_names()) if jurisdiction(code) is None)


def one_state(cells: Cells) -> Cells:
    """The cells that name the responsible State (``member_state.responsible_state``), without those that
    cannot change it."""
    activity = cells.get("activity", "")
    states = {name: cells.get(name, "") for name in ("exporter.country", "dispatched_from", "located_in")}
    if not all(map(_is_place, states.values())):
        return cells
    if activity == "" and (states["dispatched_from"] or states["located_in"]):
        return cells  # which of them counts depends on the activity
    country = states["exporter.country"]
    departure = {"intra_union_transfer": "dispatched_from", "transit": "located_in"}.get(activity, "")
    kept = departure if departure and states[departure] else ""
    country = states[kept] if kept else country
    without: set[str] = set()
    if _is_member(country):
        without = {"dispatched_from", "located_in"} - {kept, _out_of_germany(states, activity)}
    elif not departure and country == "":
        without = {"dispatched_from", "located_in"}
    elif states["located_in"] and activity != "intra_union_transfer":
        without = {"dispatched_from"}
    return {name: "" if name in without else text for name, text in cells.items()}


def _out_of_germany(states: Cells, activity: str) -> str:
    """The cell that tells that an export leaves from Germany (``member_state.may_leave_from_germany``); "" where none does."""
    departure = "located_in" if states["located_in"] else "dispatched_from"
    is_export = activity not in ("brokering", "technical_assistance", "transit", "intra_union_transfer")
    return departure if is_export and find_place(states[departure]) == GERMANY else ""


@lru_cache(maxsize=4096)
def _is_place(text: str) -> bool:
    """Whether a cell is a place, or empty."""
    return text == "" or find_place(text) is not None


def _is_member(text: str) -> bool:
    place = find_place(text) if text else None
    state = jurisdiction(place) if place else None
    return state is not None and state.union_member


def one_country(cells: Cells) -> Cells:
    """Keep the place of the items and the destination only if they are the same place; otherwise neither
    matters."""
    places = [cells.get(name, "") for name in ("located_in", "destination")]
    if not all(map(_is_place, places)):
        return cells
    located, destination = (find_place(text) if text else None for text in places)
    return cells if located and located == destination else dict.fromkeys(cells, "")


def departure_of_export(cells: Cells) -> Cells:
    """Keep the places from which an export leaves (``export.from_union``), the first that is stated; of other activities none
    matters."""
    places = {name: cells[name] for name in ("located_in", "dispatched_from") if name in cells}
    activity = cells.get("activity", "")
    if not all(map(_is_place, places.values())) or activity not in ("", *get_args(Activity)):
        return cells
    kept = next((name for name, text in places.items() if text and activity == "export"), None)
    return {**cells, **{name: "" for name in places if name != kept}}


def one_list(cells: Cells) -> Cells:
    """The cells that tell whether a national list reaches an item (``member_state.national_lists``), as few
    as do."""
    entries, exporter = cells.get("items.national_entries", ""), cells.get("exporter.country", "")
    destination = cells.get("destination", "")
    departures = {name: cells[name] for name in ("dispatched_from", "located_in") if name in cells}
    if not all(map(_is_place, (exporter, destination, *departures.values()))):
        return cells
    own = find_place(exporter) if exporter else None
    idle = [name for name, text in departures.items() if not _is_member(text) or find_place(text) == own]
    # That it is stated counts, wherever it is: who does not say from where the items leave is asked by whose list it names.
    changed = {**cells, **{name: no_state() if departures[name] else "" for name in idle}}
    if entries == "[]":
        changed |= dict.fromkeys(("exporter.country", "destination", *departures), "")
    elif entries == "":
        changed |= dict.fromkeys(("exporter.country", "destination"), "")
    elif exporter and find_place(exporter) not in {
        find_place(entry.partition(":")[0]) for entry in entries.split(";")
    }:
        changed["exporter.country"] = no_state()
    return {name: text for name, text in changed.items() if name in cells}
