"""``dualuse examine --ask``: one question after the other, answers kept at once; a sheet that serves several entries."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dualuse import InputError
from dualuse.classification.sheets import examine
from dualuse.classification.sheets.quantities import NotAQuantity, measure
from dualuse.classification.sheets.results import Question
from dualuse.cli import app
from dualuse.cli.sheet_asking import _with_unit
from dualuse.documents.examination import named_in_words
from dualuse.schema.reading.plain_data import parse, read_file

RUN = CliRunner()


CODE = "6A003.b.4.b"


def asked(sheet: Path, *lines: str, code: int = 0) -> Result:
    arguments = ["examine", CODE, "--ask", "--sheet", str(sheet), "--language", "en"]
    result = RUN.invoke(app, arguments, input="".join(f"{line}\n" for line in lines))
    assert result.exit_code == code, result.output
    return result


def kept(sheet: Path) -> dict[str, object]:
    return dict(read_file(sheet)[0].data)


def test_answers_settle_it_and_are_kept(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"
    output = asked(sheet, "n", "n").stdout
    assert "not listed here: every provision is settled" in output
    assert "Other entries may list it: examine " in " ".join(output.split())
    assert kept(sheet) == {"imaging_camera": "no", "contains_controlled_component": "no"}
    again = RUN.invoke(app, ["examine", CODE, "--sheet", str(sheet), "--json"]).stdout
    assert json.loads(again)["verdict"] == "not_listed"


def test_an_answer_goes_onto_the_first_line_of_a_sheet_that_windows_notepad_saved(tmp_path: Path) -> None:
    """Its mark before the first letter hid the name, which then stood twice."""
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text("imaging_camera:\n", encoding="utf-8-sig")
    asked(sheet, "n", "n")
    assert kept(sheet) == {"imaging_camera": "no", "contains_controlled_component": "no"}


def test_a_sheet_that_is_not_there_yet_names_the_command_that_begins_it(tmp_path: Path) -> None:
    sheet = tmp_path / "new sheet.yaml"
    stated = ["--sheet", str(sheet), "--set", "imaging_camera=no"]
    refused = RUN.invoke(app, ["examine", CODE, *stated, "--language", "en"])
    assert refused.exit_code == 2
    words = shlex.split(refused.stderr.strip().partition("kept in it: ")[2].removesuffix("."))
    assert words[:4] == ["dualuse", "examine", CODE, "--ask"]
    begun = RUN.invoke(app, [*words[1:], "--language", "en"], input="n\n")
    assert begun.exit_code == 0, begun.output
    assert kept(sheet) == {"imaging_camera": "no", "contains_controlled_component": "no"}


def test_it_is_taken_up_where_it_was_left(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"
    asked(sheet, "n", "s")
    assert kept(sheet) == {"imaging_camera": "no"}
    assert "imaging camera (sensor" not in asked(sheet, "n").stdout
    assert len(kept(sheet)) == 2


def test_a_template_keeps_its_comments(tmp_path: Path) -> None:
    RUN.invoke(app, ["init", "sheet", "--folder", str(tmp_path), "--entry", CODE])
    sheet = tmp_path / f"sheet-{CODE}.yaml"
    before = sheet.read_text("utf-8")
    asked(sheet, "n", "s")
    assert sheet.read_text("utf-8") == before.replace("imaging_camera:\n", 'imaging_camera: "no"\n')


def test_back_takes_an_answer_back(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"
    asked(sheet, "n", "<", "?", "s")
    assert kept(sheet) == {"imaging_camera": None}


def test_back_takes_back_the_answer_that_ended_it(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"
    output = asked(sheet, "<", "n", "n", "<", "s").stdout
    assert "There is no answer to take back." in output
    assert "< goes back." in output
    assert kept(sheet) == {"imaging_camera": "no", "contains_controlled_component": None}


def test_each_question_says_how_it_is_answered(tmp_path: Path) -> None:
    """An example with its unit, a place for the reason of a judgement; a slip is told without the name of the field."""
    sheet = tmp_path / "sheet.yaml"
    arguments = ["examine", "6A003.b.4", "--ask", "--sheet", str(sheet), "--language", "en"]
    typed = [
        "4.5 nm",
        "?",
        "unknown",
        "?",
        "?",
        "?",
        "5000 nm",
        *["?"] * 8,
        "no",
        "a thermal camera, data sheet page 2",
        "s",
    ]
    result = RUN.invoke(app, arguments, input="".join(f"{line}\n" for line in typed))
    assert result.exit_code == 0, result.output
    assert "\n4.5 nm is neither yes nor no. Write yes or no, or unknown.\n" in result.stdout
    assert "  a number in nm, or with its unit, such as 4.5 nm\n" in result.stdout
    assert kept(sheet) == {
        "broadcast_camera": {"value": "no", "reason": "a thermal camera, data sheet page 2"},
        "peak_wavelength": "5000 nm",
    }
    again = RUN.invoke(app, ["examine", "6A003.b.4", "--sheet", str(sheet), "--language", "en"])
    assert again.exit_code == 0, again.output


def test_what_is_not_known_is_no_reason_of_a_judgement(tmp_path: Path) -> None:
    """It was kept as the reason "?"."""
    sheet = tmp_path / "sheet.yaml"
    arguments = ["examine", "6A003.b.4", "--ask", "--sheet", str(sheet), "--language", "en"]
    result = RUN.invoke(app, arguments, input="?\n" * 19 + "no\n?\ns\n")
    assert result.exit_code == 0, result.output
    assert "no reason is kept" in result.stdout
    assert kept(sheet) == {"broadcast_camera": "no"}


FOCAL_PLANE = "6A002.a.3.g"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("640 x 512", "327680"),
        ("640×512", "327680"),
        ("2 x 3 x 4", "24"),
        ("327.680", "327680"),
        ("327,680", "327680"),
    ],
)
def test_a_count_is_taken_as_a_product(tmp_path: Path, typed: str, number: str) -> None:
    sheet = tmp_path / "sheet.yaml"
    arguments = ["examine", FOCAL_PLANE, "--ask", "--sheet", str(sheet), "--language", "en"]
    result = RUN.invoke(app, arguments, input="?\n" * 5 + f"{typed}\ns\n")
    assert result.exit_code == 0, result.output
    assert f"→ {number}\n" in result.stdout
    assert kept(sheet) == {"elements": typed}


def test_a_count_with_noughts_behind_a_point_is_asked_about_as_a_count() -> None:
    with pytest.raises(InputError) as caught:
        examine(FOCAL_PLANE, {"elements": "5.000"})
    (problem,) = caught.value.problems
    assert "Write the number without a mark: 5000 or 5" in problem.at_prompt("en")


def test_a_product_weighs_as_its_number() -> None:
    known = {
        "thermopile_array": "yes",
        "focal_plane_array": "yes",
        "space_qualified": "no",
        "microbolometer": "yes",
    }
    for typed, number in (("70 x 70", "4900"), ("80 x 80", "6400")):  # the Note excludes fewer than 5130
        of_product, of_number = (
            examine(FOCAL_PLANE, {**known, "elements": value}) for value in (typed, number)
        )
        assert of_product.verdict == of_number.verdict
        assert of_product.questions == of_number.questions


@pytest.mark.parametrize("typed", ["3 x 104", "3 x 10", "640 x", "640 x 51.2", "640 x 0"])
def test_no_product_is_guessed(typed: str) -> None:
    """The raised figure of a power of ten may have been lost."""
    with pytest.raises(InputError, match="elements"):
        examine(FOCAL_PLANE, {"elements": typed})


def test_what_is_no_count_takes_no_product() -> None:
    with pytest.raises(InputError, match="element_ratio"):
        examine("6A002.a.3", {"element_ratio": "2 x 3"})


@given(st.lists(st.sampled_from(["y", "n", "?", "<", "1 kHz", "640", "", "nonsense"]), max_size=8))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_the_sheet_gives_the_answer_that_was_shown(
    tmp_path: Path, lines: list[str]
) -> None:
    sheet = tmp_path / "any.yaml"
    sheet.unlink(missing_ok=True)
    shown = asked(sheet, *lines).stdout
    if sheet.exists():
        again = RUN.invoke(app, ["examine", CODE, "--sheet", str(sheet), "--language", "en"]).stdout
        assert shown.endswith(again)


def test_a_sheet_serves_the_next_entry(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text("resolution: 12 bit\nimaging_camera: no\n", "utf-8")
    result = RUN.invoke(app, ["examine", "3A001.a.5", "--sheet", str(sheet), "--language", "en", "--full"])
    assert result.exit_code == 0
    assert (
        result.stderr == "dualuse: left out, since the tests of 3A001.a.5 do not ask for it: imaging_camera\n"
    )
    options = ["--set", "resolution=12 bit", "--language", "en", "--full"]
    alone = RUN.invoke(app, ["examine", "3A001.a.5", *options])
    assert result.stdout.partition("\nPut this line")[0] == alone.stdout


def test_a_slip_in_a_sheet_is_still_refused(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text("resolutoin: 12 bit\n", "utf-8")
    result = RUN.invoke(app, ["examine", "3A001.a.5", "--sheet", str(sheet), "--language", "en"])
    assert result.exit_code == 2
    assert "Perhaps resolution is meant" in result.stderr


def test_a_sheet_of_another_entry_shows_its_values_with_the_test_they_fail(tmp_path: Path) -> None:
    """A camera is tested by its detector: "6A002.a.3.g: no" named no value and no test."""
    sheet = tmp_path / "detector.yaml"
    sheet.write_text("peak_wavelength: 5000 nm\n", "utf-8")
    shown = RUN.invoke(app, ["examine", "6A003.b.4", "--sheet", str(sheet), "--language", "en"]).stdout
    assert "6A002.a.3.g: no (peak wavelength: 5000 nm (> 400 nm, ≤ 900 nm: no))" in shown
    data = json.loads(RUN.invoke(app, ["examine", "6A003.b.4", "--sheet", str(sheet), "--json"]).stdout)
    (failed,) = (row for row in data["not_met"] if row["path"] == "6A003.b.4.c")
    assert failed["tests"][0]["because"][0]["given"] == "5000 nm"


def test_what_is_asked_stands_in_words_before_its_name() -> None:
    shown = RUN.invoke(app, ["examine", "6A003.b.4", "--full", "--language", "en"]).stdout
    rows = [
        row
        for row in shown.replace("\n    ", " ").splitlines()
        if row.endswith("]") and row.startswith("  - ")
    ]
    assert len(rows) > 20
    assert all("? " in row and row.startswith("  - ") and row[4].isupper() for row in rows)
    assert any(row.endswith("[imaging_camera]") for row in rows)
    assert any(row.endswith("[in nm; peak_wavelength]") for row in rows)


@pytest.mark.parametrize(("language", "words"), [("en", "this alone"), ("de", "allein"), ("fr", "seule")])
def test_why_a_question_comes_is_said_in_words(tmp_path: Path, language: str, words: str) -> None:
    sheet = tmp_path / "camera.yaml"
    arguments = ["examine", "6A003.b.4", "--ask", "--sheet", str(sheet), "--language", language]
    shown = RUN.invoke(app, arguments, input="s\n").stdout
    assert words in shown
    assert "imaging_camera:" not in shown.replace("\n", " ").split("6A003")[0]
    assert " 0 " not in shown.split("6A003")[0]


@pytest.mark.parametrize("code", ["5A001.j", "6A003.b.4"])
def test_the_notes_that_take_an_item_out_are_asked_behind_the_tests(code: str) -> None:
    """Of a monitoring probe it was asked first whether it is for marketing."""
    names = [question.parameter for question in examine(code, {}).questions]
    notes = {"for_marketing", "for_quality_of_service", "broadcast_camera"}
    tests = {"surveils_ip_communications", "searches_hard_selectors", "component_of_j", "elements"}
    assert max(map(names.index, tests & set(names))) < min(map(names.index, notes & set(names)))


def test_a_sheet_leads_on_to_the_transaction(tmp_path: Path) -> None:
    """Whoever had answered all questions was not told where the answers go."""
    sheet = tmp_path / "camera.yaml"
    sheet.write_text('imaging_camera: "yes"\nelements: "327680"\n')
    output = CliRunner().invoke(app, ["examine", "6A003.b.4", "--sheet", str(sheet)]).output
    (line,) = [line for line in output.splitlines() if line.strip().startswith("parameters: ")]
    item = parse(line.strip().encode(), "item", ".yaml")[0].data
    assert item == {"parameters": {"6A003": {"imaging_camera": "yes", "elements": "327680"}}}
    assert "dualuse assess" in output


@pytest.mark.parametrize(
    ("typed", "value"), [("5000", "5000 nm"), ("5 µm", "5 µm"), ("5000 nm", "5000 nm"), ("900,5", "900,5 nm")]
)
def test_a_number_alone_is_in_the_unit_of_the_question(tmp_path: Path, typed: str, value: str) -> None:
    """The question says "in nanometres", and 5000 was refused for its missing unit."""
    sheet = tmp_path / "sheet.yaml"
    code = "6A002.a.3"
    questions = json.loads(RUN.invoke(app, ["examine", code, "--json"]).stdout)["questions"]
    (question,) = [row for row in questions if row["unit"] == "nm"][:1]
    name = question["parameter"]
    before = questions[: questions.index(question)]
    lines = [*("?" for _ in before), typed, "s"]
    shown = RUN.invoke(
        app,
        ["examine", code, "--ask", "--sheet", str(sheet), "--language", "en"],
        input="".join(f"{line}\n" for line in lines),
    )
    assert kept(sheet)[name] == value, shown.output
    assert (f"→ {value}" in shown.output) == (typed != value)


@pytest.mark.parametrize("typed", ["4.200", "5000 kg", "5 - 9"])
def test_what_is_no_sure_number_is_refused_as_before(typed: str) -> None:
    question = Question(
        parameter="range", question="?", kind="quantity", unit="nm", judgement=False, settles=1, concerns=()
    )
    value = _with_unit(typed, question)
    with pytest.raises(NotAQuantity):
        measure(value, "nm", by_hand=True)


def probe(sheet: Path, *lines: str) -> str:
    command = ["examine", "5A001.j", "--ask", "--sheet", str(sheet), "--language", "en"]
    result = RUN.invoke(app, command, input="".join(f"{line}\n" for line in lines))
    return " ".join(result.stdout.split())


def test_a_judgement_without_a_reason_is_named_below_the_verdict(tmp_path: Path) -> None:
    """What stands for a reason to come is none: it is said at once, and not kept."""
    answers = ("y", "y", "?", "y", "y", "y", "n", "", "n", "tbd", "n")
    output = probe(tmp_path / "sheet.yaml", *answers)
    verdict, _, below = output.partition("not listed here: every provision is settled")
    assert "says nothing" in verdict
    named = "Judgements without a reason: component_of_j, searches_hard_selectors."
    assert named in below.partition("Other entries")[0]
    assert kept(tmp_path / "sheet.yaml")["searches_hard_selectors"] == "no"


def test_an_open_answer_names_them_too(tmp_path: Path) -> None:
    output = probe(tmp_path / "sheet.yaml", *("?",) * 6, "n", "", "s")
    assert "open: what is missing is below" in output
    assert "Judgements without a reason: component_of_j." in output


def test_what_was_not_known_is_counted_apart(tmp_path: Path) -> None:
    output = probe(tmp_path / "sheet.yaml", "?", "?", "<", "s")
    assert [part.split(";")[0] for part in output.split("open questions: ")[1:]] == ["12", "11", "10", "11"]
    assert output.count("left as not known: 1") == 2
    assert "left as not known: 2" in output


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_long_question_gives_way_to_the_answer_behind_it(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    arguments = ["examine", "6A003", "--set", "peak_wavelength=900nm", "--language", language]
    shown = RUN.invoke(app, arguments).stdout
    assert "900nm" in shown
    assert "→ …" not in shown
    question = "Wie weit (in Metern) reicht es? Gemessen wird ohne Zubehör."
    assert named_in_words("range", question) == "Wie weit reicht es? [range]"
