"""``assess``: one walk, a dossier of the same bytes, and no adverse fact that makes the answer lighter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.assessment.listed.installed import InstalledLists
from dualuse.assessment.serialisation import checksum, to_json
from dualuse.classification.library import Decided
from dualuse.diligence import Diligence, questions, read_findings
from dualuse.diligence.icp import examined, questionnaire, read_programme
from dualuse.diligence.icp.model import IcpResult
from dualuse.dossier.assessing import Evidence, assess
from dualuse.dossier.storage import file_name, record, write_dossier
from dualuse.dossier.verifying import as_json, verify_dossier
from dualuse.inputs.problems import InputError
from dualuse.law.collection import CURRENT_TO
from dualuse.record.workspace import Workspace
from dualuse.schema.assessment import Assessment, seal_holds
from dualuse.schema.diligence import Answered, Findings
from dualuse.schema.reading.plain_data import read_file

STORIES = Path("examples/stories")
NAMES = ("interception", "face_recognition", "test_equipment")
DAY = date(2026, 11, 26)
RELEASES = ("go", "ask", "stop")


def transaction(name: str) -> dict[str, Any]:
    return dict(read_file(STORIES / name / "transaction.yaml")[0].data)


def findings(name: str) -> Findings:
    return read_findings(STORIES / name / "diligence.yaml").findings


def assessed(
    name: str, language: str = "en", screener: InstalledLists | None = None, **changed: Any
) -> Assessment:
    """A story as it is assessed now."""
    return assess(
        transaction(name) | changed, Evidence(findings(name)), day=DAY, language=language, screener=screener
    )


@cache
def _once(name: str, language: str) -> Assessment:
    return assessed(name, language)


def story(
    name: str, language: str = "en", screener: InstalledLists | None = None, **changed: Any
) -> Assessment:
    """The same; as it stands in its file it is assessed once for all tests."""
    return assessed(name, language, screener, **changed) if screener or changed else _once(name, language)


def test_a_listed_set_with_a_stop_stops_and_the_exporter_is_aware() -> None:
    made = story("interception")
    assert made.release == "stop"
    assert made.determination.range == ("authorisation_required", "authorisation_required")
    assert ("knowledge.internal_repression", "aware", "diligence") in made.facts
    assert "a stop of due diligence stands" in made.answer[1].text
    assert made.retention.citation == "Art. 27(3)"


def test_unlisted_software_with_an_indication_asks_for_the_threshold_of_the_state() -> None:
    made = story("face_recognition")
    assert made.release == "ask"
    assert ("items[0].cyber_surveillance", True, "diligence") in made.facts
    assert ("knowledge.internal_repression", "suspects", "diligence") in made.facts
    assert [row.fact for row in made.determination.missing] == ["option.art5_3"]


def test_aware_of_repression_with_an_unlisted_item_is_notified_under_article_5_2() -> None:
    stated = findings("face_recognition")
    assert stated.decision is not None
    aware = replace(stated, decision=replace(stated.decision, level="aware"))
    made = assess(transaction("face_recognition"), Evidence(aware), day=DAY, screener=None)
    assert made.determination.items[0].basis == ("Art. 5(2)",)
    assert made.release == "stop"


def test_what_is_cleared_needs_nothing_but_the_screening() -> None:
    stated = transaction("test_equipment") | {"date": CURRENT_TO.isoformat()}
    made = assess(stated, Evidence(findings("test_equipment")), day=DAY, screener=None)
    assert made.determination.range == ("not_controlled", "not_controlled")
    assert [reason.code for reason in made.determination.release_because] == ["release.not_screened"]
    later = story("test_equipment")
    assert [reason.code for reason in later.determination.release_because] == [
        "release.law_age",
        "release.not_screened",
    ]


def test_due_diligence_that_was_decided_on_is_the_record_that_article_5_2_asks_for() -> None:
    """The transaction that was judged carries it, so that its determination follows from it alone."""

    def waits(made: Assessment) -> bool:
        return "diligence_unrecorded" in [reason.code for reason in made.determination.release_because]

    with_it = story("face_recognition")
    assert not waits(with_it)
    assert with_it.determination.transaction["sources"][-1]["fact"] == "knowledge.internal_repression"
    surveillance = transaction("face_recognition")
    surveillance["items"][0]["cyber_surveillance"] = True
    assert waits(assess(surveillance, day=DAY, screener=None))
    undecided = replace(findings("face_recognition"), decision=None)
    assert waits(assess(surveillance, Evidence(undecided), day=DAY, screener=None))


def test_diligence_that_nobody_decided_on_sets_no_knowledge() -> None:
    undecided = replace(findings("interception"), decision=None)
    made = assess(transaction("interception"), Evidence(undecided), day=DAY, screener=None)
    assert all(path != "knowledge.internal_repression" for path, _, _ in made.facts)
    assert "nobody has decided" in " ".join(paragraph.text for paragraph in made.answer)


def test_is_looked_for_and_what_is_found_the_heavier_is_judged_and_the_difference_told() -> None:
    made = story("test_equipment", knowledge={"internal_repression": "aware"})
    assert made.determination.transaction["knowledge"]["internal_repression"] == "aware"
    assert made.diligence is not None
    assert "diligence_differs" in [warning.code for warning in made.diligence.warnings]


def decided(**changed: Any) -> Decided:
    stated = {"product": "P-1", "description": "meter", "entries": ("5A001.f.2",), "standing": "own", "person": "A. Muster",
              "reason": "datasheet", "edition": "2025-11-15"}  # fmt: skip
    return Decided(**(stated | changed))


@pytest.mark.parametrize(
    ("entries", "standing", "origin", "judged", "doubts"),
    [
        (None, "own", "house", ["5A001.f.2"], []),
        (None, "ruling", "ruling", ["5A001.f.2"], []),
        ([], "own", "stated", [], ["library_differs"]),
        ([], "ruling", "ruling", ["5A001.f.2"], ["ruling_differs"]),
        (["5A001.f"], "own", "stated", ["5A001.f"], []),
    ],
)
def test_a_ruling_goes_before_what_is_stated_and_that_before_the_library(
    entries: list[str] | None, standing: str, origin: str, judged: list[str], doubts: list[str]
) -> None:
    stated = transaction("test_equipment")
    item = {"id": "10", "product": "P-1", "national_entries": []} | (
        {} if entries is None else {"entries": entries}
    )
    library = {"P-1": decided(standing=standing, authority="DE", reference="BAFA 17")}
    made = assess(stated | {"items": [item]}, Evidence(library=library), day=DAY, screener=None)
    assert made.classification[0].origin == origin
    assert made.determination.transaction["items"][0]["entries"] == judged
    assert [doubt.code for doubt in made.classification[0].doubts] == doubts
    assert (made.release == "go") is False


def test_a_sheet_that_contradicts_the_entry_is_a_doubt() -> None:
    stated = transaction("test_equipment")
    stated["items"][0] |= {"entries": ["9A012.a.1"], "parameters": {"autonomous": False}}
    made = assess(stated, day=DAY, screener=None)
    for of_item in made.classification[0].examined:
        assert of_item.verdict in ("listed", "not_listed", "open")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_the_same_inputs_give_the_same_bytes_and_verify(name: str, language: str) -> None:
    content = as_json(story(name, language))
    assert as_json(assessed(name, language)) == content
    verification = verify_dossier(content)
    assert verification.holds
    assert verification.differences == ()


def test_another_process_in_another_place_writes_the_same_bytes(tmp_path: Path) -> None:
    command = [
        sys.executable, "-c", "from dualuse.cli import main; main()", "assess", str(STORIES / "interception/transaction.yaml"),
        "--diligence", str(STORIES / "interception/diligence.yaml"), "--only-json", "--no-screening", "--day", "2026-11-26",
    ]  # fmt: skip
    written = []
    for number, place in enumerate(("Asia/Tokyo", "America/Lima")):
        out = tmp_path / str(number)
        environment = os.environ | {
            "TZ": place,
            "DUALUSE_HOME": str(tmp_path / "home"),
            "PYTHONHASHSEED": str(number),
            "LANG": "C",
        }
        subprocess.run(
            [*command, "--out", str(out), "--language", "en"],
            check=True,
            env=environment,
            capture_output=True,
        )
        written.append((out / "STORY-1-INTERCEPTION.json").read_bytes())
    assert written[0] == written[1]


def changed(content: bytes, path: tuple[str | int, ...], value: Any, sealed_anew: bool) -> bytes:
    """The dossier with another value at ``path``; sealed anew as somebody does who knows how."""
    data = json.loads(content)
    place: Any = data
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    if sealed_anew:
        data["checksum"] = ""
        data["checksum"] = checksum(data)
    return (to_json(data) + "\n").encode()


FORGED = [
    (("determination", "outcome"), "not_controlled", "determination"),
    (("determination", "transaction", "destination"), "US", "determination"),
    (("transaction", "destination"), "US", "determination"),
    (("diligence", "flags"), [], "diligence"),
    (("findings", "answers"), [], "diligence"),
    (("diligence", "decision", "level"), "indication", "diligence"),
    (("release",), "go", "rest"),
    (("answer",), [], "rest"),
    (("reference",), "OTHER", "rest"),
    (("review_by",), "2099-01-01", "rest"),
    (("retention", "until"), "2026-11-27", "rest"),
    (("verification",), "official", "rest"),
    (("facts",), [], "rest"),
    (("sources",), [], "rest"),
    (("context_place",), "US", "rest"),
    (("more",), "than there is", "rest"),
]


@pytest.mark.parametrize(("path", "value", "part"), FORGED)
def test_what_follows_from_the_rest_cannot_be_forged_even_with_a_new_seal(
    path: tuple[str, ...], value: Any, part: str
) -> None:
    forged = changed(as_json(story("interception")), path, value, sealed_anew=True)
    verification = verify_dossier(forged)
    assert not verification.holds
    assert dict(verification.parts)[part] == "differs"
    assert dict(verification.parts)["checksum"] == ("differs" if path == ("more",) else "same")


def test_whatever_is_changed_without_a_new_seal_is_found() -> None:
    content = as_json(story("interception"))
    forged = changed(content, ("classification", 0, "description"), "harmless", sealed_anew=False)
    assert dict(verify_dossier(forged).parts)["checksum"] == "differs"
    assert seal_holds(content)
    assert not seal_holds(forged)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"\xff", b'{"format": "dualuse-assessment-1"}', b"null"]
)
def test_what_is_no_dossier_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        verify_dossier(content)


EVIDENCE = (
    "assessed_by",
    "classification",
    "context",
    "date",
    "earlier",
    "findings",
    "language",
    "policies",
    "transaction",
)
"""What is stated or was found: who forges it and seals it anew is found by the signature alone."""
VALUES: tuple[Any, ...] = (None, -1, "", "x", [], {}, [None], {"a": 1}, True)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_dossier_with_any_field_exchanged_is_refused_or_does_not_hold(data: st.DataObject) -> None:
    content = as_json(story("face_recognition"))
    whole = json.loads(content)
    field = data.draw(st.sampled_from(sorted(set(whole) - {"checksum"})))
    path: tuple[str | int, ...] = (field,)
    if isinstance(whole[field], dict) and data.draw(st.booleans()):
        path = (field, data.draw(st.sampled_from(sorted(whole[field]))))
    value = data.draw(st.sampled_from(VALUES))
    before = whole[field] if len(path) == 1 else whole[field][path[1]]
    if value == before or (not value and not before):
        return
    with suppress(InputError):
        verification = verify_dossier(changed(content, path, value, sealed_anew=True))
        assert not verification.holds or field in EVIDENCE


ADVERSE = [asked for asked in questions().values() if asked.adverse]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_more_adverse_facts_never_make_the_release_lighter(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    stated = findings(name)
    parties = tuple(dict.fromkeys(party["name"] for party in transaction(name)["parties"]))
    question = data.draw(st.sampled_from(ADVERSE))
    answer = data.draw(st.sampled_from([question.adverse, "unknown"]))
    worse = Answered(
        question.id,
        answer,
        "found later",
        item="10" if question.scope == "item" else "",
        party=data.draw(st.sampled_from(parties)) if question.scope == "party" else "",
        person="A. Muster",
        time="2026-11-21",
    )
    before = story(name)
    try:
        after = assess(
            transaction(name),
            Evidence(replace(stated, answers=(*stated.answers, worse))),
            day=DAY,
            screener=None,
        )
    except InputError:
        return  # a person decided "no indication" over a stop: refused
    if question.effect in ("element", "exclude", "examine") or question.id == "A03":
        return  # parts of the test of Art. 2(20), not adverse facts
    assert RELEASES.index(after.release) >= RELEASES.index(before.release)


def test_a_dossier_that_stands_is_not_written_over(tmp_path: Path) -> None:
    english, german = as_json(story("interception")), as_json(story("interception", "de"))
    assert not write_dossier(tmp_path, "A", {".json": english}).unchanged
    assert write_dossier(tmp_path, "A", {".json": english}).unchanged
    with pytest.raises(InputError, match="another dossier"):
        write_dossier(tmp_path, "A", {".json": german})
    assert (tmp_path / "A.json").read_bytes() == english
    kept = write_dossier(tmp_path, "A", {".json": german}, replace=True)
    assert [path.read_bytes() for path in kept.moved] == [english]
    assert (tmp_path / "A.json").read_bytes() == german


def test_names_of_files_hold_nothing_that_leads_elsewhere() -> None:
    made = story("interception")
    assert file_name(replace(made, reference="../../etc/pass wd")).startswith("etc_pass_wd-")
    assert file_name(replace(made, reference="a/b")) != file_name(replace(made, reference="a_b")) == "a_b"
    assert file_name(replace(made, reference="")).startswith("assessment-")
    assert len(file_name(replace(made, reference="x" * 500))) == 109


def test_the_workspace_holds_a_dossier_until_its_day(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    made = story("interception")
    event = record(workspace, made, as_json(made), "A. Muster")
    assert event.body["keep_until"] == "2031-12-31"
    with pytest.raises(InputError, match="kept until 2031-12-31"):
        workspace.erase(event.files[0], "A. Muster", "no use")


@pytest.mark.parametrize(
    ("name", "changed", "until", "citation"),
    [
        ("interception", {}, "2031-12-31", "Art. 27(3)"),
        ("test_equipment", {}, "2031-12-31", ""),
        ("test_equipment", {"date": "2027-01-04"}, "2032-12-31", ""),
        (
            "interception",
            {"authorisations": [{"kind": "individual", "reference": "G-1", "valid_until": "2028-03-31"}]},
            "2033-12-31",
            "Art. 27(3)",
        ),
    ],
)
def test_every_dossier_is_kept_five_years_from_the_end_of_the_last_year_something_may_leave(
    name: str, changed: dict[str, Any], until: str, citation: str
) -> None:
    kept = story(name, **changed).retention
    assert (kept.until, kept.citation) == (until, citation)


def aware_of(name: str, **decided: Any) -> Findings:
    """The findings of a story with an answer by which the exporter is aware."""
    stated = findings(name)
    known = Answered("E04", "yes", "specific reports", person="A. Muster", time="2026-11-22")
    assert stated.decision is not None
    decision = replace(stated.decision, **decided) if decided else None
    return replace(stated, answers=(*stated.answers, known), decision=decision)


def test_awareness_that_nobody_has_decided_on_stops() -> None:
    made = assess(
        transaction("face_recognition"), Evidence(aware_of("face_recognition")), day=DAY, screener=None
    )
    assert made.release == "stop"
    assert "notify the authority and wait" in made.answer[1].text
    assert "tell the authority" in " ".join(paragraph.text for paragraph in made.answer)


def test_what_the_authority_decided_is_not_asked_again() -> None:
    stated = transaction("face_recognition")
    decision = {"provision": "Art. 5(2)", "result": "not_required", "date": "2026-11-25"}
    named = [party["name"] for party in stated["parties"] if party["role"] in ("end_user", "consignee")]
    items = [item["id"] for item in stated["items"]]
    stated["authority_decisions"] = [{**decision, "items": items, "parties": named}]
    made = assess(stated, Evidence(aware_of("face_recognition", level="aware")), day=DAY, screener=None)
    assert "due diligence" not in made.answer[1].text
    stated["authority_decisions"] = [{**decision, "items": ["another"]}]
    made = assess(stated, Evidence(aware_of("face_recognition", level="aware")), day=DAY, screener=None)
    assert made.release == "stop"
    stated["authority_decisions"] = []
    made = assess(stated, Evidence(aware_of("face_recognition", level="aware")), day=DAY, screener=None)
    assert made.release == "stop"


def test_questions_that_could_raise_a_flag_and_are_not_answered_ask_first() -> None:
    stated = findings("test_equipment")
    few = replace(
        stated, answers=tuple(answered for answered in stated.answers if answered.question.startswith("A"))
    )
    made = assess(transaction("test_equipment"), Evidence(few), day=DAY, screener=None)
    assert made.release == "ask"
    assert "could raise a flag are not answered" in made.answer[1].text


def programme(**changed: Any) -> IcpResult:
    asked = questionnaire()
    stated = read_programme("examples/icp/meridian.yaml", asked, DAY)
    return examined(replace(stated, **changed), asked)


def test_a_programme_that_is_not_complete_for_eu007_says_nothing_of_the_fact() -> None:
    stated = transaction("interception")
    del stated["exporter"]["icp"]
    made = assess(stated, Evidence(programme=programme()), day=DAY, screener=None)
    assert all(path != "exporter.icp" for path, _, _ in made.facts)
    assert [source.kind for source in made.sources].count("icp") == 1


def test_a_core_element_that_is_missing_takes_the_stated_programme_away() -> None:
    lacking = [
        Answered(question.question, "no", "none", person="A. Muster", time="2026-11-20")
        for question in programme().elements[0].questions
    ]
    made = assess(
        transaction("interception"),
        Evidence(programme=programme(answers=tuple(lacking))),
        day=DAY,
        screener=None,
    )
    assert ("exporter.icp", False, "icp") in made.facts
    assert verify_dossier(as_json(made)).holds


def test_the_programme_of_another_company_is_refused() -> None:
    with pytest.raises(InputError, match="the compliance programme is that of Meridian"):
        assess(transaction("test_equipment"), Evidence(programme=programme()), day=DAY, screener=None)


def test_the_workspace_holds_the_due_diligence_on_record_with_its_evidence(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    evidence = tmp_path / "report.pdf"
    evidence.write_bytes(b"%PDF invented")
    (tmp_path / "findings.yaml").write_text(
        "reference: STORY-1-INTERCEPTION\nperson: A. Muster\ndate: 2026-11-20\nanswers:\n"
        "  - {question: B02, answer: 'yes', item: '10', reason: report, evidence: [{file: report.pdf, seen: 2026-11-19}]}\n",
        encoding="utf-8",
    )
    stated = read_findings(tmp_path / "findings.yaml")
    Diligence(workspace).record(stated.findings, stated.files)
    made = assess(transaction("interception"), Evidence(stated.findings), day=DAY, screener=None)
    event = record(workspace, made, as_json(made), "A. Muster")
    assert len(event.files) >= 3
    for digest in event.files:
        with pytest.raises(InputError, match="kept until"):
            workspace.erase(digest, "A. Muster", "no use")
    assert workspace.verify() == ()
