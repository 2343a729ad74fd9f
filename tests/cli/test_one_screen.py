"""``assess``, ``examine`` and ``watch`` answer on one screen; ``--full`` says everything."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dualuse import check
from dualuse.assessment.text.one_screen import ShortText
from dualuse.classification.sheets.library import listing
from dualuse.cli import app
from dualuse.cli.terminal import LANGUAGES
from dualuse.documents.screen_parts import cut_point
from dualuse.schema.reading.plain_data import read_file
from dualuse.schema.reading.validation import transaction_from
from tests.support.paths import REPOSITORY
from tests.support.sampling import sampled

RUN = CliRunner()
CAMERA = """\
imaging_camera: "yes"
focal_plane_array: "yes"
space_qualified: "no"
microbolometer: "no"
peak_wavelength: "5000 nm"
two_dimensional: "yes"
pyroelectric_listed_material: "no"
lead_salt_cells: "no"
elements: "327680"
charge_multiplication: {"value": "no", "reason": "Read from the data sheet"}
broadcast_camera: "no"
"""
MOST = 30
STORIES = sorted((REPOSITORY / "examples/stories").iterdir())


def run(*arguments: str) -> list[str]:
    result = RUN.invoke(app, list(arguments))
    assert result.exit_code in (0, 1), result.output
    return str(result.stdout).splitlines()


def assessed(out: Path, *stories: Path, options: tuple[str, ...] = ()) -> list[str]:
    files = [str(story / "transaction.yaml") for story in stories]
    diligence = [word for story in stories for word in ("--diligence", str(story / "diligence.yaml"))]
    fixed = ("--day", "2026-11-26", "-o", str(out), "--only-json", "--no-screening", "--no-search")
    return run("assess", *files, *diligence, *fixed, *options)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_an_assessment(tmp_path: Path, story: Path, language: str) -> None:
    short = assessed(tmp_path, story, options=("--language", language))
    assert len(short) <= MOST
    # The whole dossier says the same in lists and columns, which come between the words of a sentence.
    full = words(" ".join(assessed(tmp_path, story, options=("--full", "--language", language))))
    # Where it leads, and how many steps are not shown, is of this screen alone.
    sentences = re.sub(r"(?m)^→ .*(\n  .*)*|  \(.*\)$", "", "\n".join(short[1:-2]))
    for sentence in re.split(r" (?:-|\d\.) ", " ".join(sentences.split()).removeprefix("- ")):
        assert words(sentence.removesuffix(" …").partition(":")[2]) - full == set()


def words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text.casefold()))


def test_several_assessments_stand_in_a_table_the_worst_first(tmp_path: Path) -> None:
    lines = assessed(tmp_path, *STORIES, options=("--language", "en"))
    verdicts = [line.split("STORY")[0].strip() for line in lines if "STORY-" in line]
    assert len(verdicts) == len(STORIES)
    assert verdicts == sorted(verdicts, key=["STOP", "ASK FIRST", "GO"].index)
    assert len(lines) <= MOST


def test_dossiers_that_change(tmp_path: Path) -> None:
    assessed(tmp_path, *STORIES)
    lines = run("watch", str(tmp_path), "--day", date(2028, 1, 1).isoformat(), "--language", "en")
    assert "3 of 3 dossiers change" in lines[0]
    assert "\n".join(lines).count("STORY-") == len(STORIES)
    assert len(lines) <= MOST


@pytest.mark.parametrize("entry", sampled([row.entry for row in listing().sheets], 30))
def test_an_examination(entry: str) -> None:
    short, full = (run("examine", entry, "--language", "en", *more) for more in ((), ("--full",)))
    assert len(short) <= MOST
    assert all(len(line) <= 100 for line in short)
    assert short[0] == full[0]


def test_what_is_not_met_shows_the_value_as_read_and_the_test_that_failed() -> None:
    lines = run("examine", "3A001.a.5", "--set", "resolution=8bit", "--language", "en")
    written = [" ".join(line.split()) for line in lines]
    assert "3A001.a.5.a.4 resolution: 8bit (≥ 14 bit, < 16 bit: no)" in written
    assert any("more: --full" in line for line in lines)


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("en", "6A003.b.4.a imaging camera: no"),
        ("de", "6A003.b.4.a Ist es eine Bildkamera? [imaging_camera] → nein"),
        ("fr", "6A003.b.4.a S’agit-il d’une caméra d’imagerie ? [imaging_camera] → non"),
    ],
)
def test_a_test_is_named_by_its_question_where_its_name_is_not_read(language: str, named: str) -> None:
    lines = run("examine", "6A003.b.4", "--set", "imaging_camera=false", "--language", language)
    assert named in [" ".join(line.split()) for line in lines]


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_value_that_decided_is_called_in_words_where_names_are_foreign(
    language: str, tmp_path: Path
) -> None:
    """However many there are: their English names stand behind, and the value with its test is on the line."""
    file = tmp_path / "camera.yaml"
    file.write_text(CAMERA, "utf-8")
    lines = run("examine", "6A003", "--sheet", str(file), "--language", language)
    assert len(lines) <= MOST
    text = "\n".join(line for line in lines if "parameters:" not in line)
    # One that stands in words above is called by its name alone below.
    for name in re.findall(r"\b([a-z]+(?:_[a-z]+)+) ?: ?(?:ja|nein|oui|non|\d)", text):
        assert f"[{name}]" in text
    assert re.search(r"\[elements\] → 327680 \(≤ 12", text)


@pytest.mark.parametrize("language", ["de", "fr"])
@pytest.mark.parametrize("columns", ["80", "120"])
def test_questions_stand_whole_or_not_at_all(
    language: str, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    values = [f"--set={value}" for value in MACHINE]
    lines = run("examine", "2B001.b.2", *values, "--set=upr_below_1_m=1.0 µm", "--language", language)
    names = {"milling", "simultaneous_axes", "upr_below_1_m", "cuts_and_takes_numerical_control"}
    assert len(lines) <= 30
    assert [line for line in lines if line.endswith("…") or " … " in line] == []
    text = " ".join(" ".join(lines).split())
    in_words = [f"[{name}] →" in text for name in names if name in text]
    assert len(set(in_words)) == 1, "codes stand beside questions"


MACHINE = (
    *("cuts_and_takes_numerical_control=yes", "milling=yes", "simultaneous_axes=5", "axis_below_1_m=yes"),
)


@pytest.mark.parametrize(
    ("language", "measured"),
    [
        ("en", "upr below 1 m: 0.8 µm (≤ 0.9 µm: yes)"),
        ("de", "[upr_below_1_m] → 0.8 µm (≤ 0,9 µm: ja)"),
        ("fr", "[upr_below_1_m] → 0.8 µm (≤ 0,9 µm : oui)"),
    ],
)
def test_an_open_answer_shows_what_is_settled_already(language: str, measured: str) -> None:
    values = [f"--set={value}" for value in MACHINE]
    lines = run("examine", "2B001.b.2", *values, "--set=upr_below_1_m=0.8 µm", "--language", language)
    text = " ".join(" ".join(lines).split()).replace("\u202f", " ").replace("\u00a0", " ")
    assert "2B001.b.2.a" in text
    assert measured in text
    full = run(
        "examine", "2B001.b.2", *values, "--set=upr_below_1_m=0.8 µm", "--language", language, "--full"
    )
    assert measured in " ".join(" ".join(full).split()).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "written"), [("en", "≤ 0.9 µm"), ("de", "≤ 0,9 µm"), ("fr", "≤ 0,9 µm")]
)
def test_a_threshold_has_the_decimal_mark_of_its_reader(language: str, written: str) -> None:
    lines = run("examine", "2B001.a", "--set", "upr_below_1_m=1.2 µm", "--full", "--language", language)
    assert any(written in " ".join(line.split()) for line in lines)


def drawing(reference: str, left: str | None = "10") -> dict[str, Any]:
    return {
        "reference": f"Q-{reference}",
        "date": "2026-08-01",
        "items": [{"id": "1", "entries": ["3A001.a.3"], "quantity": 8, "unit": "piece"}],
        "authorisations": [
            {"kind": "individual", "reference": reference}
            | ({} if left is None else {"left": left, "left_unit": "piece"})
        ],
    }


@pytest.mark.parametrize(
    ("second", "is_warned"),
    [(drawing("A 1"), True), (drawing("a-1"), True), (drawing("B 2"), False), (drawing("A 1", None), True)],
)
def test_two_that_draw_on_one_authorisation_are_told(
    tmp_path: Path, second: dict[str, Any], is_warned: bool
) -> None:
    """Each would be covered by what is left, and both together are not; of one that says nothing of it, it is not known."""
    files = [tmp_path / "first.json", tmp_path / "second.json"]
    for file, data in zip(files, (drawing("A 1"), second), strict=True):
        file.write_text(json.dumps(data), "utf-8")
    arguments = ["check", *map(str, files), "--no-screening", "--gate", "--language", "en"]
    result = RUN.invoke(app, arguments)
    assert result.exit_code == 1
    answers = RUN.invoke(app, [*arguments, "--json"]).stdout
    assert ("release.drawn_together" in answers) is is_warned


OPEN_SALE = """\
date: 2026-11-29
activity: export
exporter: {name: Muster GmbH, country: DE}
items:
  - {id: "1", description: machining centre, kind: goods, entries: [2B001.b.2]}
