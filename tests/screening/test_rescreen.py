"""``dualuse rescreen``: what comes out of the changes alone is what screening everybody again gives."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.record.workspace import Workspace
from dualuse.screening.counterparties import read_counterparties
from dualuse.screening.rescreening.report import record_run, report_of
from dualuse.screening.rescreening.rescreen import Rescreened, rescreen
from dualuse.screening.rescreening.state import last_run
from dualuse.screening.session import Session, session
from tests.support.screening_home import Entry, data_lines, install, invented, invented_one, write_lines

RUN = CliRunner()
DAY = date(2026, 11, 1)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    for name in ("DUALUSE_WORKSPACE", "DUALUSE_PERSON"):
        monkeypatch.delenv(name, raising=False)
    return home


def _rescreen(file: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    result = RUN.invoke(app, ["rescreen", str(file), "--json", "--language", "en", *arguments])
    assert result.exit_code == code, result.output
    (report,) = data_lines(result.stdout)
    return report


def _pairs(report: dict[str, Any], what: str) -> set[tuple[str, str]]:
    return {(row["id"], row["entity"]) for row in report[what]}


# What is told


def test_new_changed_and_gone_hits_are_told_with_their_reason(home: Path, tmp_path: Path) -> None:
    listed = [
        Entry("P1", "Orlow Quillonberg"),
        Entry("P2", "Ilvira Szczerbak"),
        Entry("P3", "Kelmut Hakkarinen"),
        *invented(60, 1),
    ]
    customers = [
        Entry("K1", "Orlow Quillonberg"),
        Entry("K2", "Ilvira Szczerbak"),
        Entry("K3", "Mirsad Oyelaranko Testname"),
        Entry("K4", "Kelmut Hakkarinen"),
    ]
    install(home, "xx_one", "2026-11-01", listed)
    file = write_lines(tmp_path / "customers.jsonl", customers)
    first = _rescreen(file)
    assert first["mode"] == "first"
    assert {("K1", "P1"), ("K2", "P2"), ("K4", "P3")} <= _pairs(first, "new")
    assert (first["changed"], first["gone"]) == ([], [])

    quiet = _rescreen(file)
    assert quiet["mode"] == "delta"
    assert (quiet["new"], quiet["changed"], quiet["gone"]) == ([], [], [])
    assert quiet["counts"]["screened"] == 0

    changed = replace(listed[0], properties={"birthPlace": ["Exampletown"]})
    install(home, "xx_one", "2026-11-02", [changed, *listed[2:], Entry("P9", "Mirsad Oyelaranko Testname")])
    write_lines(file, [*customers[:3], Entry("K5", "Kelmut Hakkarinen")])
    report = _rescreen(file)
    assert report["mode"] == "delta"
    assert _pairs(report, "new") == {("K3", "P9"), ("K5", "P3")}
    assert _pairs(report, "changed") == {("K1", "P1")}
    assert _pairs(report, "gone") == {("K2", "P2"), ("K4", "P3")}
    why = {
        (row["id"], row["entity"]): row["why"] for what in ("new", "changed", "gone") for row in report[what]
    }
    assert why == {
        ("K3", "P9"): ["entry_added"],
        ("K5", "P3"): ["counterparty_new"],
        ("K1", "P1"): ["entry_changed"],
        ("K2", "P2"): ["entry_removed"],
        ("K4", "P3"): ["counterparty_left"],
    }
    page = RUN.invoke(app, ["rescreen", str(file), "--language", "en"]).stdout
    assert "New hits: 0" in page


def test_each_run_is_on_record_and_the_gate_closes_on_news(home: Path, tmp_path: Path) -> None:
    install(home, "xx_one", "2026-11-01", [Entry("P1", "Orlow Quillonberg")])
    file = write_lines(tmp_path / "customers.jsonl", [Entry("K1", "Orlow Quillonberg")])
    _rescreen(file, "--gate", "--person", "A. Muster", code=1)
    report = _rescreen(file, "--gate")
    workspace = Workspace(home / "workspace")
    events = list(workspace.chain("rescreenings").events())
    assert [event.person for event in events] == ["A. Muster", ""]
    assert events[1].body["editions"] == report["editions"]
    assert events[1].body["matcher"] == report["matcher"]
    assert events[1].body["counts"]["counterparties"] == 1
    assert report["record"] == {"number": 2, "hash": events[1].hash}
    assert "Quillonberg" not in workspace.chain("rescreenings").path.read_text("utf-8")
    assert workspace.verify() == ()


def test_lines_that_cannot_be_read_are_told_and_the_others_rescreened(home: Path, tmp_path: Path) -> None:
    install(home, "xx_one", "2026-11-01", [Entry("P1", "Orlow Quillonberg")])
    file = write_lines(tmp_path / "customers.jsonl", [Entry("K1", "Orlow Quillonberg")])
    file.write_text(file.read_text("utf-8") + "{\n", "utf-8")
    report = _rescreen(file, code=2)
    assert report["counts"]["not_screened"] == 1
    assert _pairs(report, "new") == {("K1", "P1")}


def test_two_counterparties_of_one_number_are_both_screened(home: Path, tmp_path: Path) -> None:
    install(home, "xx_one", "2026-11-01", [Entry("P1", "Orlow Quillonberg"), Entry("P2", "Ilvira Szczerbak")])
    file = write_lines(
        tmp_path / "c.jsonl", [Entry("K1", "Orlow Quillonberg"), Entry("K1", "Ilvira Szczerbak")]
    )
    first = _rescreen(file)
    assert _pairs(first, "new") == {("K1", "P1"), ("K1", "P2")}
    assert [warning["code"] for warning in first["warnings"] if warning["code"] == "id_again"] == ["id_again"]
    quiet = _rescreen(file)
    assert (quiet["new"], quiet["changed"], quiet["gone"]) == ([], [], [])


def test_a_new_matcher_screens_everybody_and_reports(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(home, "xx_one", "2026-11-01", [Entry("P1", "Orlow Quillonberg"), Entry("P2", "Ilvira Szczerbak")])
    file = write_lines(
        tmp_path / "c.jsonl", [Entry("K1", "Orlow Quillonberg"), Entry("K2", "Ilvira Szczerbak")]
    )
    with monkeypatch.context() as former:
        for module in ("index.installed", "index.building", "index.corpus"):
            former.setattr(f"dualuse.screening.{module}.MATCHER_VERSION", "0")
        former.setattr(
            "dualuse.screening.index.installed.Installed.__init__.__kwdefaults__", {"matcher": "0"}
        )
        _rescreen(file)
        # what the former version did not find
        workspace = Workspace(home / "workspace")
    report = _rescreen(file)
    assert (report["mode"], report["matcher_before"]) == ("matcher", "0")
    assert report["counts"]["screened"] == 2
    assert (report["new"], report["gone"]) == ([], [])
    assert workspace.verify() == ()


def test_a_decision_that_falls_open_is_a_changed_hit(home: Path, tmp_path: Path) -> None:
    listed = [Entry("P1", "Orlow Quillonberg"), *invented(30, 2)]
    install(home, "xx_one", "2026-11-01", listed)
    file = write_lines(tmp_path / "c.jsonl", [Entry("K1", "Orlow Quillonberg")])
    _rescreen(file)
    decided = [
        "decide",
        "false_positive",
        "xx_one",
        "P1",
        "--file",
        str(file),
        "--id",
        "K1",
        "--person",
        "A",
        "--reason",
        "as seen",
    ]
    assert RUN.invoke(app, decided).exit_code == 0
    quiet = _rescreen(file)
    assert (quiet["new"], quiet["changed"], quiet["gone"]) == ([], [], [])
    assert [(row["id"], row["entity"], row["why"]) for row in quiet["decided"]] == [("K1", "P1", ["decided"])]
    assert (quiet["counts"]["statuses"], quiet["counts"]["decided"]) == ({"clear": 1}, 1)
    printed = RUN.invoke(app, ["rescreen", str(file), "--language", "en"]).stdout
    assert "Decided to be another party: 0" in printed  # told once, in the run after it
    assert "entries that came: 0, changed: 0, went: 0; counterparties concerned: 0." in printed
    install(
        home, "xx_one", "2026-11-02", [replace(listed[0], properties={"birthDate": ["1960"]}), *listed[1:]]
    )
    report = _rescreen(file)
    assert _pairs(report, "changed") == {("K1", "P1")}
    assert report["changed"][0]["why"] == ["entry_changed", "decision"]


def test_where_the_former_edition_is_not_kept_everybody_is_screened(home: Path, tmp_path: Path) -> None:
    install(home, "xx_one", "2026-11-01", [Entry("P1", "Orlow Quillonberg")])
    file = write_lines(tmp_path / "c.jsonl", [Entry("K1", "Orlow Quillonberg")])
    former = _rescreen(file)["editions"]["xx_one"]
    install(home, "xx_one", "2026-11-02", [Entry("P1", "Orlow Quillonberg"), Entry("P2", "Ilvira Szczerbak")])
    for path in sorted((home / "lists/xx_one" / former).rglob("*"), reverse=True):
        path.unlink()
    (home / "lists/xx_one" / former).rmdir()
    assert _rescreen(file)["mode"] == "everything"


# Incremental is full


def _changed_lists(entries: list[Entry], made: random.Random, day: int) -> list[Entry]:
    """Another edition: some gone, some changed, some added, some exchanged in their order."""
    kept = [entry for entry in entries if made.random() > 0.03]
    for at, entry in enumerate(kept):
        chance = made.random()
        if chance < 0.02:
            kept[at] = replace(entry, properties={**entry.properties, "birthPlace": [f"Town {day}"]})
        elif chance < 0.04:
            kept[at] = replace(entry, name=invented_one(entry.id, made).name)
    added = [invented_one(f"N{day}-{number}", made) for number in range(made.randint(0, 8))]
    if made.random() < 0.3:
        made.shuffle(kept)
    return kept + added


def _changed_counterparties(entries: list[Entry], made: random.Random, day: int) -> list[Entry]:
    kept = [entry for entry in entries if made.random() > 0.01]
    kept[0] = replace(kept[0], name=invented_one("x", made).name)
    return [*kept, *(invented_one(f"C{day}-{number}", made) for number in range(3))]


def _run(home: Path, workspace: Workspace, file: Path, everything: bool) -> tuple[Session, Rescreened]:
    opened = session(home, workspace, DAY)
    rescreened = rescreen(opened, read_counterparties(str(file)), workspace, file.name, everything=everything)
    record_run(workspace, rescreened, opened, "A. Muster")
    return opened, rescreened


def _plain_report(rescreened: Rescreened, opened: Session) -> dict[str, Any]:
    report = report_of(rescreened, opened)
    return {what: _plain(report[what]) for what in ("new", "changed", "gone")} | {
        "statuses": report["counts"]["statuses"]
    }


def _plain(rows: Iterable[dict[str, Any]]) -> list[Any]:
    return sorted(
        (row["id"], row["entity"], row["status"], row["name"], round(row["score"], 3)) for row in rows
    )


def _remembered(workspace: Workspace, file: Path) -> dict[str, Any]:
    """All hits of all counterparties, with their scores."""
    last = last_run(workspace, file.name)
    assert last is not None
    return {key: (kept.digest, kept.read_hits()) for key, kept in last.parties.items()}


@pytest.mark.parametrize("seed", range(4))
def test_what_the_changes_alone_give_is_what_a_full_run_gives(home: Path, tmp_path: Path, seed: int) -> None:
    """Two workspaces follow the same random editions: one screens what changed, the other everybody; they agree."""
    made = random.Random(seed)
    entries, others = invented(700, seed), invented(200, seed + 100, "O")
    parties = [
        *invented(150, seed + 200, "C"),
        *(replace(entry, id=f"L{entry.id}") for entry in entries[:40]),
    ]
    quick, thorough = Workspace(tmp_path / "quick"), Workspace(tmp_path / "thorough")
    file = tmp_path / "counterparties.jsonl"
    screened, everybody = 0, 0
    for day in range(5):
        install(home, "xx_one", (DAY + timedelta(days=day)).isoformat(), entries)
        install(home, "xx_two", (DAY + timedelta(days=day)).isoformat(), others)
        write_lines(file, parties)
        opened, rescreened = _run(home, quick, file, everything=False)
        _, expected = _run(home, thorough, file, everything=True)
        assert _plain_report(rescreened, opened) == _plain_report(expected, opened)
        assert _remembered(quick, file) == _remembered(thorough, file)
        if day:
            assert rescreened.mode == "delta"
            screened += rescreened.screened
            everybody += expected.screened
        entries = _changed_lists(entries, made, day)
        if day % 2:
            others = _changed_lists(others, made, 10 + day)
        parties = _changed_counterparties(parties, made, day)
    assert screened < everybody
    assert quick.verify() == ()


# Lines that cannot be read


def test_nobody_is_gone_while_lines_cannot_be_read(home: Path, tmp_path: Path) -> None:
    install(home, "xx_one", "2026-11-01", [Entry("P1", "Orlow Quillonberg"), *invented(60, 1)])
    customers = [Entry("K1", "Orlow Quillonberg"), Entry("K2", "Ilvira Szczerbak")]
    file = write_lines(tmp_path / "customers.jsonl", customers)
    whole = file.read_text(encoding="utf-8")
    assert _pairs(_rescreen(file), "new") == {("K1", "P1")}
    file.write_text(f" x{whole}", encoding="utf-8")  # the first line is no JSON any more
    for _ in range(2):
        broken = _rescreen(file, code=2)
        assert broken["gone"] == []
        assert broken["counts"]["kept_unread"] == 1
        assert "kept_unread" in {warning["code"] for warning in broken["warnings"]}
    # A list that came meanwhile is not missed: the line is screened anew when it can be read.
    install(
        home,
        "xx_one",
        "2026-11-02",
        [Entry("P1", "Orlow Quillonberg"), Entry("P9", "Orlow Quillonberg"), *invented(60, 1)],
    )
    _rescreen(file, code=2)
    file.write_text(whole, encoding="utf-8")
    mended = _rescreen(file)
    assert _pairs(mended, "new") == {("K1", "P9")}
    assert mended["new"][0]["why"] == ["line_unread"]
    file.write_text(whole.splitlines()[1] + "\n", encoding="utf-8")
    assert _pairs(_rescreen(file), "gone") == {("K1", "P1"), ("K1", "P9")}


def test_who_cannot_be_read_stands_in_the_sums(home: Path, tmp_path: Path) -> None:
    install(home, "xx_one", "2026-11-01", invented(60, 1))
    file = tmp_path / "customers.jsonl"
    file.write_text("x\ny\n", encoding="utf-8")
    result = RUN.invoke(app, ["rescreen", str(file), "--language", "en"])
    assert result.exit_code == 2
    assert "()" not in result.stdout
    assert "Counterparties: 0\nNot screened, as they cannot be read: 2\n" in result.stdout
