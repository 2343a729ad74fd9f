"""What keeps a grant keeps nobody from refusing, and a case that belongs elsewhere ends: what could not be screened, hits, lists, competence; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dualuse.licensing.cases.applications import answer, withdraw
from dualuse.licensing.cases.models import Case, CaseLine
from dualuse.licensing.cases.queries import referred_to
from dualuse.licensing.cases.work import ask, assign, open_case, refer
from dualuse.licensing.decisions.deciding import countersign, propose, reopen
from dualuse.licensing.decisions.examining import assess, check_denials
from dualuse.licensing.decisions.guards import why_not
from dualuse.licensing.decisions.hits import HitWords
from dualuse.licensing.decisions.proposal_faults import LineDecision
from dualuse.licensing.erasing import erasable_cases
from dualuse.licensing.events.models import Event
from dualuse.licensing.refusals import Guarded, Malformed
from tests.licensing.test_consequences import LAST_DAY, REASONS, examined
from tests.licensing.test_own_cases import TRANSIT
from tests.support.screening_home import Entry, install
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People, move_applicant

POINTS = dict.fromkeys("abcd", "Nothing speaks against it.")
LISTED = Entry("P7", "Example Directorate", "Organization")
OTHER = Entry("P1", "Quillon Orlowberg")


def lists_of(monkeypatch: pytest.MonkeyPatch, home: Path, day: date, *entries: Entry) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    install(home, "xx_service", day.isoformat(), entries)


def proposed(people: People, case: Case, decision: str) -> Case:
    criteria = ("sanctions",) if decision in ("refused", "prohibited") else ()
    until = LAST_DAY if decision == "granted" else None
    lines = {
        line: LineDecision(decision)
        for line in CaseLine.objects.filter(case=case).values_list("line", flat=True)
    }
    return propose(people.officer, case.reference, lines, REASONS, criteria=criteria, valid_until=until)


def why_refused(people: People, case: Case, decision: str = "granted") -> tuple[str, str]:
    with pytest.raises(Guarded) as refused:
        proposed(people, case, decision)
    return refused.value.guard, refused.value.why.code


def see_ends(people: People, case: Case, decision: str) -> None:
    proposed(people, case, decision)
    assert countersign(people.second, case.reference, "").state == "decided"


@pytest.mark.parametrize("decision", ["refused", "withdrawn", "not_required"])
def test_without_lists_a_case_is_ended_and_not_granted(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, decision: str
) -> None:
    """Art. 15(1)(b) is looked at before something is granted."""
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    case = examined(people, UNLISTED, WHOLE)
    assert why_refused(people, case) == ("incomplete", "no_lists")
    see_ends(people, case, decision)


def test_whom_no_list_was_asked_for_gets_nothing_and_can_be_refused(people: People) -> None:
    case = examined(people, UNLISTED, WHOLE)
    row = case.evidence.get(kind="screening")
    row.result |= {"status": "not_screened", "not_screened": ["parties[0]"]}
    row.save()
    refused = why_not("propose", Case.objects.get(pk=case.pk), TODAY)
    assert refused is None, "a refusal is possible"


@pytest.mark.parametrize(("age", "guard"), [(31, "lists_too_old"), (1_065, "lists_too_old"), (29, "")])
def test_lists_out_of_date_clear_nobody(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, age: int, guard: str
) -> None:
    """As ``check`` says of them: who was listed since is not on them."""
    lists_of(monkeypatch, tmp_path, date.today() - timedelta(days=age), OTHER)
    case = examined(people, UNLISTED, WHOLE)
    result = case.evidence.get(kind="screening").result
    assert (result["status"], result["stale"]) == (
        ("not_screened", ["xx_service"]) if guard else ("clear", [])
    )
    if guard:
        assert why_refused(people, case) == ("incomplete", guard)
        see_ends(people, case, "refused")
    else:
        see_ends(people, case, "granted")


def test_lists_that_grow_old_while_it_is_proposed_clear_nobody(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lists_of(monkeypatch, tmp_path, date.today(), OTHER)
    case = proposed(people, examined(people, UNLISTED, WHOLE), "granted")
    monkeypatch.setattr("dualuse.licensing.decisions.screened.lists_too_old", lambda: ("xx_service",))
    with pytest.raises(Guarded) as refused:
        countersign(people.second, case.reference, "")
    assert (refused.value.guard, refused.value.why.code) == ("incomplete", "lists_too_old")


def test_a_damaged_list_is_no_fault_of_who_looks(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is never taken for an empty one, and the evidence says so."""
    lists_of(monkeypatch, tmp_path, date.today(), OTHER)
    case = examined(people, UNLISTED, WHOLE)
    (tmp_path / "lists" / "current.json").write_text("{broken", "utf-8")
    assert why_refused(people, case) == ("incomplete", "lists_damaged")
    check_denials(people.officer, case.reference)
    result = case.evidence.filter(kind="screening").latest("pk").result
    assert (result["status"], result["damaged"]) == ("not_screened", True)
    assert why_refused(people, case) == ("incomplete", "lists_damaged")
    see_ends(people, case, "refused")


