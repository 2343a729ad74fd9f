"""The schema of a transaction takes what the program takes, and refuses what it refuses, but for what is declared here.

A program is written from the schema alone: what fits it must not be refused. Documents are a valid one with values put in other
places, left out, or written otherwise.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from dualuse.cli.schema import schema_of
from dualuse.i18n.places import place_names
from dualuse.inputs.problems import InputError
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, GROUNDS
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.schema.reading.plain_data import parse
from dualuse.schema.reading.validation import checked_transaction

TODAY: Final = date(2026, 8, 20)
SCHEMA: Final = schema_of("transaction")
DEFINITIONS: Final = SCHEMA["$defs"]
VALIDATOR: Final = Draft202012Validator(SCHEMA, format_checker=FormatChecker(["date"]))

BEYOND_A_SCHEMA: Final = {
    "code_unknown": "which codes Annex I has depends on the day of the transaction",
    "item_twice": "the ids of the items differ",
    "authorisation_days": "an authorisation begins before it ends",
    "count_parted": "a number of what is counted is whole, whatever the firm calls the unit beside it",
    "amount_float": "JSON does not tell 1.0 from 1, and a number with a point is not exact",
    "string_unicode": "half a character",
    "checksum_of_nothing": "no checksum repeats a shorter run of signs",
}
"""What the program refuses and a schema cannot, by the code of the problem."""

DAYS: Final = ("date", "valid_from", "valid_until", "compared", "seen")
AMOUNTS: Final = ("value", "quantity", "left")
Leaf = tuple[str, Any]
READ_BESIDES: Final[dict[str, Callable[[str, Any], bool]]] = {
    "blanks around a value": lambda name, value: isinstance(value, str) and value != value.strip(),
    "blanks within a code, or before its end or per cent": lambda name, value: (
        name in ("entries", "national_entries", "share") and isinstance(value, str) and " " in value
    ),
    "text that is longer before its blanks are put together": lambda name, value: (
        isinstance(value, str) and len(value) > len(" ".join(value.split()))
    ),
    "a day as its midnight": lambda name, value: name in DAYS and "T" in str(value),
    "a year of birth as a number": lambda name, value: name == "birth_date" and isinstance(value, int),
    "an amount without a digit before its point, or with zeros before it": lambda name, value: (
        name in AMOUNTS and isinstance(value, str) and re.search(r"^\.|[0-9]{16}|^0", value) is not None
    ),
    "letters beyond ASCII that are those of a code in capitals": lambda name, value: (
        name == "national_entries" and isinstance(value, str) and not value.isascii()
    ),
    "an act in a text with further strokes": lambda name, value: name == "acts" and str(value).count("/") > 1,
}
"""What the program reads and no schema says, by the name of the field and its value."""

FULL: Final[dict[str, Any]] = {
    "format": "dualuse-transaction-1",
    "reference": "Q-1",
    "date": "2026-08-20",
    "activity": "export",
    "manner": "permanent",
    "exporter": {
        "name": "Meridian GmbH",
        "country": "DE",
        "icp": True,
        "address": "Hafenstr. 1",
        "identifiers": {"lei": "1"},
    },
    "items": [
        {
            "id": "1",
            "description": "Analyser",
            "kind": "goods",
            "entries": ["3A002.c"],
            "cyber_surveillance": False,
            "national_entries": ["DE:5A902"],
            "cn_code": "9030.33.20",
            "quantity": "2",
            "unit": "piece",
            "value": "180000.00",
            "currency": "EUR",
            "parameters": {"a": 1},
            "product": "MX-1",
            "answers": {"item.national_own": False},
        }
    ],
    "destination": "AE",
    "purchasing_country": "CH",
    "parties": [
        {
            "role": "end_user",
            "name": "Example KK",
            "country": "JP",
            "service": "none",
            "address": "1-1",
            "identifiers": {"tax": "7"},
            "birth_date": "1959-03",
            "owners": [
                {
                    "name": "A. Example",
                    "country": "UA-43",
                    "share": "0.51 %",
                    "control": True,
                    "identifiers": {"passport": "5"},
                    "birth_date": "1960",
                }
            ],
        }
    ],
    "end_use": "measuring",
    "knowledge": dict.fromkeys(GROUNDS, "none"),
    "circumstances": dict.fromkeys(CIRCUMSTANCES, False),
    "dispatched_from": "DE",
    "located_in": "DE",
    "consigned_to": "AE",
    "authorisations": [
        {
            "kind": "individual",
            "reference": "A-1",
            "granted_by": "DE",
            "holder": "Meridian GmbH",
            "acts": ["2021/821"],
            "known_uses": ["wmd"],
            "compared": "2026-01-02",
            "items": ["1"],
            "end_users": ["Example KK"],
            "consignees": ["Example KK"],
            "consignee_countries": ["JP"],
            "other_parties": ["B"],
            "countries": ["AE", "MD-SN"],
            "end_use": "measuring",
            "valid_from": "2026-01-01",
            "valid_until": "2027-12-31",
            "left": "5",
            "left_unit": "piece",
        },
        {"kind": "global", "reference": "A-2", "end_user": "C", "destination": "AE"},
    ],
    "authority_decisions": [
        {
            "provision": "Art. 4(2)",
            "result": "not_required",
            "date": "2026-02-01",
            "reference": "B-1",
            "items": ["1"],
            "parties": ["Example KK"],
            "uses": ["wmd"],
            "valid_until": "2027-01-01",
        },
        {"provision": "Art. 7(1)", "result": "prohibited", "date": "2026-02-01"},
    ],
    "sources": [
        {
            "fact": "destination",
            "document": "offer.pdf",
            "sha256": "0123456789abcdef" * 3 + "fedcba9876543210",
            "page": "1",
            "quote": "x",
            "url": "https://example.org",
            "seen": "2026-02-01",
            "note": "y",
        }
    ],
    "answers": {"done.EU001": True, "option.art4_3": False, "covered.x": True},
    "interview": {
        "steps": [{"place": "destination", "unknown": True, "before": ["a"], "added": False}],
        "every_item": False,
        "searched": {"items[0].entries": "analyser"},
    },
}
"""A transaction that states every field."""


def problems_of(data: Any) -> set[str]:
    """The codes of what the program finds wrong with a transaction."""
    try:
        checked_transaction(copy.deepcopy(data), TODAY)
    except InputError as error:
        return {problem.what.code for problem in error.problems}
    return set()


def leaves(data: Any, name: str = "") -> Iterator[Leaf]:
    """Each value that holds no others, with the name of the field nearest above it."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value, name)
    else:
        yield name, data


