"""What an export manager sees at the desk: words in place of fields, one true sentence in both places, commands that stand in full."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.cli.house.doctor import Finding, lines_of
from dualuse.i18n import LANGUAGES, translate
from dualuse.inputs.wrapping import MOST_LINES

EXAMPLES = Path(__file__).parents[2] / "examples"
RUN = CliRunner()
UNCLASSIFIED = """\
reference: Q-2
date: 2026-11-20
activity: export
manner: permanent
exporter: {name: Meridian Signals GmbH, country: DE}
items:
  - {id: "1", description: Signal analyser, kind: goods}
  - {id: "2", description: Network probe, kind: goods}
destination: AE
parties:
  - {role: end_user, name: Example Laboratories, country: AE, service: none}
"""


def run_command(*arguments: str, home: Path | None = None, width: int = 80) -> list[str]:
    env = {"COLUMNS": str(width)} | ({} if home is None else {"DUALUSE_HOME": str(home)})
    return RUN.invoke(app, [*arguments], env=env).stdout.splitlines()


def joined(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the invented lists of the examples, of which one is old and not whole."""
    home = tmp_path_factory.mktemp("home")
    folder = EXAMPLES / "screening"
    run_command("lists", "add", str(folder / "invented_freezes.xml"), "--accept-shrinkage", home=home)
    run_command(
        "lists", "add", str(folder / "invented_watch_list.jsonl"), "--edition", "2026-11-02", home=home
    )
    return home


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_items_without_an_entry_make_no_wreck_of_the_screen(
    language: str, width: int, tmp_path: Path
) -> None:
    file = tmp_path / "two.yaml"
    file.write_text(UNCLASSIFIED, "utf-8")
    lines = run_command("-l", language, "check", str(file), width=width)
    assert len(lines) <= MOST_LINES
    assert "knowledge." not in joined(lines)
    start = next(place for place, line in enumerate(lines) if line.startswith(translate("To do", language)))
    steps = joined(lines[start + 1 : start + 5])
    assert "…" not in steps, "a step is whole before other things stand"
    assert "--accept-law-age, --person" in steps


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("names", "width"), [(1, 80), (1, 120), (2, 120)])
def test_the_command_that_decides_stands_in_full_where_there_is_room(
    language: str, names: int, width: int, lists: Path, tmp_path: Path
) -> None:
    text = (EXAMPLES / "screening" / "offer.yaml").read_text("utf-8")
    if names > 1:
        second = "parties:\n  - {role: consignee, name: Orlow Wassiljewitsch Quillonberg, country: KZ, birth_date: 1959-03-02}"
        text = text.replace("parties:", second)
    file = tmp_path / "offer.yaml"
    file.write_text(text, "utf-8")
    lines = run_command("-l", language, "check", str(file), home=lists, width=width)
    assert sum(max(1, -(-len(line) // width)) for line in lines) <= MOST_LINES
    assert len([line for line in lines if line.startswith("dualuse decide DECISION")]) == names


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_that_are_not_whole_are_told_in_every_language(
    language: str, lists: Path, tmp_path: Path
) -> None:
    said = translate("{list} (not all entries are there)", language).partition("{list}")[2].strip()
    checked = run_command("-l", language, "check", str(EXAMPLES / "screening" / "offer.yaml"), home=lists)
    assert said in joined(checked)
    target = tmp_path / "judged.csv"
    rows = run_command(
        *("-l", language, "bulk", str(EXAMPLES / "bulk" / "offers.csv"), "--screen", "-o", str(target)),
        home=lists,
        width=200,
    )
    assert said in joined(rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dossier_says_one_thing_about_screening(language: str, tmp_path: Path) -> None:
    story = EXAMPLES / "stories" / "test_equipment"
    run_command(
        *("-l", language, "assess", str(story / "transaction.yaml")),
        *("--diligence", str(story / "diligence.yaml"), "-o", str(tmp_path), "--full"),
        home=tmp_path / "none",
    )
    html = next(tmp_path.glob("*.html")).read_text("utf-8")
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    sentence = translate(
        "not screened here; by the answers of due diligence screened elsewhere ({questions}), which clears nobody here",
        language,
    ).format(questions="D02")
    assert text.count(" ".join(sentence.split())) == 2, "page one, and the part on who takes part"
    assert " ".join(translate("none: no list was compared with", language).split()) in text
    first = text.partition(translate("Place and day", language))[0]
    assert "--accept-law-age" not in first, "a page is signed, not typed"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_doctor_fits_on_one_screen(language: str) -> None:
    extras = ("bulk", "pdf", "pdf-cjk", "embedding", "duckdb", "spark", "signature", "proof")
    findings = [
        Finding(name, "well", "something is made with it, which takes a line and a half of words")
        for name in extras
    ]
    lines = [*lines_of([Finding("law", "mend", "old", "mend it"), *findings], language)]
    assert len(lines) <= 4
    assert all(name in joined(lines) for name in extras)
    assert [
        line for line in run_command("-l", language, "doctor", "--json") if json.loads(line)["name"] in extras
    ]


def test_the_doctor_names_what_looks_at_a_damaged_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = importlib.import_module("dualuse.cli.house.doctor")
    monkeypatch.setattr(module, "_refused_record", lambda folder, language: "the manifest was damaged")
    lines = run_command("-l", "en", "doctor", home=tmp_path)
    place = next(place for place, line in enumerate(lines) if "the manifest was damaged" in line)
    assert lines[place + 1].strip() == "→ dualuse record verify"


def _dossiers(tmp_path: Path) -> Path:
    story = EXAMPLES / "stories" / "test_equipment"
    folder = tmp_path / "dossiers"
    run_command("assess", str(story / "transaction.yaml"), "-o", str(folder), home=tmp_path / "home")
    return folder


def test_a_dossier_of_a_later_release_is_counted_on_the_screen_too(tmp_path: Path) -> None:
    folder = _dossiers(tmp_path)
    (file,) = folder.glob("*.json")
    data = json.loads(file.read_text("utf-8"))
    name, _, number = data["format"].rpartition("/")
    data["format"] = (
        f"{name}/{int(re.sub('[^0-9]', '', number) or 1) + 90}" if name else "dualuse-assessment-99"
    )
    file.write_text(json.dumps(data), "utf-8")
    lines = run_command("-l", "en", "watch", str(folder), home=tmp_path / "home")
    assert any(line.split()[:1] == ["1"] and "written by a later release" in line for line in lines), lines


def test_what_was_not_looked_at_stands_with_the_verdict_of_watch(tmp_path: Path, lists: Path) -> None:
    folder = _dossiers(tmp_path)
    lines = run_command("-l", "en", "watch", str(folder), home=lists)
    assert lines[0].startswith("0 of 1 dossiers") or "change" in lines[0]
    gating = next(place for place, line in enumerate(lines) if "law is known here up to" in line)
    counted = [place for place, line in enumerate(lines) if re.match(r" {5,}\d", line)]
    assert all(gating < place for place in counted)


def test_watch_has_colours_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from dualuse.cli import watch
    from dualuse.inputs import colours

    assert watch._marked("  ▲ heavier") == "  ▲ heavier"
    monkeypatch.setattr(colours, "colours_wanted", lambda: True)
    assert watch._marked("  ▲ heavier").startswith("\x1b[")
    assert watch._marked("STORY-1") == "STORY-1"
    assert watch._coloured("0 of 3 dossiers change", "go").startswith("\x1b[32m")
    assert watch._tone([], is_whole=True) == "go"
    assert watch._tone([], is_whole=False) == "ask"
