"""Decisions on hits: about one pair, with person and reason, open again when either side changes, never hidden."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dualuse.inputs.problems import InputError
from dualuse.record.workspace import Workspace
from dualuse.screening.answers import Answer, answer
from dualuse.screening.decisions.decisions import Decision, Decisions, decide, new_decision, recorded
from dualuse.screening.decisions.identity_digest import (
    entry_digest,
    party_digest,
    query_from_json,
    query_to_json,
)
from dualuse.screening.matching.screened import Hit, Query, Screened
from dualuse.sources.lists.edition import Edition
from dualuse.sources.lists.listed_party import (
    Country,
    Identifier,
    ListedName,
    ListedParty,
    Measure,
    PartialDate,
)

PARTY = Query(
    ("Orlo Quillonberg", "O. Quillonberg"),
    "K-1",
    "person",
    birth_dates=("1961-04",),
    countries=("DE", "TR"),
    identifiers=(("passport", "X1"),),
)
ENTRY = ListedParty(
    id="77",
    list="xx_one",
    kind="person",
    names=(ListedName("Orlow Quillonberg"), ListedName("Orlov Kwillonberg")),
    birth_dates=(PartialDate("1959"),),
    countries=(Country("RU", "Russia"),),
    identifiers=(Identifier("passport", "Y 2"),),
    measures=(Measure("asset_freeze", "Act 1"),),
    listed_on="2020-01-01",
)
HIT = Hit(
    entity="77",
    list="xx_one",
    score=0.91,
    status="hit",
    queried="Orlo Quillonberg",
    name="Orlow Quillonberg",
    because=(),
)
OTHER = replace(HIT, entity="78", status="review", score=0.8)
EDITION = Edition(
    list="xx_one", edition="2026-11-01-abcdef01", label="2026-11-01", dated="2026-11-01", format="x", checksum="c" * 64,
    size=1, content="d" * 64, records=1, names=1, identifiers=1, repeated=0, unread=0, together=(), source="", retrieved="", reader="1",
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


def _decide(
    workspace: Workspace, verdict: str = "false_positive", party: Query = PARTY, **changes: Any
) -> Decision:
    words = {
        "person": "A. Muster",
        "reason": "born two years earlier, another passport",
        "hit": HIT,
    } | changes
    hit = words.pop("hit")
    return decide(workspace, new_decision(verdict, party, ENTRY, EDITION, "1", hit, **words))


def _answer(
    workspace: Workspace,
    party: Query = PARTY,
    hits: tuple[Hit, ...] = (HIT,),
    entry: ListedParty | None = ENTRY,
) -> Answer:
    screened = Screened(party.id, "hit" if hits else "clear", hits)
    return answer(
        party,
        screened,
        Decisions.recorded_in(workspace),
        lambda list_id, entity: entry if entity == "77" else None,
    )


# What is on record


def test_a_decision_says_who_decided_what_on_which_edition_and_why(
    workspace: Workspace, tmp_path: Path
) -> None:
    scan = tmp_path / "passport.pdf"
    scan.write_bytes(b"%PDF a scan")
    new = new_decision(
        "false_positive", PARTY, ENTRY, EDITION, "1", HIT,
        person=" A. Muster ", reason="another passport", second="B. Beispiel", links=["https://example.org/register"],
    )  # fmt: skip
    made = decide(workspace, new, [scan])
    (decision,) = recorded(workspace)
    assert decision == made
    assert (decision.person, decision.second, decision.reason) == (
        "A. Muster",
        "B. Beispiel",
        "another passport",
    )
    assert (decision.edition, decision.dated, decision.checksum, decision.matcher) == (
        EDITION.edition,
        "2026-11-01",
        "c" * 64,
        "1",
    )
    assert (decision.entry, decision.score, decision.name) == (entry_digest(ENTRY), 0.91, "Orlow Quillonberg")
    assert decision.party == PARTY
    assert decision.links == ("https://example.org/register",)
    assert workspace.read(decision.evidence[0]) == b"%PDF a scan"
    assert workspace.verify() == ()


def test_names_of_parties_stand_in_the_private_part_alone(workspace: Workspace) -> None:
    _decide(workspace)
    chain = workspace.chain("decisions").path.read_text("utf-8")
    assert "Quillonberg" not in chain
    assert "passport" not in chain
    (event,) = workspace.chain("decisions").events()
    workspace.erase(event.private, "B. Beispiel", "Art. 27")
    assert workspace.verify() == ()
    assert list(recorded(workspace)) == []
    assert _answer(workspace).status == "hit"  # who is forgotten is not decided about any more


@pytest.mark.parametrize(
    ("incomplete", "code"),
    [
        ({"person": "  "}, "person_missing"),
        ({"reason": ""}, "reason_missing"),
        *(({"reason": reason}, "reason_missing") for reason in ("?", "-", ".", "x", " ?! ", "1")),
        ({"second": "a. muster"}, "second_is_first"),
        ({"hit": None}, "no_such_hit"),
        ({"verdict": "false_negative"}, "verdict_unknown"),
    ],
)
def test_what_is_no_decision_is_refused_and_leaves_nothing(
    workspace: Workspace, incomplete: dict[str, Any], code: str
) -> None:
    with pytest.raises(InputError) as caught:
        _decide(workspace, **incomplete)
    assert [problem.what.code for problem in caught.value.problems] == [code]
    assert workspace.chains() == ()


def test_evidence_that_cannot_be_read_decides_nothing(workspace: Workspace, tmp_path: Path) -> None:
    new = new_decision("true_match", PARTY, ENTRY, EDITION, "1", HIT, person="A", reason="same passport")
    with pytest.raises(InputError, match=r"absent\.pdf"):
        decide(workspace, new, [tmp_path / "absent.pdf"])
    assert list(recorded(workspace)) == []


# A false positive


def test_a_false_positive_no_longer_counts_and_is_still_shown(workspace: Workspace) -> None:
    _decide(workspace)
    answered = _answer(workspace, hits=(HIT, OTHER))
    assert answered.status == "review"
    assert [(answered_hit.hit.entity, answered_hit.counts) for answered_hit in answered.hits] == [
        ("78", True),
        ("77", False),
    ]
    standing = answered.hits[1].standing
    assert standing is not None
    assert (standing.decision.person, standing.decision.reason[:4]) == ("A. Muster", "born")
    assert _answer(workspace).status == "clear"


def test_it_is_about_that_pair_alone(workspace: Workspace) -> None:
    _decide(workspace)
    assert _answer(workspace, replace(PARTY, id="K-2")).status == "hit"  # another customer of the same name
    assert _answer(workspace, replace(PARTY, id="")).status == "hit"
    assert _answer(workspace, hits=(replace(HIT, list="xx_two"),)).status == "hit"
    assert _answer(workspace, hits=(replace(HIT, entity="78"),)).status == "hit"


@pytest.mark.parametrize(
    "change",
    [
        {"names": ("Orlo Quillonberg", "Orlow Quillonberg")},
        {"names": ("Orlo Quillonberg",)},
        {"birth_dates": ("1959",)},
        {"birth_dates": ()},
        {"countries": ("DE", "RU")},
        {"identifiers": (("passport", "Y2"),)},
        {"kind": "unknown"},
    ],
)
def test_it_opens_again_when_the_counterparty_changes(workspace: Workspace, change: dict[str, Any]) -> None:
    _decide(workspace)
    answered = _answer(workspace, replace(PARTY, **change))
    assert answered.status == "hit"
    assert answered.hits[0].standing is not None
    assert answered.hits[0].standing.changed == ("counterparty",)


@pytest.mark.parametrize(
    "change",
    [
        {"names": (*ENTRY.names, ListedName("Orlo Quillonberg"))},
        {"names": ENTRY.names[:1]},
        {"birth_dates": (PartialDate("1961"),)},
        {"birth_dates": (PartialDate("1959", circa=True),)},
        {"birth_places": ("Exampletown",)},
        {"nationalities": (Country("DE"),)},
        {"identifiers": (Identifier("passport", "X1"),)},
        {"remarks": ("also a German national",)},
        {"kind": "organisation"},
    ],
)
def test_it_opens_again_when_the_entry_changes(workspace: Workspace, change: dict[str, Any]) -> None:
    _decide(workspace)
    answered = _answer(workspace, entry=replace(ENTRY, **change))
    assert answered.status == "hit"
    assert answered.hits[0].standing is not None
    assert answered.hits[0].standing.changed == ("entry",)


def test_it_stands_while_only_the_writing_changes(workspace: Workspace) -> None:
    _decide(workspace)
    party = replace(PARTY, names=("o.  QUILLONBERG", "orlo quillonberg"), countries=("TR", "DE"))
    entry = replace(
        ENTRY,
        names=tuple(replace(name, quality="weak", kind="former") for name in reversed(ENTRY.names)),
        countries=(Country("RU", "RUSSIAN FEDERATION"),),
        measures=(Measure("travel_ban"),),
        programmes=("XYZ",),
        listed_on="2021-01-01",
        updated_on="2026-11-01",
        source="https://example.org",
    )
    assert _answer(workspace, party, entry=entry).status == "clear"


def test_digests_of_parties_survive_their_way_through_the_record() -> None:
    assert query_from_json(query_to_json(PARTY)) == PARTY
    assert party_digest(query_from_json(query_to_json(PARTY))) == party_digest(PARTY)


# A true match


def test_a_true_match_counts_whatever_its_score(workspace: Workspace) -> None:
    _decide(workspace, "true_match")
    assert _answer(workspace, hits=(replace(HIT, status="review", score=0.7),)).status == "hit"
    answered = _answer(workspace, hits=())
    assert (answered.status, answered.hits[0].by_matcher) == ("hit", False)
    changed = _answer(workspace, replace(PARTY, names=("Somebody Else",)), hits=())
    assert changed.status == "hit"  # nobody is freed by writing the customer's name differently
    assert changed.hits[0].standing is not None
    assert changed.hits[0].standing.changed == ("counterparty",)


def test_a_true_match_ends_when_the_entry_leaves_the_list(workspace: Workspace) -> None:
    _decide(workspace, "true_match")
    assert _answer(workspace, hits=(), entry=None).status == "clear"


def test_a_true_match_can_be_named_where_the_matcher_finds_none(workspace: Workspace) -> None:
    _decide(workspace, "true_match", hit=None)
    assert _answer(workspace, hits=()).status == "hit"


# Decisions follow each other


def test_a_later_decision_supersedes_and_nothing_is_erased(workspace: Workspace) -> None:
    _decide(workspace)
    _decide(workspace, "true_match", reason="the register shows both passports")
    assert _answer(workspace).status == "hit"
    _decide(workspace, "undecided", reason="asked for a copy")
    answered = _answer(workspace)
    assert answered.status == "hit"
    assert answered.hits[0].standing is not None
    assert not answered.hits[0].standing.confirms
    assert [decision.verdict for decision in recorded(workspace)] == [
        "false_positive",
        "true_match",
        "undecided",
    ]


def test_a_decision_that_was_changed_is_not_obeyed(workspace: Workspace) -> None:
    _decide(workspace, "true_match")
    path = workspace.chain("decisions").path
    path.write_text(path.read_text("utf-8").replace("true_match", "undecided"), "utf-8")
    with pytest.raises(InputError, match="changed here after it was written"):
        Decisions.recorded_in(workspace)


def test_who_was_not_screened_stays_so(workspace: Workspace) -> None:
    _decide(workspace)
    answered = answer(
        PARTY, Screened("K-1", "not_screened", ()), Decisions.recorded_in(workspace), lambda *pair: None
    )
    assert answered.status == "not_screened"