destination: IN
parties:
  - {role: end_user, name: Pune Precision Ltd, country: IN}
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_page_of_an_interview_with_open_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sale.yaml").write_text(OPEN_SALE, "utf-8")
    options = ["interview", "sale.yaml", "--no-screening", "--language", language]
    result = RUN.invoke(app, options, input="?\n" * 80)
    assert result.exit_code == 0, result.output
    page = result.stdout.rpartition("> \n")[2].splitlines()
    assert len(page) <= MOST, "\n".join(page)
    assert any("--full" in line for line in page)


def test_every_reason_of_a_stop_stays_where_there_is_little_room() -> None:
    file = str(REPOSITORY / "examples/transactions/interception_set.yaml")
    (document,) = read_file(file)
    answer = check(transaction_from(document))
    assert answer.release == "stop"
    short = " ".join(" ".join(ShortText(answer, 100, (), 12).lines()).split())
    for reason in answer.release_because:
        assert reason.text.split(";")[0] in short


def test_a_reason_that_is_cut_keeps_the_field_that_answers_it() -> None:
    lines = [
        "  - state this and " + "that " * 12,
        *["    and more " * 6] * 3,
        "    under answers: done.EU001, unexecuted.32014R0833.annex_iv",
    ]
    cut = cut_point(lines, 3, 100)
    assert len(cut) == 3
    assert cut[-1].endswith("… (done.EU001, unexecuted.32014R0833.annex_iv)")
    assert max(map(len, cut)) <= 100
    assert cut_point(lines[:-1], 2, 100)[-1].endswith(" …")
    assert cut_point(lines, 9, 100) == lines
