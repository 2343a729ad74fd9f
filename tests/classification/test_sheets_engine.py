"""The engine on small invented sheets: quantities as written, references, names, gaps, circles, and what is refused."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dualuse.classification.sheets.conditions import All, Any_, AtLeastOf, No, Yes, evaluate, settling
from dualuse.classification.sheets.examining import examine
from dualuse.classification.sheets.library import FOLDER, Library
from dualuse.classification.sheets.quantities import (
    NotAQuantity,
    measure,
    shown_unit,
    units_that_fit,
    with_shown_units,
)
from dualuse.classification.sheets.reading import SheetError, read_sheet
from dualuse.cli import app
from dualuse.inputs.problems import InputError
from dualuse.law.eu_2021_821.control_list import newest_outline

HEAD = 'edition = "2025-11-15"\nreview = "machine-read"\nreference = "Annex I"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sheets"


def write(folder: Path, entry: str, body: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{entry}.toml"
    path.write_text(f'entry = "{entry}"\n{HEAD}{body}', encoding="utf-8")
    return path


def yes(*names: str) -> str:
    return "".join(f'[parameters.{name}]\nquestion = "Is it {name}?"\n' for name in names)


def provision(path: str, when: str, unless: str = "") -> str:
    return f'[[provisions]]\npath = "{path}"\nwhen = {when}\n' + (f"unless = [{unless}]\n" if unless else "")


@pytest.mark.parametrize(
    ("text", "unit", "root"),
    [
        ("1,5 mm", "m", "0.0015"),
        ("2 x 10-4", "", "0.0002"),
        ("4·10⁶", "", "4000000"),
        ("30 000 Hz", "kHz", "30000"),
        ("125 fps", "Hz", "125"),
        ("5 %", "percent", "0.05"),
        ("12 cm2", "mm**2", "0.0012"),
        ("9 g", "m/s**2", "88.25985"),
        ("-40 °C", "kelvin", "233.15"),
        ("5e4 Gy(Si)", "Gy", "50000"),
        ("500 krad(Si)", "Gy", "5000"),
        ("500 MSPS", "Hz", "500000000"),
        ("1.3 GS/s", "1/s", "1300000000"),
        ("10 Gb/s", "Gbit/s", "10000000000"),
        ("2 GByte/s", "Gbit/s", "16000000000"),
        ("80 weighted TeraFLOPS", "WT", "80"),
        ("80", "WT", "80"),
        ("-180 dB", "dB", "-180"),
        ("36 Seemeilen", "m", "66672"),
        ("5 Nm", "J", "5000"),
        ("10 gauss", "T", "1"),
    ],
)
def test_quantities_are_read_as_people_write_them(text: str, unit: str, root: str) -> None:
    assert measure(text, unit).root == measure(root, "").root


@pytest.mark.parametrize(
    ("text", "unit", "reason"),
    [
        ("8-12 µm", "µm", "not_one_figure"),
        ("8 to 12 µm", "µm", "not_one_figure"),
        ("< 9 Hz", "Hz", "not_one_figure"),
        ("1,064 µm", "nm", "ambiguous"),
        ("20 x 109 Pa", "Pa", "malformed"),  # a lost superscript
        ("fast", "Hz", "malformed"),
        ("5", "ns", "unit_missing"),
        ("5 s", "Hz", "unit_misfit"),
        ("300 rpm", "Hz", "unit_misfit"),
        ("5 kBq", "Hz", "unit_misfit"),
        ("5 furlongish", "m", "unit_unknown"),
        ("5 __import__('os')", "m", "unit_unknown"),
        ("1e999 m", "m", "too_large"),
        ("80 TFLOPS", "WT", "unit_unknown"),  # not weighted: another figure
        ("0.8 nm/h", "nautical_mile/hour", "unit_unknown"),  # nanometres to the letter, miles to its writer
        ("30 dB", "", "unit_misfit"),
    ],
)
def test_what_is_no_quantity_here_is_refused(text: str, unit: str, reason: str) -> None:
    with pytest.raises(NotAQuantity) as caught:
        measure(text, unit)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("text", "unit", "root"),
    [
        ("4.200 nm", "nm", None),
        ("12.500", "", None),
        ("-4.200 nm", "nm", None),
        ("4.200e2 nm", "nm", None),
        ("1 234.500 nm", "nm", "1234.5 nm"),  # thousands are grouped already
        ("0.200 nm", "nm", "0.2 nm"),
        ("4.2000 nm", "nm", "4.2 nm"),
        ("1234.500 nm", "nm", "1234.5 nm"),
        ("99.999 percent", "percent", "99.999 percent"),  # nothing has more than a hundred
        ("101.999 percent", "percent", None),
        ("4.200,5 nm", "nm", "4200.5 nm"),  # two marks: the first can only be of thousands
        ("4,200.5 nm", "nm", "4200.5 nm"),
        ("-4.200,500 nm", "nm", "-4200.5 nm"),
        ("1.234.567 nm", "nm", "1234567 nm"),
        ("1.234.567,5 nm", "nm", "1234567.5 nm"),
        ("4.200, nm", "nm", None),
        ("0.200,5 nm", "nm", None),
        ("1.234,567.8 nm", "nm", None),
        ("1.23.456 nm", "nm", None),
    ],
)
def test_a_point_before_three_digits_written_by_hand(text: str, unit: str, root: str | None) -> None:
    """``4.200 nm`` of a German sheet is four thousand two hundred, of an English one four point two."""
    if root is None:
        with pytest.raises(NotAQuantity, match=r"ambiguous|malformed"):
            measure(text, unit, by_hand=True)
    else:
        assert measure(text, unit, by_hand=True).root == measure(root, unit).root


def test_units_that_fit_begin_with_that_of_the_annex() -> None:
    assert units_that_fit("ns")[:3] == ("ns", "fs", "ps")
    assert units_that_fit("") == ()


def test_a_unit_is_shown_as_people_write_it() -> None:
    assert [shown_unit(unit) for unit in ("um", "us", "m**2", "degC", "percent", "degree/hour**0.5")] == [
        "µm", "µs", "m²", "°C", "%", "°/√h",
    ]  # fmt: skip
    assert shown_unit("bus") == "bus"
    assert units_that_fit("um")[:2] == ("µm", "nm")
    assert with_shown_units("> 0.5 mm/us, ≤ 3 um") == "> 0.5 mm/µs, ≤ 3 µm"


def test_a_unit_typed_as_it_is_shown_is_the_same() -> None:
    asked = [
        parameter["quantity"]
        for path in FOLDER.glob("*.toml")
        for parameter in tomllib.loads(path.read_text("utf-8")).get("parameters", {}).values()
        if "quantity" in parameter
    ]
    units = sorted({unit for unit in asked if unit})
    assert len(units) > 100
    for unit in units:
        assert measure(f"4.5 {shown_unit(unit)}", unit).root == measure(f"4.5 {unit}", unit).root, unit


@pytest.mark.parametrize("written", ["0.8 um", "0.8 µm", "0.8 μm", "0.8um", "800 nm", "0,8 Mikrometer"])
@pytest.mark.parametrize("unit", ["um", "µm", "mm"])
def test_micrometres_are_read_however_they_are_typed(written: str, unit: str) -> None:
    assert measure(written, unit).root == measure("800 nm", "nm").root


def test_truth_of_groups_and_what_settles_them() -> None:
    a, b, c = Yes("a"), Yes("b"), Yes("c")
    two = AtLeastOf(2, (a, b, c))
    assert [
        evaluate(two, facts) for facts in ({"a": True}, {"a": True, "b": True}, {"a": False, "b": False})
    ] == [
        None,
        True,
        False,
    ]
    assert settling(two, {"a": True}).true == {"b", "c"}
    assert settling(two, {"a": True}).false == set()
    assert settling(All((a, b)), {}).false == {"a", "b"}
    assert settling(No(Any_((a, b))), {}).false == {"a", "b"}
    assert settling(All((a, b)), {"a": False}).mentioned == ()


def test_a_reference_carries_the_tests_of_another_sheet(folder: Path) -> None:
    write(
        folder,
        "6A205",
        yes("laser") + provision("6A205.a", '{ all = [ { yes = "laser" }, { provision = "2B225.a" } ] }'),
    )
    write(folder, "2B225", yes("arm") + provision("2B225.a", '{ yes = "arm" }'))
    examination = examine("6A205.a", {"laser": True}, folder=folder)
    assert [question.parameter for question in examination.questions] == ["arm"]
    assert examine("6A205.a", {"laser": True, "arm": True}, folder=folder).verdict == "listed"
    assert [row.entry for row in examination.sheets] == ["6A205", "2B225"]


def test_a_reference_without_a_sheet_is_a_question(folder: Path) -> None:
    write(
        folder,
        "6A205",
        yes("laser") + provision("6A205.a", '{ all = [ { yes = "laser" }, { provision = "2B225.a" } ] }'),
    )
    examination = examine("6A205.a", {"laser": True}, folder=folder)
    assert [question.parameter for question in examination.questions] == ["meets.2B225.a"]
    assert examine("6A205.a", {"laser": True, "meets.2B225.a": "yes"}, folder=folder).verdict == "listed"


def test_equal_questions_are_one_parameter_and_others_carry_their_entry(folder: Path) -> None:
    write(
        folder,
        "6A205",
        yes("same", "name")
        + provision("6A205.a", '{ all = [ { yes = "same" }, { yes = "name" }, { provision = "2B225.a" } ] }'),
    )
    other = yes("same") + '[parameters.name]\nquestion = "Another?"\n'
    write(folder, "2B225", other + provision("2B225.a", '{ all = [ { yes = "same" }, { yes = "name" } ] }'))
    examination = examine("6A205.a", {"same": True, "name": True}, folder=folder)
    assert [question.parameter for question in examination.questions] == ["2B225.name"]
    full = {"6A205.same": True, "6A205.name": True, "2B225.name": True}
    assert examine("6A205.a", full, folder=folder).verdict == "listed"
    with pytest.raises(InputError, match="given twice"):
        examine("6A205.a", {"same": True, "2B225.same": True}, folder=folder)


def test_a_plain_name_of_several_other_entries_is_ambiguous(folder: Path) -> None:
    write(
        folder,
        "6A205",
        yes("x")
        + provision(
            "6A205.a", '{ any = [ { provision = "2B225.a" }, { provision = "2B207.a" }, { yes = "x" } ] }'
        ),
    )
    write(
        folder, "2B225", '[parameters.name]\nquestion = "One?"\n' + provision("2B225.a", '{ yes = "name" }')
    )
    write(
        folder, "2B207", '[parameters.name]\nquestion = "Two?"\n' + provision("2B207.a", '{ yes = "name" }')
    )
    with pytest.raises(InputError, match=r"2B225\.name, 2B207\.name"):
        examine("6A205.a", {"name": True}, folder=folder)


def test_names_of_entries_that_take_no_part_are_left_aside(folder: Path) -> None:
    write(folder, "2B225", yes("arm") + provision("2B225.a", '{ yes = "arm" }'))
    write(folder, "2B207", yes("arm") + provision("2B207.a", '{ yes = "arm" }'))
    assert examine("2B225.a", {"2B207.arm": True, "in_public_domain": True}, folder=folder).verdict == "open"


def test_circles_are_refused(folder: Path) -> None:
    write(folder, "2B225", provision("2B225.a", '{ provision = "2B207.a" }'))
    write(folder, "2B207", provision("2B207.a", '{ provision = "2B225" }'))
    with pytest.raises(SheetError, match=r"circle: 2B225\.a > 2B207\.a > 2B225"):
        Library(newest_outline(), folder).reached("2B225.a")


def test_a_gap_is_asked_and_a_provision_under_a_tested_one_too(folder: Path) -> None:
    write(folder, "6A203", yes("streak") + provision("6A203.a", '{ yes = "streak" }'))
    sheets = Library(newest_outline(), folder)
    assert sheets.uncovered("6A203") == ("6A203.b", "6A203.c", "6A203.d")
    assert sheets.uncovered("6A203.a.1") == ()
    examination = examine("6A203.a.1", {"streak": True}, folder=folder)
    assert [question.parameter for question in examination.questions] == ["meets.6A203.a.1"]
    no_component = {"streak": False, "contains_controlled_component": False}
    assert examine("6A203.a.1", no_component, folder=folder).verdict == "not_listed"
    assert examine("6A203", no_component, folder=folder).verdict == "open"


def test_a_sheet_of_another_edition_does_not_count(folder: Path) -> None:
    write(folder, "2B225", yes("arm") + provision("2B225.a", '{ yes = "arm" }'))
    examination = examine("2B225", {}, "2022-01-07", folder=folder)
    assert examination.review == "no_sheet"
    assert examination.uncovered == ("2B225.a", "2B225.b")


def test_a_note_that_the_sheet_carries_out_is_not_applied_again(folder: Path) -> None:
    note = '{ note = "General Software Note", when = { yes = "public" } }'
    write(folder, "6D203", yes("fits", "public") + provision("6D203", '{ yes = "fits" }', note))
    assert examine("6D203", {"fits": True, "public": False}, folder=folder).verdict == "listed"
    released = examine("6D203", {"fits": True, "public": True}, folder=folder)
    assert (released.verdict, released.not_met[0].released_by) == ("not_listed", ("General Software Note",))


def test_codes_are_covered_by_wider_ones_and_left_open_by_narrower(folder: Path) -> None:
    body = '[parameters.items]\nwords = true\nquestion = "For which items?"\n'
    write(folder, "6D203", body + provision("6D203", '{ words = "items", covered_by = ["6A203.a"] }'))
    met = {
        code: len(examine("6D203", {"items": code}, folder=folder).not_met) for code in ("6A203.b", "6A203")
    }
    assert met == {"6A203.b": 1, "6A203": 0}
    tests = examine("6D203", {"items": ["6a203a1"], "in_public_domain": True}, folder=folder)
    assert tests.not_met[0].released_by == ("General Software Note, b",)
    with pytest.raises(InputError, match="6Z999"):
        examine("6D203", {"items": "6Z999"}, folder=folder)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (yes("a") + provision("6A203.z", '{ yes = "a" }'), "6A203.z is no provision"),
        (provision("6A203.a", '{ yes = "a" }'), "the parameter a is not declared"),
        (yes("a", "b") + provision("6A203.a", '{ yes = "a" }'), "declared and never used: b"),
        (yes("a") + provision("6A203.a", '{ yes = "a" }') * 2, "stands twice"),
        (yes("a") + provision("6A203.a", '{ either = [ { yes = "a" } ] }'), "not one condition: either"),
        (yes("a") + provision("6A203.a", '{ quantity = "a", above = "5 m" }'), "declared as yes_no"),
        (
            '[parameters.a]\nquantity = "m"\nquestion = "?"\n'
            + provision("6A203.a", '{ quantity = "a", above = "5 s" }'),
            "unit_misfit: s",
        ),
        ('[parameters.a]\nquantity = "flurb"\nquestion = "?"\n', "unit_unknown: flurb"),
        (yes("a") + provision("6A203.a", '{ at_least = 3, of = [ { yes = "a" } ] }'), "a number from 1 to 1"),
        (yes("a") + provision("6A203.a", '{ provision = "9Z999" }'), "not in the edition"),
        ("", "no provisions"),
    ],
)
def test_a_faulty_sheet_is_refused_with_its_place(folder: Path, body: str, message: str) -> None:
    with pytest.raises(SheetError, match=message) as caught:
        read_sheet(write(folder, "6A203", body))
    assert str(caught.value).startswith("6A203.toml: ")


def test_judgements_carry_their_reason() -> None:
    known = {"plug_in": True, "listed_in_6a003": False}
    with_reason = {"value": "yes", "reason": "drawing 12"}
    assert examine("6A203.c.4", {**known, "plug_in_for_gated_camera": with_reason}).without_reasons == ()
    bare = examine("6A203.c.4", {**known, "plug_in_for_gated_camera": True})
    assert (bare.verdict, bare.without_reasons) == ("listed", ("plug_in_for_gated_camera",))
    later = examine("6A203.c.4", {**known, "plug_in_for_gated_camera": {"value": "yes", "reason": "tbd"}})
    assert later.without_reasons == ("plug_in_for_gated_camera",)
    with pytest.raises(InputError, match="fields value and reason"):
        examine("6A203.c.4", {"plug_in": {"worth": "yes"}})


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["examine", *arguments, "--language", "en"])


def test_the_command_examines_a_file_and_values(tmp_path: Path) -> None:
    known = tmp_path / "camera.yaml"
    known.write_text("framing_camera: yes\nrecording_rate: 30 kHz\nlisted_in_6a003: no\n", encoding="utf-8")
    done = run(
        "6A203.b.1",
        "--sheet",
        str(known),
        "--set",
        "recording_rate=300kHz",
        "--set",
        "performance_constrained=no",
    )
    assert done.exit_code == 0
    assert "6A203.b.1 is met" in done.output
    assert "recording rate: 300kHz (> 225000 1/s: yes)" in done.output
    data = json.loads(run("6A203", "--sheet", str(known), "--json").output)
    assert data["verdict"] == "open"
    assert data["questions"][0]["settles"] >= data["questions"][-1]["settles"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("6A203", "--set", "framing_camra=yes"), "Perhaps framing_camera is meant"),
        (("6A203", "--set", "gating_time=5"), "5 has no unit. Write one of: ns, fs, ps"),
        (("6A203", "--set", "gating_time=5 m"), "the unit m does not fit here"),
        (("6A203", "--set", "streak_camera=perhaps"), "neither yes nor no"),
        (("6A999",), "6A999 is no provision"),
        (("6A203.z",), "6A203.z is no provision"),
        (("6A203", "--set", "novalue"), "Write name=value"),
        ((), "no entry or provision is named"),
        (("6A203", "--sheet", "absent.yaml"), "there is no sheet absent.yaml yet"),
    ],
)
def test_the_command_refuses_what_it_cannot_read(arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert message in done.output


def test_the_command_lists_the_sheets() -> None:
    done = run("--list")
    assert done.exit_code == 0
    row = next(line.split() for line in done.output.splitlines() if line.startswith("2B225"))
    assert row[1:4] == ["2", "4", "0"]
    assert {row["entry"] for row in json.loads(run("--list", "--json").output)["sheets"]} >= {
        "2B225",
        "6A203",
    }


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        ("111-48-8", "listed"),
        ("CAS 111-48-8", "listed"),
        ("CAS-Nr. 111-48-8, 7732-18-5", "listed"),
        ("7732-18-5", "not_listed"),
        ("none", "not_listed"),
    ],
)
def test_a_cas_number_is_found_in_what_stands_around_it(stated: str, verdict: str) -> None:
    no = (
        "mixture",
        "same_structure_other_number",
        "consumer_goods",
        "on_military_list",
        "contains_controlled_component",
    )
    examination = examine("1C350", {"cas": stated, **dict.fromkeys(no, False)})
    assert examination.verdict == verdict


@pytest.mark.parametrize(
    "stated", ["111488", "0111-48-8", "thiodiglycol", "n/a", "111-48-9", "111-48-8 or 12"]
)
def test_what_is_no_cas_number_is_refused_and_never_a_no(stated: str) -> None:
    with pytest.raises(InputError, match="is no CAS number"):
        examine("1C350", {"cas": stated})


def test_a_length_of_time_below_nought_is_refused() -> None:
    with pytest.raises(InputError, match="below nought"):
        examine("9A012", {"endurance": "-5 min"})


@pytest.mark.parametrize(
    ("stated", "reason"), [("2.5", "no whole number"), ("2,5", "no whole number"), ("-3", "below nought")]
)
def test_a_count_has_no_fraction_and_is_not_below_nought(stated: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        examine("6A003.b.4", {"elements": stated})


def test_a_whole_count_is_taken_however_it_is_written_and_a_ratio_may_have_a_fraction() -> None:
    assert examine("6A003.b.4", {"elements": "1e5"}).verdict == "open"
    assert examine("6A002", {"element_ratio": "2.5"}).verdict == "open"
