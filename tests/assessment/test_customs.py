"""Document codes for the customs declaration: only where they make sense, and never against an open answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse import check as check_with
from dualuse.assessment.text.full import determination_text
from dualuse.i18n import LANGUAGES
from dualuse.law.customs import document_code, document_codes
from dualuse.law.eu_2021_821.authorisations.reading import IDENTIFIERS
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, GROUNDS
from dualuse.law.language.provision import IN_FORCE, Verification
from dualuse.schema.determination import Determination
from tests.assessment.test_properties import levels, transactions
from tests.support.hits_by_hand import ScreenerByHand

CLEAN = dict.fromkeys(GROUNDS, "none")
BASE: dict[str, Any] = {
    "date": "2026-08-03",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"country": "DE"},
    "items": [
        {
            "id": "1",
            "kind": "goods",
            "entries": ["2B201.a"],
            "national_entries": [],
            "quantity": "1",
            "unit": "piece",
        }
    ],
    "destination": "KE",
    "parties": [{"role": "end_user", "name": "Works Ltd", "country": "KE", "service": "none"}],
    "end_use": "tests",
    "knowledge": CLEAN,
    "circumstances": {"free_zone": False},
}
JAPAN = {"destination": "JP", "parties": [{**BASE["parties"][0], "country": "JP"}]}
NOT_LISTED = {"items": [{"id": "1", "kind": "goods", "entries": [], "national_entries": []}]}
SOFTWARE = {"items": [{"id": "1", "kind": "software", "entries": ["2D202"], "national_entries": []}]}


def check(data: dict[str, Any], **settings: Any) -> Determination:
    """Screened and clear, whoever exports: a code that says that nothing is wanting stands beside a "go" only."""
    exporter = {"name": "Havel Pumpen GmbH", **data["exporter"]} if data.get("exporter") else None
    answers = {"unexecuted.32014R0833.annex_iv": False, **(data.get("answers") or {})}
    stated = {**data, "answers": answers, **({"exporter": exporter} if exporter else {})}
    return check_with(stated, screener=ScreenerByHand(), **settings)


PROLONGED = [{"fact": "authorisations.valid_until", "document": "notice of BAFA"}]
"""What shows that a national general authorisation is still in force."""


def held(kind: str, **changes: Any) -> dict[str, Any]:
    authorisation = {
        "kind": kind,
        "reference": "A-7",
        "items": ["1"],
        "end_user": "Works Ltd",
        "destination": "KE",
        "valid_from": "2024-01-01",
        "valid_until": "2027-01-31",
        "left": "9",
        "left_unit": "piece",
        "end_use": "tests",
    }
    return {"authorisations": [{**authorisation, **changes}]}


def codes(result: Determination) -> list[tuple[str | None, str, str | None]]:
    return [(hint.code, hint.because.code, hint.reference) for hint in result.customs]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [("X060", "customs.granted", None), ("X070", "customs.granted", None)]),
        (held("individual"), [("X060", "customs.held", "A-7")]),
        (
            {**held("global", end_use="Milling"), "end_use": "milling"},
            [("X070", "customs.held", "A-7")],
        ),
        (held("global", end_use=None), [(None, "customs.unclear", None)]),
        (
            {**held("national_general", end_user=None, compared="2026-07-20"), "sources": PROLONGED},
            [("X071", "customs.held", "A-7")],
        ),
        (
            held("national_general", end_user=None, compared="2026-07-20"),  # nobody says that it goes on
            [(None, "customs.unclear", None)],
        ),
        (held("national_general", end_user=None), [(None, "customs.unclear", None)]),  # its text was not read
        (held("large_project"), [("X060", "customs.held", "A-7"), ("X070", "customs.held", "A-7")]),
        (held("individual", valid_until=None), [(None, "customs.unclear", None)]),
        (
            held("individual", items=["2"]),
            [("X060", "customs.granted", None), ("X070", "customs.granted", None)],
        ),
        (JAPAN, [("X061", "customs.general", None)]),
        (
            {
                **JAPAN,
                "parties": [*JAPAN["parties"], {"role": "consignee", "name": "Stores", "country": "AE"}],
            },
            [(None, "customs.open", None)],
        ),
        (
            {"destination": "JP"},
            [("X060", "customs.granted", None), ("X070", "customs.granted", None)],
        ),
        ({**JAPAN, "located_in": "CN"}, []),
        ({**JAPAN, "date": "2021-10-01"}, [("X061", "customs.general", None)]),
        ({**JAPAN, "date": "2021-09-30"}, [(None, "customs.before_the_codes", None)]),
        (
            {**JAPAN, "date": "2021-11-30", "exporter": {"country": "AT"}},
            [(None, "customs.before_the_codes", None)],
        ),
        (
            {**JAPAN, "date": "2021-11-30", "exporter": {"country": "FR"}},
            [(None, "customs.beginning_unknown", None)],
        ),
        ({**JAPAN, "date": "2021-12-01", "exporter": {"country": "FR"}}, [("X061", "customs.general", None)]),
        ({**NOT_LISTED, "date": "2021-09-30"}, [("Y901", "customs.not_listed", None)]),
        (
            {**JAPAN, **held("individual", destination="JP")},
            [("X060", "customs.held", "A-7"), ("X061", "customs.general", None)],
        ),
        (NOT_LISTED, [("Y901", "customs.not_listed", None)]),
        (
            {**NOT_LISTED, "knowledge": {**CLEAN, "wmd": "informed"}},
            [("X060", "customs.granted", None), ("X070", "customs.granted", None)],
        ),
        ({**NOT_LISTED, "knowledge": {**CLEAN, "wmd": "aware"}}, [(None, "customs.notification", None)]),
        ({**NOT_LISTED, "knowledge": None}, [(None, "customs.open", None)]),
        ({"items": [{"id": "1", "kind": "goods"}]}, [(None, "customs.open", None)]),
        ({"destination": None}, [(None, "customs.export_open", None)]),
        ({"activity": None}, [(None, "customs.export_open", None)]),
        ({"destination": "FR"}, []),
        ({"activity": "brokering", "located_in": "CN"}, []),
        ({"activity": "technical_assistance"}, []),
        ({"activity": "transit"}, []),
        ({"activity": "intra_union_transfer", "destination": "FR"}, []),
        ({**SOFTWARE, "manner": "electronic"}, []),
        ({**SOFTWARE, "manner": None}, [(None, "customs.manner_open", None)]),
        (SOFTWARE, [("X060", "customs.granted", None), ("X070", "customs.granted", None)]),
        ({"manner": None}, [("X060", "customs.granted", None), ("X070", "customs.granted", None)]),
        (
            {"items": [{"id": "1", "entries": [], "national_entries": []}], "manner": None},
            [(None, "customs.manner_open", None)],
        ),
        (
            {
                "items": [
                    {
                        "id": "1",
                        "kind": "goods",
                        "entries": [],
                        "national_entries": ["DE:5A902"],
                        "value": "9000",
                        "currency": "EUR",
                        "cyber_surveillance": False,
                    }
                ],
                "destination": "KE",
            },
            [(None, "customs.national_list", None)],
        ),
    ],
)
def test_hints(changes: dict[str, Any], expected: list[tuple[str | None, str, str | None]]) -> None:
    data = {name: value for name, value in {**BASE, **changes}.items() if value is not None}
    result = check(data)
    assert codes(result) == expected, (result.outcome, result.range, result.release_because)
    for hint in result.customs:
        assert hint.because.text
        assert (hint.code is None) == (hint.meaning is None) == (hint.source is None)


_TO_BE_GRANTED = [("X060", "customs.granted", None), ("X070", "customs.granted", None)]


@pytest.mark.parametrize("country", ["NO", "GB", "CH", "US"])
@pytest.mark.parametrize(
    ("located", "expected"),
    [
        (None, [(None, "customs.exporter_outside", None)]),
        ("DE", _TO_BE_GRANTED),
        ("XI", _TO_BE_GRANTED),
        ("CN", []),
    ],
)
def test_exporters_outside_the_union_are_treated_alike(
    country: str, located: str | None, expected: list[tuple[str | None, str, str | None]]
) -> None:
    """Norway has a file of its law here and the United Kingdom none: for the tariff of the Union both are outside."""
    place = {} if located is None else {"located_in": located}
    assert codes(check({**BASE, "exporter": {"country": country}, **place})) == expected


def test_an_exporter_in_northern_ireland_declares_in_the_union() -> None:
    assert codes(check({**BASE, "exporter": {"country": "XI"}})) == _TO_BE_GRANTED


def test_a_prohibition_and_a_measure_have_no_code() -> None:
    assert codes(check({**BASE, "destination": "RU"})) == [(None, "customs.prohibited", None)]
    results = [
        check({**BASE, "destination": place, "items": [{"id": "1", "kind": "goods", "entries": [code]}]})
        for place in ("IR", "VE", "MM", "BY", "KP")
        for code in ("2B201.a", "5A001.f.2", "0A001")
    ]
    assert all(
        hint.code is None
        for result in results
        for hint in result.customs
        if any(
            finding.status == "applies"
            and finding.effect == "authorisation_required"
            and not finding.provision.startswith("Art.")
            for finding in result.findings
        )
    )


def test_the_hints_of_several_items_are_told_once() -> None:
    items = [*BASE["items"], {**BASE["items"][0], "id": "2"}, {**NOT_LISTED["items"][0], "id": "3"}]
    result = check({**BASE, **JAPAN, "items": items})
    assert [(hint.code, hint.items) for hint in result.customs] == [("X061", ("1", "2")), (None, ("3",))]
    text = determination_text(result)
    assert "customs declaration [1, 2]: document code X061" in text.replace("\n    ", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hints_speak_every_language(language: str) -> None:
    for changes in ({}, NOT_LISTED, held("individual"), JAPAN, {"destination": None}):
        data = {name: value for name, value in {**BASE, **changes}.items() if value is not None}
        result = check(data, language=language)
        assert [hint.because.code for hint in result.customs] == [
            hint.because.code for hint in check(data).customs
        ]
        lines = determination_text(result).splitlines()
        assert not any("{" in line for line in lines if "X0" in line or "Y901" in line)


@given(
    transactions,
    st.sampled_from([None, "individual", "global", "large_project", "national_general", "brokering"]),
    st.fixed_dictionaries({"wmd": levels, "military_end_use": levels}),
    st.booleans(),
)
@settings(max_examples=250, deadline=None)
def test_no_code_contradicts_the_answer(
    data: dict[str, Any], kind: str | None, knowledge: dict[str, Any], clean: bool
) -> None:
    if clean:
        data = {
            **data,
            "knowledge": {**CLEAN, **knowledge},
            "circumstances": dict.fromkeys(CIRCUMSTANCES, False),
        }
    if kind:
        authorisation = {"kind": kind, "reference": "A-7", "items": ["1"], "destination": data["destination"]}
        data = {**data, "authorisations": [{**authorisation, "valid_until": "2030-01-31"}]}
    result = check(data)
    (item,) = result.items
    (stated,) = result.transaction["items"]
    entries = stated.get("entries")
    given_codes = {hint.code for hint in result.customs} - {None}
    if data["activity"] not in ("export", None) or data["manner"] == "electronic":
        assert result.customs == ()
    if result.outcome in ("undetermined", "prohibited", "notification_required"):
        assert not given_codes
    if "Y901" in given_codes:
        assert entries == []
        assert result.outcome == "not_controlled"
        assert given_codes == {"Y901"}
    available = {row.id for row in item.general_authorisations if row.status == "available"}
    for identifier in IDENTIFIERS:
        if document_code(identifier, IN_FORCE).code in given_codes:
            assert identifier in available
    for hint in result.customs:
        if hint.reference is not None:
            assert hint.because.code == "customs.held"
            assert kind not in (None, "brokering")
    if (
        result.customs == ()
        and data["activity"] == "export"
        and data["manner"] in ("permanent", "exhibition")
    ):
        assert data["destination"] in ("FR", "XI", "AT") or data["exporter"]["country"] == "US"


def test_the_file_of_codes() -> None:
    rows = document_codes()
    assert len({row.code for row in rows}) == len(rows)
    uses = {row.use for row in rows}
    assert uses <= {"individual", "global", "national_general", "not_listed", *IDENTIFIERS}
    assert uses >= {"individual", "global", "national_general", "not_listed"}
    assert uses >= {f"EU00{number}" for number in range(1, 9)}, "those of 2021 and 2023 have their codes"
    for row in rows:
        assert row.verification is not Verification.OFFICIAL  # nobody compared it with the tariff
        assert row.sources
        assert all(source.startswith("http") for source in row.sources)
        assert row.validity.since >= IN_FORCE
    assert "X002" not in {row.code for row in rows}  # replaced on the first day this product answers for
    with pytest.raises(KeyError):
        document_code("individual", date(2021, 9, 8))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [("X060", "DEE"), ("X070", "DES")]),
        (held("individual"), [("X060", "DEE")]),
        ({"exporter": {"country": "FR"}}, [("X060", None), ("X070", None)]),
        ({"exporter": {"country": "AT"}}, [("X060", None), ("X070", None)]),
        (JAPAN, [("X061", None)]),
        ({"exporter": {"country": "FR"}, "located_in": "DE"}, [("X060", "DEE"), ("X070", "DES")]),
    ],
)
def test_german_customs_wants_a_qualifier_beside_the_code(
    changes: dict[str, Any], expected: list[tuple[str, str | None]]
) -> None:
    result = check({**BASE, **changes})
    assert [(hint.code, hint.qualifier) for hint in result.customs] == expected


@pytest.mark.parametrize(
    ("state", "decided", "expected"),
    [
        ("AT", "2026-07-01", [("Y901", None), ("4FSB", "B-1")]),
        ("DE", "2026-07-01", [("Y901", None)]),
    ],
)
def test_austria_has_a_code_for_a_ruling_that_no_authorisation_is_required(
    state: str, decided: str, expected: list[tuple[str, str | None]]
) -> None:
    ruling = {"provision": "Art. 4(2)", "result": "not_required", "date": decided, "reference": "B-1"}
    ruling |= {"items": ["1"], "parties": ["Works Ltd"]}
    data = {**BASE, **NOT_LISTED, "exporter": {"country": state}, "authority_decisions": [ruling]}
    result = check({**data, "answers": {"item.national_own": False, "item.national_other": False}})
    assert [(hint.code, hint.reference) for hint in result.customs] == expected
