"""``dualuse screen`` on one screen, and that nobody is called clear by lists that may hide a party."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.cli.terminal import LANGUAGES
from dualuse.inputs.wrapping import MOST_LINES
from tests.support.screening_home import Entry, install, write_lines

RUN = CliRunner()
MANY = tuple(
    Entry(f"P{number}", "Orlow Wassiljewitsch Quillonberg", properties={"birthDate": [f"19{50 + number}"]})
    for number in range(12)
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    monkeypatch.delenv("DUALUSE_WORKSPACE", raising=False)
    return home


def printed(*arguments: str) -> str:
    result = RUN.invoke(app, ["screen", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["Orlow Quillonberg", "Orlow Wassiljewitsch Quillonberg", "Nobody Whoknows"])
def test_an_answer_fits_on_one_screen(home: Path, name: str, language: str) -> None:
    install(home, "xx_one", "2026-11-20", MANY)
    short = printed(name, "--language", language).splitlines()
    full = printed(name, "--language", language, "--full").splitlines()
    assert len(short) <= 30
    assert all(len(line) <= 100 for line in short if "dualuse decide" not in line and "DECISION" not in line)
    assert short[:2] == full[:2]
    if name != "Nobody Whoknows":
        assert len(full) > 60
        assert any("--full" in line for line in short)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_wider_than_a_page_but_a_command(home: Path, tmp_path: Path, language: str) -> None:
    for name in ("xx_old", "xx_another_old", "xx_third", "xx_fourth_list_with_a_long_name"):
        install(home, name, "2020-01-01", MANY)
    file = tmp_path / "parties.jsonl"
    write_lines(
        file,
        (
            Entry(
                "K-1", "Orlow Quillonberg of a House with a Name so Long that it Fills a Line all by Itself"
            ),
            Entry("K-2", "Ship", "Vessel", {"imoNumber": ["1234567"], "birthDate": ["1974-01-32"]}),
        ),
    )
    for arguments in (["Orlow Quillonberg"], ["Nobody Whoknows", "--full"], ["--file", str(file)]):
        result = RUN.invoke(app, ["screen", *arguments, "--language", language])
        lines = (result.stdout + result.stderr).splitlines()
        wide = [line for line in lines if len(line) > 100 and "dualuse decide" not in line]
        assert wide == []


def test_by_an_old_list_nobody_is_clear(home: Path, tmp_path: Path) -> None:
    install(home, "xx_old", "2020-01-01", MANY)
    first, *_ = printed("Nobody Whoknows", "--language", "en").splitlines()
    assert first == "No hit, LISTS OUT OF DATE: xx_old 2020-01-01"
    file = tmp_path / "parties.jsonl"
    write_lines(file, (Entry("K-1", "Nobody Whoknows"), Entry("K-2", "Orlow Quillonberg")))
    summary = printed("--file", str(file), "--language", "en")
    assert "1  no hit, but lists are out of date or not whole" in summary
    assert "clear" not in summary


def test_the_age_of_the_lists_belongs_to_a_hit_and_to_a_possible_one(home: Path, tmp_path: Path) -> None:
    install(home, "xx_old", "2020-01-01", MANY)
    for arguments in (["Orlow Quillonberg"], ["Orlow Quillonberg", "--full"]):
        verdict, age, *_ = printed(*arguments, "--language", "en").splitlines()
        assert verdict.startswith(("HIT", "REVIEW"))
        assert age == "LISTS OUT OF DATE: xx_old 2020-01-01"
    file = tmp_path / "parties.jsonl"
    write_lines(file, (Entry("K-2", "Orlow Quillonberg"),))
    assert "LISTS OUT OF DATE: xx_old 2020-01-01" in printed("--file", str(file), "--language", "en")


@pytest.mark.parametrize(
    ("language", "list_title", "day"),
    [
        ("de", "Konsolidierte Liste der Finanzsanktionen", "02.03.1959"),
        ("fr", "Liste consolidée des sanctions", "02/03/1959"),
    ],
)
def test_a_hit_is_told_in_the_readers_language(home: Path, language: str, list_title: str, day: str) -> None:
    listed = Entry("P1", "Orlow Quillonberg", properties={"birthDate": ["1959-03-02"]})
    install(home, "eu_fsf", "2026-11-20", (listed,))
    shown = printed("Orlow Quillonberg", "--birth-date", "1959-03-02", "--language", language)
    told = shown.partition("dualuse decide")[0]
    assert list_title in told
    assert day in told
    assert "1959-03-02" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_many_parties_has_one_screen_with_those_who_are_listed_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    home = tmp_path / "home"
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    frozen = {"country": ["ru"], "programId": ["EU-UKR"], "topics": ["sanction"]}
    install(home, "eu_fsf", "2026-08-01", [Entry("L1", "Orlow Quillonberg", "Person", frozen)])
    names = [f"Harmless Trading {number}" for number in range(30)]
    names += ["Orlow Petr Quillonberg"] * 30 + ["Orlow Quillonberg"] * 8
    file = tmp_path / "parties.csv"
    file.write_text("id,name\n" + "".join(f"{at},{name}\n" for at, name in enumerate(names)), "utf-8")
    short, whole = (
        RUN.invoke(app, ["screen", "--file", str(file), "-l", language, *more]).stdout.splitlines()
        for more in ((), ("--full",))
    )
    assert len(short) <= MOST_LINES < len(whole)
    assert [line.split()[0] for line in short[:8]] == [str(60 + number) for number in range(8)]
    assert any("--full" in line for line in short)
