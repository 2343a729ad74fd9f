"""Findings from files, and their record: strict reading, append-only, erasable words."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dualuse.diligence import Diligence, examine_findings, read_findings
from dualuse.diligence.current_statements import CurrentStatements, Erased, Withdrawal
from dualuse.inputs.problems import InputError
from dualuse.record.workspace import Workspace
from dualuse.schema.diligence import Answered, Decision, Findings, Level, Mitigation
from tests.support.paths import REPOSITORY

FILE = """\
reference: Q-1
person: A. Muster
date: 2026-11-20
answers:
  - {question: A05, item: "10", answer: no, reason: only machines}
  - question: D09
    party: Example Trading FZE
    answer: yes
    reason: owned by a listed person
    likelihood: high
    evidence:
      - {file: extract.txt, page: p. 2, quote: sole shareholder, seen: 2026-11-19}
      - {link: "https://example.org/report", seen: 2026-11-18}
  - {question: D11, party: Example Trading FZE, answer: yes, person: B. Beispiel, time: "2026-11-21T09:00:00+00:00"}
mitigations:
  - {flag: D11, party: Example Trading FZE, measure: F07, text: contract, verified_by: "counsel, on 20.11."}
decision: {level: indication, reason: the owner is listed}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "extract.txt").write_text("invented extract", encoding="utf-8")
    (tmp_path / "findings.yaml").write_text(FILE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def diligence(tmp_path: Path) -> Diligence:
    return Diligence(Workspace(tmp_path / "workspace"))


def _read(folder: Path, text: str) -> Findings:
    file = folder / "other.yaml"
    file.write_text(text, encoding="utf-8")
    return read_findings(file).findings


def test_a_file_of_findings_is_read_with_its_evidence_hashed(folder: Path) -> None:
    stated = read_findings(folder / "findings.yaml")
    digest = hashlib.sha256(b"invented extract").hexdigest()
    element, listed, vague = stated.findings.answers
    assert (element.answer, element.reason, element.person, element.time) == (
        "no",
        "only machines",
        "A. Muster",
        "2026-11-20",
    )
    assert [
        (proof.document, proof.checksum, proof.link, proof.place, proof.seen) for proof in listed.proofs
    ] == [
        ("extract.txt", digest, "", "p. 2", "2026-11-19"),
        ("", "", "https://example.org/report", "", "2026-11-18"),
    ]
    assert (vague.person, vague.time[:10]) == ("B. Beispiel", "2026-11-21")
    assert stated.findings.mitigations[0].verified_by == "counsel, on 20.11."
    assert stated.findings.decision == Decision(
        "indication", "the owner is listed", "A. Muster", "2026-11-20"
    )
    assert stated.files == {digest: folder / "extract.txt"}


@pytest.mark.parametrize("suffix", ["json", "toml"])
def test_the_other_formats_say_the_same(folder: Path, suffix: str) -> None:
    texts = {
        "json": '{"reference": "Q-1", "person": "A", "answers": [{"question": "E07", "answer": "no"}]}',
        "toml": 'reference = "Q-1"\nperson = "A"\n[[answers]]\nquestion = "E07"\nanswer = "no"\n',
    }
    file = folder / f"findings.{suffix}"
    file.write_text(texts[suffix], encoding="utf-8")
    assert read_findings(file).findings == Findings("Q-1", answers=(Answered("E07", "no", person="A"),))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("reference: Q-1", "refrence: Q-1", "no field called refrence. Perhaps reference is meant"),
        (
            "question: A05",
            "question: A5",
            "answers[0].question: there is no question A5. Perhaps A05 is meant",
        ),
        ("question: A05", "question: F07", "F07 is a measure, not a question"),
        (
            "answer: no, reason",
            "answer: maybe, reason",
            "maybe is not known here. Use one of: yes, no, unknown",
        ),
        ("answer: no, reason", "answer: true, reason", "true is not known here"),
        ('item: "10", answer', "party: X, answer", "A05 is asked of an item"),
        ("likelihood: high", "likelihood: 3", "3 is not known here. Use one of: low, medium, high"),
        ("extract.txt", "missing.txt", "the evidence missing.txt cannot be read"),
        ("{file: extract.txt", "{file: extract.txt, link: 'https://x.org'", "evidence is a file or a link"),
        ("https://example.org/report", "example.org", "example.org is no address"),
        ("seen: 2026-11-18", "seen: yesterday", "yesterday is not a date"),
        ("date: 2026-11-20", "date: 20.11.2026", "20.11.2026 is not a date"),
        ("flag: D11", "flag: D02", "D02 raises no flag"),
        ("measure: F07", "measure: F77", "there is no measure F77. Perhaps F07 is meant"),
        ("text: contract, ", "", "mitigations[0].text: the field is missing"),
        ("level: indication", "level: medium", "decision.level: medium is not known here"),
        (", reason: the owner is listed", "", "decision.reason: the field is missing"),
        ("person: A. Muster\n", "", "answers[0].person: nobody is named who states this"),
        ("only machines", "[only, machines]", "answers[0].reason: this is not text"),
        ("  - {question: A05", "  - {points: 3, question: A05", "there is no field called points"),
    ],
)
def test_a_malformed_field_is_told_with_its_place(folder: Path, old: str, new: str, sentence: str) -> None:
    assert old in FILE
    with pytest.raises(InputError) as error:
        _read(folder, FILE.replace(old, new, 1))
    text = "\n".join(problem.text() for problem in error.value.problems)
    assert sentence in text
    assert "other.yaml:" in text