def met(people: People, monkeypatch: pytest.MonkeyPatch, home: Path) -> Case:
    """A case that was assessed before the screening, which meets its end user on a list."""
    lists_of(monkeypatch, home, date.today(), OTHER, LISTED)
    return examined(people, UNLISTED, WHOLE)


@pytest.mark.parametrize("decision", ["granted", "not_required"])
def test_a_hit_wants_words_about_it(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, decision: str
) -> None:
    """Art. 15(1)(b): what was assessed before anybody was met says nothing of it; nor do words that name nobody."""
    case = met(people, monkeypatch, tmp_path)
    assert why_refused(people, case, decision) == ("incomplete", "hits_open")
    assess(people.officer, case.reference, POINTS)
    assert why_refused(people, case, decision) == ("incomplete", "hits_open")
    words = HitWords(
        "parties[0]", "somebody_else", "Another body of that name, in another country.", "xx_service", "P7"
    )
    assess(people.officer, case.reference, POINTS, hits=[words])
    kept = Event.objects.filter(chain=case.chain, action="assess").latest("number").content.content  # type: ignore[attr-defined]
    assert kept["hits"][0]["text"] == words.text
    see_ends(people, case, decision)


@pytest.mark.parametrize("point", [
    "xx_service/P7 is another body.", "Example Directorate may be granted.",
    "Example Directorate: nothing was looked at.", "Example Directorate is the listed body.", "It is unclear whether Example Directorate is another body.", "I was wrong: xx_service/P7 is another body.",
    "Example Directorate is not another body.", "Example Directorate", "Example Directorate was met. This is a different body.", "Is xx_service/P7 another body?", "Example Directorate may not be granted anything.",
])  # fmt: skip
def test_no_words_of_the_point_on_sanctions_conclude(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, point: str
) -> None:
    case = met(people, monkeypatch, tmp_path)
    assess(people.officer, case.reference, {**POINTS, "b": point})
    assert why_refused(people, case) == ("incomplete", "hits_open")