def paths(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in the data, deep ones and those above them."""
    if path:
        yield path
    rows = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in rows:
        yield from paths(value, (*path, key))


FIELDS: Final = {
    tuple(key for key in path if isinstance(key, str))[-2:]: path
    for path in paths(FULL)
    if path[0] not in ("knowledge", "circumstances")
}.values()
"""A place of each field."""


def told(data: Any) -> list[str]:
    """What the schema finds wrong, for whoever reads a failure."""
    return [f"{row.json_path}: {row.message[:160]}" for row in VALIDATOR.iter_errors(data)]


def agree(data: Any) -> None:
    """Fail where the schema and the program do not agree, and that is not declared."""
    problems = problems_of(data)
    if VALIDATOR.is_valid(data):
        assert problems <= set(BEYOND_A_SCHEMA), (problems, data)
    elif not problems:
        is_declared = any(reads(*leaf) for leaf in leaves(data) for reads in READ_BESIDES.values())
        assert is_declared, (told(data), data)
        read = checked_transaction(copy.deepcopy(data), TODAY).model_dump(mode="json")
        assert VALIDATOR.is_valid(read), told(read)


def written() -> st.SearchStrategy[str]:
    """Texts that fit one of the forms of the schema, and such with a sign more, less, or another."""
    patterns = sorted(
        {part["pattern"] for form in DEFINITIONS.values() for part in (form, *form.get("anyOf", ())) if "pattern" in part}
    )  # fmt: skip
    fitting = st.sampled_from(patterns).flatmap(st.from_regex)
    return fitting | st.builds(
        lambda text, place, sign: (
            text[: place % (len(text) + 1)] + sign + text[place % (len(text) + 1) + 1 :]
        ),
        fitting,
        st.integers(0, 40),
        st.sampled_from(["", " ", ".", "0", "9", "A", "z", "-", "/", "%", "\n", "\x00", "\u202e"]),
    )


WORDS: Final = (
    "", " ", "de", "XX", "UK", "Crimea", "Nordzypern", "3.000", "1,5", "-1", "1e3", "0.51", "101", "100.1", "2021-09-08", "2100-01-01",
    "2026-02-30", "2026-8-2", "20260820", "ß", "2026-08-20T00:00:00", "5a001f1", "5A001.z", "5A001.f.1 ", "DE:5A001", "SE:4A901", "FR:5X1", "US:1", "NO:1A",
    "7712", "9880", "99", "847", "84 71.30", "12345678901", "833/2014", "Regulation (EU) No 833/2014", "1/1", "33/2014", "833/20145",
    "2021/821 and 833/2014", "eur", "EUR", "USD", "F" * 64, "F" * 63 + "0", "g" * 64, "item.national_own", "prohibited", "required", "Art. 7(1)",
)  # fmt: skip
OTHER_VALUES: Final = (
    None,
    True,
    False,
    0,
    1,
    -1,
    101,
    10**16,
    1.0,
    1.5,
    [],
    {},
    ["AE"],
    {"a": "b"},
    [None],
    [[]],
)
values = (
    st.sampled_from(WORDS)
    | written()
    | st.text(max_size=6)
    | st.sampled_from(OTHER_VALUES)
    | st.sampled_from([value for _, value in leaves(FULL)])
    | st.sampled_from(list(place_names()))
)
changes = st.tuples(
    st.sampled_from(["put", "put", "put", "put", "leave out", "add", "rename"]),
    st.sampled_from(list(paths(FULL))),
    values,
)


def changed(change: tuple[str, tuple[Any, ...], Any], data: Any) -> None:
    """Change the data at a place, where it still is there."""
    kind, path, value = change
    *above, last = path
    try:
        for key in above:
            data = data[key]
        data[last]
    except (KeyError, IndexError, TypeError):
        return
    if kind == "put":
        data[last] = value
    elif kind == "leave out":
        del data[last]
    elif isinstance(data, dict):
        data[value if isinstance(value, str) else "other"] = (
            data.pop(last) if kind == "rename" else data[last]
        )


def test_the_full_transaction_states_every_field() -> None:
    """A field that comes is changed here, too."""
    stated = {key for path in paths(FULL) for key in path if isinstance(key, str)}
    fields = {name for form in (SCHEMA, *DEFINITIONS.values()) for name in form.get("properties", {})}
    assert fields - stated == {"left_currency"}  # left_unit stands in its place
    assert not problems_of(FULL)
    assert VALIDATOR.is_valid(FULL), told(FULL)


@given(st.lists(changes, min_size=1, max_size=2))
@settings(max_examples=200, deadline=None)
@example([("put", ("authorisations", 0, "left"), None)])
@example([("leave out", ("authorisations", 0, "left"), None)])
@example(
    [("put", ("authorisations", 0, "left_unit"), None), ("leave out", ("authorisations", 0, "left"), None)]
)
@example([("add", ("authorisations", 0, "left"), "left_currency")])
@example([("rename", ("authorisations", 0, "left_unit"), "left_currency")])
@example([("put", ("authorisations", 0, "acts"), [])])
@example(
    [("put", ("authorisations", 1), {"kind": "global", "reference": "A", "end_user": "C", "end_users": []})]
)
@example(
    [("put", ("authorisations", 1), {"kind": "global", "reference": "A", "end_user": "C", "end_users": None})]
)
@example(
    [
        (
            "put",
            ("authorisations", 1),
            {"kind": "global", "reference": "A", "destination": "AE", "countries": []},
        )
    ]
)
@example([("put", ("authority_decisions", 1, "result"), "required")])
@example([("put", ("authority_decisions", 1, "provision"), "Art. 7(2)")])
@example([("put", ("authority_decisions", 0, "uses"), ["reexport"])])
@example([("put", ("answers",), {"item.listed": True})])
@example([("put", ("items", 0, "answers"), {"done.EU001": True})])
def test_the_schema_and_the_program_agree(several: list[tuple[str, tuple[Any, ...], Any]]) -> None:
    data = copy.deepcopy(FULL)
    for change in several:
        changed(change, data)
    agree(data)


@pytest.mark.parametrize("word", [*WORDS, *OTHER_VALUES], ids=repr)
def test_each_word_is_judged_alike_in_each_field(word: Any) -> None:
    for path in FIELDS:
        data = copy.deepcopy(FULL)
        changed(("put", path, word), data)
        agree(data)


@pytest.mark.parametrize("code", sorted(BEYOND_A_SCHEMA))
def test_what_a_schema_cannot_say_is_refused_by_the_program(code: str) -> None:
    twice = {"items": [{"id": "1"}, {"id": "1"}]}
    days = {"kind": "global", "reference": "A", "valid_from": "2026-02-01", "valid_until": "2026-01-01"}
    data = {
        "code_unknown": {"items": [{"entries": ["5A001.z"]}]},
        "item_twice": twice,
        "authorisation_days": {"items": [{}], "authorisations": [days]},
        "amount_float": {"items": [{"value": 1.0}]},
        "count_parted": {"items": [{"quantity": "2.5", "unit": "Stück"}]},
        "string_unicode": {"items": [{}], "reference": "\ud800"},
        "checksum_of_nothing": {"items": [{}], "sources": [{"fact": "destination", "sha256": "0a" * 32}]},
    }[code]
    assert VALIDATOR.is_valid(data)
    assert problems_of(data) == {code}


def test_numbers_of_a_json_file_are_read_alike() -> None:
    data = copy.deepcopy(FULL)
    data["items"][0] |= {"quantity": 2, "value": 180000, "parameters": None}
    data["parties"][0]["owners"][0]["share"] = 51
    agree(data)
    (document,) = parse(json.dumps(data).encode(), "a.json", ".json")
    assert checked_transaction(document.data, TODAY) == checked_transaction(data, TODAY)


def test_each_result_fits_its_provisions_alone() -> None:
    for provision, decision in DECIDED.items():
        for result in ("required", "not_required", "prohibited"):
            row = {"provision": provision, "result": result, "date": "2026-01-01"}
            data = {"items": [{}], "authority_decisions": [row]}
            assert VALIDATOR.is_valid(data) is (result in decision.results)
            agree(data)


def test_a_pattern_is_one_of_ecma_262_too() -> None:
    """No escape that it does not know, no look behind, and no sign that only Python has."""
    text = json.dumps(SCHEMA)
    assert json.loads(text) == SCHEMA
    for pattern in re.findall(r'"pattern": "((?:[^"\\]|\\.)*)"', text):
        for escape in re.findall(r"\\(.)", json.loads(f'"{pattern}"')):
            assert escape in "^$.*+?()[]{}|/\\u", pattern
        assert "(?" not in pattern