def test_all_that_is_wrong_is_told_at_once(folder: Path) -> None:
    with pytest.raises(InputError) as error:
        _read(folder, "answers: [{question: X1, answer: so}, 3]\ndecision: yes\n")
    assert len(error.value.problems) >= 5


def test_a_device_or_a_pipe_is_no_evidence(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    for name in ("pipe", "/dev/zero", "."):
        with pytest.raises(InputError, match="cannot be read"):
            _read(folder, FILE.replace("extract.txt", name, 1))


def test_the_file_in_the_documentation_can_be_read(tmp_path: Path) -> None:
    page = (REPOSITORY / "docs/diligence.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    findings = _read(tmp_path, text)
    result = examine_findings(findings, ("10",), ("Example Trading FZE",))
    assert [flag.shown.question for flag in result.flags if flag.state == "mitigated"] == ["D10"]
    assert result.warnings == ()


# The record


def test_what_was_recorded_comes_back_and_the_evidence_is_kept(folder: Path, diligence: Diligence) -> None:
    stated = read_findings(folder / "findings.yaml")
    assert diligence.record(stated.findings, stated.files) == 5
    assert replace(diligence.findings("Q-1"), version="") == stated.findings
    (digest,) = stated.files
    assert diligence.workspace.read(digest) == b"invented extract"
    assert diligence.workspace.verify() == ()
    assert diligence.record(stated.findings, stated.files) == 0, "nothing is repeated"
    assert diligence.findings("Q-2") == Findings("Q-2")


def test_names_and_words_stand_in_private_parts(folder: Path, diligence: Diligence) -> None:
    stated = read_findings(folder / "findings.yaml")
    diligence.record(stated.findings, stated.files)
    chain = (diligence.workspace.folder / "chains/diligence.jsonl").read_text(encoding="utf-8")
    for words in ("Example Trading FZE", "owned by", "only machines", "sole shareholder", "counsel"):
        assert words not in chain
    assert json.loads(chain.splitlines()[1])["body"]["answer"] == "yes"


def _say(question: str, answer: str, **more: str) -> Findings:
    return Findings("Q-1", answers=(Answered(question, answer, person="A. Muster", **more),))  # type: ignore[arg-type]


def test_the_last_answer_stands_and_all_stay_in_the_history(diligence: Diligence) -> None:
    diligence.record(_say("E07", "yes"))
    diligence.record(_say("E07", "no"))
    assert [answered.answer for answered in diligence.findings("Q-1").answers] == ["no"]
    assert len(list(diligence.history("Q-1"))) == 2
    both = Findings("Q-1", answers=(*_say("E07", "yes").answers, *_say("E07", "no").answers))
    diligence.record(both)
    assert [answered.answer for answered in diligence.findings("Q-1").answers] == ["no"]


def test_a_withdrawal_takes_a_statement_out_and_stays_in_the_history(diligence: Diligence) -> None:
    diligence.record(_say("D09", "no", party="Wrong Name"))
    diligence.withdraw(
        "Q-1",
        Withdrawal(question="D09", reason="another party was meant", party="Wrong Name", person="A. Muster"),
    )
    assert diligence.findings("Q-1").answers == ()
    assert len(list(diligence.history("Q-1"))) == 2
    with pytest.raises(InputError, match="nothing is stated at D09"):
        diligence.withdraw(
            "Q-1", Withdrawal(question="D09", reason="again", party="Wrong Name", person="A. Muster")
        )


def test_no_indication_is_refused_over_a_stop_and_set_aside_by_a_later_one(diligence: Diligence) -> None:
    decided = Findings("Q-1", decision=Decision("no_indication", "nothing found", "B. Beispiel"))
    diligence.record(decided)
    assert diligence.findings("Q-1").decision is not None
    diligence.record(_say("D09", "yes", party="X"))
    assert diligence.findings("Q-1").decision is not None, "a list says nothing of repression"
    diligence.record(_say("D04", "yes", party="X"))
    assert diligence.findings("Q-1").decision is None
    with pytest.raises(InputError, match="while a stop is open: D04"):
        diligence.record(decided)
    assert len(list(diligence.history("Q-1"))) == 3, "nothing is recorded"


@pytest.mark.parametrize("name", ["E01", "E04", "E05"])
@pytest.mark.parametrize("level", ["no_indication", "indication", "aware"])
def test_a_lower_decision_is_refused_over_awareness_and_set_aside_by_later_awareness(
    diligence: Diligence, name: str, level: Level
) -> None:
    """Art. 5(1), 5(2)."""
    decided = Findings("Q-1", decision=Decision(level, "weighed", "B. Beispiel"))
    diligence.record(decided)
    diligence.record(_say(name, "unknown"))
    assert diligence.findings("Q-1").decision is not None
    diligence.record(_say(name, "yes"))
    assert (diligence.findings("Q-1").decision is not None) == (level == "aware")
    if level != "aware":
        with pytest.raises(InputError, match=f"while positive knowledge is answered: {name}"):
            diligence.record(decided)
        assert len(list(diligence.history("Q-1"))) == 3, "nothing is recorded"
        diligence.withdraw(
            "Q-1", Withdrawal(question=name, reason="another item was meant", person="A. Muster")
        )
        assert diligence.findings("Q-1").decision is None, "what was set aside does not come back"
        diligence.record(decided)
        assert diligence.findings("Q-1").decision is not None


def test_a_decision_and_the_awareness_against_it_are_not_recorded_together(diligence: Diligence) -> None:
    both = replace(_say("E04", "yes"), decision=Decision("indication", "weighed", "B. Beispiel"))
    with pytest.raises(InputError, match="less than awareness cannot be decided"):
        diligence.record(both)
    assert list(diligence.history("Q-1")) == []


def test_a_decision_that_an_older_release_took_over_awareness_does_not_stand() -> None:
    standing = CurrentStatements()
    standing.add(Answered("E01", "yes", person="A. Muster"), "2026-11-26")
    standing.add(Decision("indication", "weighed", "B. Beispiel"), "2026-11-26")
    assert standing.findings("Q-1").decision is None


def test_a_decision_that_is_taken_again_after_new_answers_is_recorded(diligence: Diligence) -> None:
    decided = Findings("Q-1", decision=Decision("indication", "weighed", "B. Beispiel"))
    assert (diligence.record(decided), diligence.record(decided)) == (1, 0)
    diligence.record(_say("E07", "no"))
    findings = diligence.findings("Q-1")
    codes = {warning.code for warning in examine_findings(findings, ("10",), ("X",)).warnings}
    assert "decided_before" in codes
    assert diligence.record(decided) == 1
    codes = {
        warning.code for warning in examine_findings(diligence.findings("Q-1"), ("10",), ("X",)).warnings
    }
    assert "decided_before" not in codes


@pytest.mark.parametrize(
    ("findings", "sentence"),
    [
        (Findings("Q-1", answers=(Answered("E07", "no"),)), "nobody is named"),
        (Findings("Q-1", decision=Decision("aware", " ", "B. Beispiel")), "no reason is given"),
        (Findings(" ", answers=(Answered("E07", "no", person="A"),)), "no transaction is named"),
        (Findings("Q-1", mitigations=(Mitigation("D11", "contract"),)), "nobody is named"),
    ],
)
def test_what_is_incomplete_is_not_recorded(diligence: Diligence, findings: Findings, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        diligence.record(findings)
    assert list(diligence.history("Q-1")) == []


def test_evidence_that_changed_meanwhile_is_refused(folder: Path, diligence: Diligence) -> None:
    stated = read_findings(folder / "findings.yaml")
    (folder / "extract.txt").write_text("another", encoding="utf-8")
    with pytest.raises(InputError, match="the evidence changed"):
        diligence.record(stated.findings, stated.files)
    assert list(diligence.history("Q-1")) == []


def test_what_was_stated_is_held_like_the_dossier_that_rests_on_it(diligence: Diligence) -> None:
    diligence.record(_say("D04", "yes", party="X"))
    (event,) = diligence.workspace.chain("diligence").events()
    assert event.body["keep_until"] == f"{date.today().year + 5}-12-31"
    with pytest.raises(InputError, match="the file is kept until"):
        diligence.workspace.erase(event.private, "A. Muster", "so that the stop goes")
    assert diligence.findings("Q-1").answers[0].answer == "yes"


def test_without_its_words_an_answer_is_kept_and_of_a_party_it_is_open_again(
    diligence: Diligence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dualuse.record.workspace.is_held", lambda until, today: False)  # years later
    diligence.record(_say("E07", "yes", reason="secret"))
    diligence.record(_say("D10", "no", party="X"))
    diligence.record(_say("D10", "yes", party="X"))
    events = list(diligence.workspace.chain("diligence").events())
    for event in (events[0], events[2]):
        diligence.workspace.erase(event.private, "A. Muster", "retention is over")
    assert diligence.workspace.verify() == ()
    findings = diligence.findings("Q-1")
    assert [(answered.question, answered.answer, answered.reason) for answered in findings.answers] == [
        ("E07", "yes", "")
    ]
    assert isinstance(list(diligence.history("Q-1"))[2].statement, Erased)
    result = examine_findings(findings, ("10",), ("X",))
    assert "D10" in {shown.question for shown in result.open_questions}, "the earlier no does not come back"


def test_an_unknown_reference_is_told_with_the_nearest(diligence: Diligence) -> None:
    with pytest.raises(InputError, match="nothing is recorded about Q-1"):
        diligence.known("Q-1")
    diligence.record(_say("E07", "no"))
    with pytest.raises(InputError, match="Perhaps Q-1 is meant"):
        diligence.known("Q-11")


@pytest.mark.parametrize("reason", ["No.", "None.", "Not known.", "nein", "inconnu"])
def test_beside_an_answer_the_same_again_is_no_harm(diligence: Diligence, reason: str) -> None:
    diligence.record(Findings("Q-1", answers=(Answered("E07", "no", reason=reason, person="A. Muster"),)))
    with pytest.raises(InputError, match="no reason is given"):
        diligence.record(Findings("Q-1", decision=Decision("aware", reason, "B. Beispiel")))


@pytest.mark.parametrize("reason", ["tbd", "see above", "siehe oben", "test"])
def test_beside_an_answer_what_is_to_follow_is_refused(diligence: Diligence, reason: str) -> None:
    with pytest.raises(InputError, match="no reason is given"):
        diligence.record(Findings("Q-1", answers=(Answered("E07", "no", reason=reason, person="A. Muster"),)))


def test_the_stories_can_be_recorded(diligence: Diligence) -> None:
    for file in sorted((REPOSITORY / "examples/stories").glob("*/diligence.yaml")):
        diligence.record(read_findings(file).findings)