def test_the_newest_assessment_counts(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    case = met(people, monkeypatch, tmp_path)
    words = HitWords("parties[0]", "somebody_else", "Cleared by the day of birth.")
    assess(people.officer, case.reference, POINTS, hits=[words])
    assess(people.officer, case.reference, {**POINTS, "b": "I was wrong: it is the listed one."})
    assert why_refused(people, case) == ("incomplete", "hits_open")
    assess(people.officer, case.reference, POINTS, hits=[words])
    see_ends(people, case, "granted")


@pytest.mark.parametrize("words", ["-", ".", "?", "x", "tbd", "n/a"])
def test_words_are_words(people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: str) -> None:
    case = met(people, monkeypatch, tmp_path)
    with pytest.raises(Malformed) as refused:
        assess(people.officer, case.reference, POINTS, hits=[HitWords("parties[0]", "somebody_else", words)])
    assert [fault.path for fault in refused.value.problems] == ["hits[0].text"]
    with pytest.raises(Malformed) as refused:
        assess(people.officer, case.reference, dict.fromkeys("abcd", words))
    assert [fault.path for fault in refused.value.problems] == [*"abcd"]
    reasons = replace(REASONS, internal=words, applicant=words, public=words)
    refusal = {"10": LineDecision("refused")}
    with pytest.raises(Malformed) as refused:
        propose(people.officer, case.reference, refusal, reasons, criteria=("sanctions",))
    assert [fault.path for fault in refused.value.problems] == [
        "reasons.internal",
        "reasons.applicant",
        "reasons.public",
    ]


def test_who_is_met_is_refused_without_more_words(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    see_ends(people, met(people, monkeypatch, tmp_path), "refused")


def test_words_are_about_hits_that_were_met(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    case = met(people, monkeypatch, tmp_path)
    rows = [
        HitWords("parties[0]", "somebody_else", "Another.", entity="P1"),
        HitWords("parties[3]", "somebody_else", "Another."),
    ]
    with pytest.raises(Malformed) as refused:
        assess(people.officer, case.reference, POINTS, hits=rows)
    assert [fault.path for fault in refused.value.problems] == ["hits[0]", "hits[1]"]


def transit(people: People, **changed: Any) -> Case:
    data = {name: value for name, value in {**TRANSIT, **changed}.items() if value is not None}
    case = open_case(people.officer, "prohibition", data)
    assign(people.officer, case.reference, "officer@example.org")
    assess(people.officer, case.reference, POINTS)
    return check_denials(people.officer, case.reference)


def test_a_transit_to_somebody_without_a_name_is_prohibited(people: People) -> None:
    """Art. 7(1): nothing that is not known keeps what forbids."""
    nameless = [{**party, "name": "-"} for party in TRANSIT["parties"]]
    case = transit(people, parties=nameless)
    propose(people.officer, case.reference, {}, REASONS, criteria=("sanctions",))
    (line,) = case.proposals.get().lines.all()
    assert line.decision == "prohibited"


@pytest.mark.parametrize("country", ["FR", "CN", "DE", None])
@pytest.mark.parametrize(("located", "guard"), [("DE", ""), ("NL", "not_competent")])
def test_where_the_items_are_their_transit_is_prohibited(
    people: People, country: str | None, located: str, guard: str
) -> None:
    """Art. 7(1): nobody applies, and whoever sends them may be established anywhere."""
    exporter = None if country is None else {"name": "Chung Trading", "country": country}
    case = transit(people, exporter=exporter, located_in=located)
    if not guard:
        assert proposed(people, case, "prohibited").state == "proposed"
        return
    assert why_refused(people, case, "prohibited") == (guard, guard)
    assert refer(people.officer, case.reference, "NL", "The items are there.").authority.code == "NL"


@pytest.mark.parametrize(("change", "path"), [
    ({"located_in": None}, "transaction.located_in"), ({"located_in": "CN"}, "transaction.located_in"), ({"located_in": "XI"}, "transaction.located_in"),
    ({"located_in": "FR"}, "transaction.located_in"), ({"located_in": "GF"}, "transaction.located_in"), ({"activity": "export"}, "transaction.activity"), ({"activity": None}, "transaction.activity"),
])  # fmt: skip
def test_what_nobody_could_decide_is_not_opened(people: People, change: dict[str, Any], path: str) -> None:
    with pytest.raises(Malformed) as refused:
        transit(people, **change)
    assert [fault.path for fault in refused.value.problems] == [path]


def test_a_case_of_a_state_that_is_not_here_ends_by_its_referral(people: People) -> None:
    """Art. 12(2): the authority of the other State decides, wherever it works; here nothing is left to do."""
    case = examined(people, UNLISTED, WHOLE)
    move_applicant("FR")
    assert why_refused(people, case) == ("not_competent", "not_competent")
    ended = refer(people.officer, case.reference, "FR", "It is established in France.")
    assert (ended.state, ended.authority.code) == ("withdrawn", "DE")
    event = Event.objects.filter(chain=case.chain).latest("number")
    assert (event.action, event.body["state"], event.body["to"]) == ("refer", "FR", "withdrawn")
    assert referred_to(ended) == "FR"
    assert erasable_cases(TODAY) == []
    assert reopen(people.supervisor, case.reference, "It is established here after all.").state == "in_work"


@pytest.mark.parametrize("authority", ["DE", "US", "Paris"])
def test_a_case_is_referred_to_authorities_of_the_union(people: People, authority: str) -> None:
    case = examined(people, UNLISTED, WHOLE)
    move_applicant("NL")
    with pytest.raises(Malformed) as refused:
        refer(people.officer, case.reference, authority, "Theirs.")
    assert "NL" in refused.value.problems[0].text.params["known"]


def test_a_question_is_answered_at_the_next_authority(people: People) -> None:
    case = examined(people, UNLISTED, WHOLE)
    ask(people.officer, case.reference, "Who installs it?")
    move_applicant("NL")
    assert refer(people.officer, case.reference, "NL", "It is yours.").state == "question"
    assert answer(people.exporter, case.reference, 1, "We do.").state == "in_work"


def test_what_its_applicant_has_withdrawn_is_not_taken_up_against_its_will(people: People) -> None:
    case = examined(people, UNLISTED, WHOLE)
    withdraw(people.exporter, case.reference, "The order was cancelled.")
    with pytest.raises(Guarded) as refused:
        reopen(people.supervisor, case.reference, "We want to refuse it.")
    assert (refused.value.guard, refused.value.why.code) == ("state", "withdrawn_by_applicant")


def test_a_decision_of_the_authority_that_it_was_withdrawn_can_be_taken_up_again(people: People) -> None:
    case = examined(people, UNLISTED, WHOLE)
    see_ends(people, case, "withdrawn")
    assert reopen(people.supervisor, case.reference, "A slip.").state == "in_work"


def test_the_pages_of_a_case_have_the_words(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from dualuse.portal.pages.case_view import case_view

    case = met(people, monkeypatch, tmp_path)
    assess(
        people.officer,
        case.reference,
        POINTS,
        hits=[HitWords("parties[0]", "somebody_else", "Another body.")],
    )
    words = [
        text
        for event in case_view(replace(people.officer), case.reference).happened
        for _, text in event.words
    ]
    assert "Another body." in words
