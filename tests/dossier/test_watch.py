"""``watch``: what of law, day, lists, indices and questionnaires changes an assessment, and why."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dualuse.assessment.listed.installed import InstalledLists
from dualuse.cli import app
from dualuse.diligence import questionnaires
from dualuse.dossier.assessing import Evidence, assess
from dualuse.dossier.verifying import as_json
from dualuse.dossier.watching import rejudge
from dualuse.dossier.watching.reading import Known, read_known
from dualuse.dossier.watching.rejudge import LawOfToday, Said, changes_of_law, said_of
from dualuse.dossier.watching.watch import Today, Watched, watch
from dualuse.inputs.problems import InputError
from dualuse.schema.reading.plain_data import read_file
from dualuse.sources.lists.installing import Adding
from dualuse.sources.lists.store import ListStore
from tests.dossier.test_assess import DAY, findings, transaction

RUN = CliRunner()
VERSIONS = tuple((questionnaire.name, questionnaire.version) for questionnaire in questionnaires())


def listed(home: Path, names: list[str], edition: str) -> None:
    path = home.parent / f"{edition}.jsonl"
    rows = (
        {
            "id": f"W-{name[:4]}",
            "schema": "Organization",
            "properties": {"name": [name], "topics": ["sanction"]},
        }
        for name in names
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ListStore(home).install(path, Adding(list_id="invented", label=edition, accept_shrinkage=True))


def made(folder: Path, home: Path, name: str = "interception", day: date = DAY, **changed: Any) -> Path:
    folder.mkdir(exist_ok=True)
    stated = transaction(name) | changed
    dossier = assess(stated, Evidence(findings(name)), day=day, screener=InstalledLists(home=home))
    path = folder / f"{stated['reference']}.json"
    path.write_bytes(as_json(dossier))
    return path


def kinds(watched: Watched) -> list[str]:
    return [change.kind for change in watched.changes]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / "home"
    place.mkdir()
    return place


def today(home: Path, day: date = DAY, **changed: Any) -> Today:
    return replace(
        Today(day=day, home=home, workspace=home / "workspace", context=None, questionnaires=VERSIONS),
        **changed,
    )


def test_nothing_changes_on_the_day_it_was_made(tmp_path: Path, home: Path) -> None:
    listed(home, ["Nobody Known", "Nobody Else"], "2026-11-01")
    for name in ("interception", "face_recognition", "test_equipment"):
        made(tmp_path / "d", home, name)
    assert [watched.changes for watched in watch(tmp_path / "d", today(home))] == [(), (), ()]


def test_a_new_entry_and_a_delisting_are_told_with_the_party(tmp_path: Path, home: Path) -> None:
    listed(home, ["Nobody Known", "Falcon Bridge Trading FZE"], "2026-11-01")
    made(tmp_path / "d", home)
    listed(home, ["Nobody Known", "Directorate of Public Order of Qasr Anwar"], "2026-11-20")
    (watched,) = watch(tmp_path / "d", today(home))
    changes = {change.what.code: change for change in watched.changes}
    assert changes["watch.hit"].what.params["name"] == "Directorate of Public Order of Qasr Anwar"
    assert changes["watch.hit"].worse is True
    assert changes["watch.hit_gone"].what.params["name"] == "Falcon Bridge Trading FZE"
    assert changes["watch.hit_gone"].worse is False


def test_an_authorisation_that_ran_out_changes_the_release(tmp_path: Path, home: Path) -> None:
    held = [{"kind": "individual", "reference": "G-1", "items": ["10"], "end_user": "Directorate of Public Order of Qasr Anwar",
             "destination": "AE", "valid_from": "2025-01-01", "valid_until": "2026-12-31", "left": "2"}]  # fmt: skip
    path = made(tmp_path / "d", home, authorisations=held)
    before = json.loads(path.read_bytes())["determination"]["release"]
    (watched,) = watch(tmp_path / "d", today(home, date(2027, 1, 5)))
    assert before != "stop"
    assert "answer" in kinds(watched)
    assert watched.changes[0].worse is True


def test_after_twelve_months_it_is_opened_again(tmp_path: Path, home: Path) -> None:
    made(tmp_path / "d", home)
    assert kinds(next(watch(tmp_path / "d", today(home, date(2027, 11, 25))))) == []
    assert kinds(next(watch(tmp_path / "d", today(home, date(2027, 11, 26))))) == ["review"]


def test_a_newer_questionnaire_is_told(tmp_path: Path, home: Path) -> None:
    made(tmp_path / "d", home)
    newer = tuple((name, "2099-01-01" if name == "parties" else version) for name, version in VERSIONS)
    (watched,) = watch(tmp_path / "d", today(home, questionnaires=newer))
    assert [change.what.params for change in watched.changes] == [
        {"name": "parties", "version": "2099-01-01"}
    ]


def test_a_file_that_is_no_dossier_is_told_and_the_others_are_watched(tmp_path: Path, home: Path) -> None:
    made(tmp_path / "d", home)
    (tmp_path / "d" / "A.json").write_text("{}")
    (tmp_path / "d" / "B.json").write_bytes(b"\xff\x00")
    (tmp_path / "d" / "notes.txt").write_text("no dossier")
    watched_files = list(watch(tmp_path / "d", today(home)))
    assert [(watched.file, kinds(watched)) for watched in watched_files] == [
        ("A.json", ["unreadable"]), ("B.json", ["unreadable"]), ("STORY-1-INTERCEPTION.json", []),
    ]  # fmt: skip


SAID = Said(
    low="not_controlled",
    high="not_controlled",
    release="go",
    basis=frozenset(),
    available=frozenset({("10", "EU001")}),
    is_assumed=False,
)


@pytest.mark.parametrize(
    ("now", "codes", "worse"),
    [
        (SAID, [], []),
        (
            replace(SAID, low="prohibited", high="prohibited", release="stop", basis=frozenset({"Act 1"})),
            ["watch.answer", "watch.applies"],
            [True, True],
        ),
        (replace(SAID, available=frozenset()), ["watch.option_gone"], [True]),
        (replace(SAID, available=frozenset({("10", "EU001"), ("10", "EU008")})), ["watch.option"], [False]),
    ],
)
def test_what_the_law_changed_is_told_with_its_weight(now: Said, codes: list[str], worse: list[bool]) -> None:
    changes = list(changes_of_law(SAID, now))
    assert [change.what.code for change in changes] == codes
    assert [change.worse for change in changes] == worse


def test_the_end_of_an_embargo_makes_it_lighter() -> None:
    then = replace(SAID, low="prohibited", high="prohibited", release="stop", basis=frozenset({"Act 1"}))
    changes = list(changes_of_law(then, SAID))
    assert [(change.what.code, change.worse) for change in changes] == [
        ("watch.answer", False),
        ("watch.applied", False),
    ]


def test_two_processes_tell_the_same_as_one(tmp_path: Path, home: Path) -> None:
    listed(home, ["Nobody Known", "Falcon Bridge Trading FZE"], "2026-11-01")
    for name in ("interception", "face_recognition", "test_equipment"):
        made(tmp_path / "d", home, name)
    listed(home, ["Nobody Known", "City Council of Verkhana"], "2026-11-20")
    later = today(home, date(2028, 1, 1))
    assert list(watch(tmp_path / "d", later, 2)) == list(watch(tmp_path / "d", later, 1))


def test_files_that_are_no_dossiers_do_not_change(tmp_path: Path) -> None:
    (tmp_path / "A.json").write_text("{}")
    command = RUN.invoke(app, ["watch", str(tmp_path), "--language", "en", "--gate"])
    assert "dossiers change" not in command.output
    assert "1  no dossiers that this release reads" in command.output
    assert command.exit_code == 1


def test_the_command_says_what_changed_and_gates(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    made(tmp_path / "d", home)
    folder = str(tmp_path / "d")
    assert "0 of 1 dossiers change" in RUN.invoke(app, ["watch", folder, "--day", "2026-11-26"]).output
    later = RUN.invoke(app, ["watch", folder, "--day", "2028-01-01"]).output
    assert "The law is known here up to" in later
    late = RUN.invoke(app, ["watch", folder, "--day", "2028-01-01", "--gate"])
    assert late.exit_code == 1
    assert "twelve months have passed" in late.output
    rows = RUN.invoke(app, ["watch", folder, "--day", "2028-01-01", "--json"]).output.splitlines()
    assert json.loads(rows[0])["changes"][0]["kind"] == "review"
    assert RUN.invoke(app, ["watch", str(tmp_path / "absent")]).exit_code == 2
    assert RUN.invoke(app, ["watch", folder, "--day", "soon"]).exit_code == 2


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(Path("examples/transactions").glob("*.yaml"))),
    st.dates(date(2021, 9, 9), date(2026, 11, 26)),
    st.dates(date(2021, 9, 9), date(2026, 11, 26)),
    st.sampled_from(["RU", "BY", "US", "AE", "GB", "CN", "UA", "VE"]),
)
def test_what_is_not_judged_again_would_say_the_same(path: Path, then: date, later: date, place: str) -> None:
    """Whatever the shortcut leaves out, judging it again under the law of the later day comes to the recorded answer."""
    stated = dict(read_file(path)[0].data) | {"date": then.isoformat(), "destination": place}
    try:
        dossier = assess(stated, day=then, screener=None)
    except InputError:
        return  # a code that the edition of the day does not have
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.json"
        file.write_bytes(as_json(dossier))
        known = read_known(file)
    assert known is not None
    law = LawOfToday(later)
    if law._cannot_differ(known):
        assert law.judged(known) == said_of(known.determination)


def test_a_dossier_of_another_software_is_judged_again(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fix outside the provisions raises its version, and leaves no old answer standing."""
    made(tmp_path / "d", home)
    judged: list[str] = []
    again = LawOfToday.judged

    def counted(law: LawOfToday, known: Known) -> Said:
        judged.append(known.reference)
        return again(law, known)

    monkeypatch.setattr(LawOfToday, "judged", counted)
    known = read_known(next((tmp_path / "d").glob("*.json")))
    assert known is not None
    LawOfToday(DAY).answer(known)
    assert judged == []
    monkeypatch.setattr(rejudge, "software_version", lambda: "0.1.0+000000000000")
    LawOfToday(DAY).answer(known)
    assert judged == ["STORY-1-INTERCEPTION"]
    del known.determination["software"]  # type: ignore[attr-defined]
    LawOfToday(DAY).answer(known)
    assert len(judged) == 2
