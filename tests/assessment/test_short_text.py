"""An answer on one screen: what stays, what folds with a count, the table of several transactions."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from typer.main import get_command

from dualuse import check
from dualuse.assessment.field_words import field_in_words, without_citation
from dualuse.assessment.text.assumed import assumed
from dualuse.assessment.text.full import determination_text
from dualuse.assessment.text.one_screen import ShortText
from dualuse.assessment.text.sentences import asked_together, known_of
from dualuse.assessment.text.table import Line, line_of, several
from dualuse.cli import app
from dualuse.documents.screen_parts import Section, section_lines
from dualuse.documents.terminal import AND_MORE
from dualuse.i18n import LANGUAGES, fill, labelled, translate
from dualuse.inputs.wrapping import MOST_LINES, SUBCOMMANDS, marked, wrapped_lines
from dualuse.law.eu_2021_821.facts import FACTS, GROUNDS
from dualuse.schema.determination import Because, Determination, LawAge
from dualuse.schema.screening import ListUsed, ScreenedParty
from tests.support.sampling import sampled
from tests.support.scenarios import Scenario, load

FIRST_ANSWER: dict[str, Any] = {
    "reference": "Q-1",
    "date": "2026-08-03",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"country": "DE"},
    "items": [
        {
            "id": "10",
            "kind": "goods",
            "entries": ["6A003.b.4.b"],
            "national_entries": [],
            "quantity": "2",
            "unit": "piece",
        }
    ],
    "destination": "AE",
    "parties": [{"role": "end_user", "name": "Harbour Optics FZE", "country": "AE", "service": "none"}],
    "end_use": "Quality inspection",
}
NOTHING_KNOWN = dict.fromkeys(GROUNDS, "none")
HELD: dict[str, Any] = {
    "kind": "individual",
    "reference": "BAFA-77",
    "items": ["10"],
    "end_user": "Harbour Optics FZE",
    "destination": "AE",
    "valid_from": "2024-01-01",
    "valid_until": "2027-01-31",
    "left": "9",
    "left_unit": "piece",
    "end_use": "Quality inspection",
}


def short(result: Determination, width: int = 100) -> list[str]:
    return str(ShortText(result, width)).splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scenario", sampled(load(), 40), ids=lambda scenario: scenario.identifier)
def test_every_answer_fits_on_one_screen_and_keeps_every_reason_of_a_stop(
    scenario: Scenario, language: str
) -> None:
    result = check(scenario.transaction, language=language)
    lines = short(result)
    text = " ".join(" ".join(lines).split())
    if result.release == "stop":
        for because in result.release_because:
            shown = because.text
            if result.authority is not None and result.authority.name.endswith(")"):
                name = result.authority.name
                shown = shown.replace(name, name[name.rfind("(") + 1 : -1])
            assert " ".join(shown.split()) in text
    else:
        assert len(lines) <= MOST_LINES
    assert all(len(line) <= 100 or " " not in line.strip() for line in lines)
    assert "--full" in text


def test_a_stop_with_few_reasons_fits_too() -> None:
    lines = short(check(FIRST_ANSWER))
    assert lines[0].startswith("STOP")
    assert lines[1] == "In law: an authorisation is required (Art. 3(1))."
    assert len(lines) <= MOST_LINES


def test_what_folds_is_counted() -> None:
    result = check({**FIRST_ANSWER, "items": [{"id": "1"}, {"id": "2", "entries": ["6A003.b.4.b"]}]})
    lines = short(result)
    title = next(line for line in lines if line.startswith("Missing, what settles most first"))
    asked = [line for line in lines if re.match(r"  \d\. ", line)]
    assert 0 < len(asked) < len(result.missing)
    assert title.endswith(f"  (and {len(result.missing) - len(asked)} more: --full)")


def test_items_with_the_same_answer_stand_together_so_that_the_open_one_is_seen() -> None:
    """Of three lines the open one was folded away."""
    items = [{"id": str(number), "entries": ["6A003.b.4.b"]} for number in range(12)]
    lines = short(check({**FIRST_ANSWER, "items": [*items, {"id": "unclear"}]}))
    table = lines[lines.index("Items") + 1 : lines.index("Why") - 1]
    assert [line.split("  ")[1] for line in table] == ["0, 1, 2, 3, 4 … (12)", "unclear"]
    assert table[1].endswith("open, up to: an authorisation is required  open: classification in Annex I")


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_word_is_cut_and_the_command_of_a_lead_is_whole(width: int) -> None:
    result = check({**FIRST_ANSWER, "destination": "RU", "items": [{"id": "1"}, {"id": "2", "entries": []}]})
    command = "dualuse diligence ask offers/Q-1.yaml --person '…'"
    lead = f"due diligence is asked for, 80 questions, first unlawful use against a Member State or citizen (B03): {command}"
    text = str(ShortText(result, width, (lead,)))
    whole = set(f"{determination_text(result, 10_000)} {field_in_words('items.entries', 'en')}".split())
    cut = [line.removesuffix(" …").split()[-1] for line in text.splitlines() if line.endswith(" …")]
    assert cut or width == 100
    assert all(any(word in known for known in whole) for word in cut)
    assert command in " ".join(text.split())


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("the exporter must notify", "the exporter …"),
        ("under Regulation (EU) No 833/2014", "under Regulation (EU) …"),
        ("short", "short …"),
    ],
)
def test_a_cut_line_ends_with_a_word_that_says_something(line: str, shown: str) -> None:
    assert marked(line, 27 if "No" in line else 18) == shown


def test_an_authorisation_held_stands_beside_what_the_law_asks_for() -> None:
    text = str(ShortText(check({**FIRST_ANSWER, "knowledge": NOTHING_KNOWN, "authorisations": [HELD]})))
    assert "an authorisation is required (Art. 3(1)); covered by BAFA-77." in text


def test_what_covers_a_transfer_that_no_customs_declaration_names_is_said() -> None:
    """Art. 11(1): an item of Annex IV leaves for another Member State, and nothing is declared to customs."""
    result = replace(
        check({**FIRST_ANSWER, "knowledge": NOTHING_KNOWN, "authorisations": [HELD]}),
        customs=(),
        release="go",
    )
    assert "covered by BAFA-77." in str(ShortText(result)).splitlines()[1]
    assert "covered by" not in str(ShortText(replace(result, release="ask"))).splitlines()[1]


def test_a_range_says_that_what_was_not_examined_may_forbid_it() -> None:
    result = check({**FIRST_ANSWER, "knowledge": NOTHING_KNOWN, "items": [{"id": "10", "kind": "goods"}]})
    unexecuted = Because("release.unexecuted", {}, "a measure may concern it")
    may_forbid = "by what was examined; what was not may forbid it"
    assert may_forbid not in " ".join(str(ShortText(result)).split())
    asking = replace(result, release_because=(*result.release_because, unexecuted))
    assert may_forbid in " ".join(str(ShortText(asking)).split())


def test_one_line_that_is_covered_says_nothing_of_another() -> None:
    items = [{"id": number, "kind": "goods", "entries": ["6A003.b.4.b"]} for number in ("10", "20")]
    result = check({**FIRST_ANSWER, "knowledge": NOTHING_KNOWN, "items": items, "authorisations": [HELD]})
    assert result.release == "stop"
    assert "covered by" not in str(ShortText(result)).splitlines()[1]


def test_an_available_general_authorisation_names_what_the_exporter_signs_for() -> None:
    transaction = {
        **FIRST_ANSWER,
        "items": [{"id": "10", "kind": "goods", "entries": ["3A001.a.3"]}],
        "destination": "JP",
        "parties": [{"role": "end_user", "name": "Kita Test KK", "country": "JP", "service": "none"}],
        "knowledge": {"wmd": "none", "military_end_use": "none", "illicit_military_parts": "none"},
        "circumstances": {"free_zone": False},
    }
    text = " ".join(str(ShortText(check(transaction))).split())
    covered = "covered by EU001, if you use it on its conditions; you sign for: knowledge of a use for weapons of mass destruction, knowledge of a"
    assert covered in text
    # It answers the reason above it, that an authorisation is needed.
    assert text.index("needs an authorisation.") < text.index(covered) < text.index("To do")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_a_level_of_knowledge_is_one_of_something_in_every_language(ground: str, language: str) -> None:
    """Several with one value are joined before they are written: the sentence of each is a subject, and the value behind it."""
    subject = known_of(ground, language)
    assert subject
    assert labelled(subject, "{value}", language) == translate(FACTS[f"knowledge.{ground}"].yes, language)


def test_nothing_is_to_be_done_before_what_is_forbidden() -> None:
    result = check({**FIRST_ANSWER, "destination": "RU", "parties": []})
    assert result.outcome == "prohibited"
    assert "before you proceed" not in str(ShortText(result))


def test_several_transactions_are_a_table_the_worst_first() -> None:
    go = check(
        {**FIRST_ANSWER, "reference": "Q-2", "items": [{"id": "1", "entries": []}], "destination": "CH"}
    )
    rows = list(several([line_of(go), line_of(check(FIRST_ANSWER))], 100, "en"))
    assert rows[0].startswith("2 transactions: 1 STOP, 1 ")
    assert rows[2].split()[0] == "STOP"
    assert "Q-1" in rows[2]
    assert any("Q-2" in row for row in rows[3:])


SIX: dict[str, Any] = {
    **FIRST_ANSWER,
    "date": "2026-08-20",
    "items": [
        {"id": "1", "entries": ["6A003.b.4.a"]},
        {"id": "2", "entries": []},
        {"id": "3", "description": "network probe"},
        {"id": "4", "entries": ["2B001.b.2"]},
        {"id": "5", "entries": ["3A002.c"]},
        {"id": "6", "entries": ["5A002.a"]},
    ],
    "destination": "JP",
    "parties": [{"role": "end_user", "name": "Kita Test KK", "country": "JP", "service": "none"}],
    "knowledge": {"wmd": "none", "military_end_use": "none", "illicit_military_parts": "none"},
    "circumstances": {"free_zone": False},
}


def _stands(statement: str, text: str) -> bool:
    """Whether a statement stands in the text; what is known, before other subjects that have the same value."""
    subject, colon, value = statement.rpartition(":")
    return statement in text or bool(
        colon and re.search(re.escape(subject.strip()) + "[^;]*" + re.escape(colon + value), text)
    )


@pytest.mark.parametrize("items", [3, 6])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_its_need_and_every_statement_signed_for_stand_on_the_screen(
    items: int, language: str
) -> None:
    """Two of three rows of items, and all but one statement, were folded away."""
    result = check({**SIX, "items": SIX["items"][:items]}, language=language)
    lines = short(result)
    text = " ".join(" ".join(lines).split())
    assert len(lines) <= MOST_LINES
    assert "1, 4, 5, 6  " in "\n".join(lines) if items == 6 else "  1" in "\n".join(lines)
    assert [
        fact
        for fact in ("items.cyber_surveillance", "items.entries")
        if field_in_words(fact, language) not in text
    ] == []
    signed = [
        because.text
        for row in result.items[0].general_authorisations
        if row.status == "available"
        for because in row.because
        if because.code.startswith(("knowledge.", "circumstances."))
    ]
    assert len(signed) == 4
    assert [statement for statement in signed if not _stands(" ".join(statement.split()), text)] == []
    assert f"{' '.join(result.missing[0].question.split())} [2, 3]" in text


def test_a_duty_says_what_is_to_be_done_before_its_day() -> None:
    text = " ".join(str(ShortText(check({**SIX, "items": SIX["items"][:1]}))).split())
    assert "- ask BAFA whether it wants registration" in text
    assert "· by 2026-08-05, already past" in text
    assert "which is past" not in text


OLD_LIST = ListUsed(list="eu_fsf", edition="1", dated="2026-01-02", checksum="", stale=True)
PARTY = ScreenedParty(party="1", role="end_user", name="Kita Test KK", status="clear")


NAMELESS = ScreenedParty(party="exporter", role="exporter", name="", status="not_screened")
UNREAD = ScreenedParty(party="parties[1]", role="purchaser", name="Ⰰⰱ", status="not_screened")


@pytest.mark.parametrize(
    ("parties", "lines"),
    [
        ((PARTY,), ["not screened: who receives the items (nobody is stated)"]),
        ((PARTY, NAMELESS), ["not screened: exporter (no name is stated)"]),
        (
            (PARTY, NAMELESS, UNREAD),
            [
                "not screened: exporter (no name is stated), Ⰰⰱ (party no. 2) (what is stated cannot be compared)"
            ],
        ),
    ],
)
def test_who_was_screened_and_who_was_not_stand_by_name(
    parties: tuple[ScreenedParty, ...], lines: list[str]
) -> None:
    """One party without a name took the result of the others off the screen."""
    result = check(SIX)
    screening = replace(result.screening, status="not_screened", lists=(OLD_LIST,), parties=parties)
    shown = short(replace(result, screening=screening))
    assert [line for line in shown if "no hit" in line] == [
        "no hit, LISTS OUT OF DATE: eu_fsf 2026-01-02 · Kita Test KK"
    ]
    assert [line for line in lines if line not in shown] == []


def test_all_who_were_screened_stand_by_name_too() -> None:
    """A number alone said that three had been screened, not who."""
    result = check(SIX)
    names = ["Kita Test KK", "Kita Test KK", "Nord AG", "Ost AG", "Süd AG", "West AG", "Mitte AG"]
    parties = tuple(replace(PARTY, party=f"parties[{place}]", name=name) for place, name in enumerate(names))
    lists = tuple(replace(OLD_LIST, list=name, stale=False) for name in ("eu_fsf", "un_sc"))
    screening = replace(result.screening, status="clear", lists=lists, parties=parties)
    shown = short(replace(result, screening=screening))
    line = "no hit against eu_fsf, un_sc (2026-01-02) · Kita Test KK, Nord AG, Ost AG, Süd AG (and 2 more)"
    assert line in shown


PERSONS = Because(
    "release.persons_not_compared",
    {},
    "the parties were not compared with Regulation (EU) No 833/2014 Art. 2b with Annex IV, whose persons must not get these items wherever they"
    " sit: install the tables of the Official Journal (dualuse lists add FILE --edition DAY; from https://github.com/opensanctions/opensanctions/tree"
    "/main/datasets/eu/journal_sanctions). Or see whether a party is named, and state under answers (unexecuted.32014R0833.annex_iv) true if one is (it"
    " must not leave then) or false if none is (it is no longer held for this)",
)


@pytest.mark.parametrize("number", [1, 6])
def test_a_reason_to_ask_is_whole_or_ends_with_what_it_means(number: int) -> None:
    """It was cut within the sentence that said what was not compared, and where anybody on the list stands."""
    held = check({**FIRST_ANSWER, "knowledge": NOTHING_KNOWN, "authorisations": [HELD]})
    longer = tuple(replace(PERSONS, text=f"{place} {PERSONS.text}") for place in range(number))
    text = " ".join(" ".join(short(replace(held, release="ask", release_because=longer))).split())
    assert "Annex IV, whose persons must not get these items wherever they sit" in text
    assert ("false if none is" in text) is (number == 1)
    assert "unexecuted.32014R0833.annex_iv" in text


def test_what_was_assumed_is_to_be_examined_among_the_steps() -> None:
    """``assess`` said so, ``check`` did not."""
    stated = {**FIRST_ANSWER, "authorisations": [HELD]}
    step = "examine what was assumed, and state it in the transaction"
    result = check(stated, assume=("no-indication",))
    go = replace(result, release="go")
    assert any(step in line for line in short(go))
    assert step in determination_text(go)
    assert not any(step in line for line in short(replace(result, release="stop")))
    assert not any(step in line for line in short(check(stated)))


def test_the_question_of_what_an_authority_did_not_know_is_whole() -> None:
    """Art. 16(1): its end names the uses that are to be stated; it was cut before them."""
    known = {name: "none" for name in NOTHING_KNOWN if name not in ("internal_repression", "human_rights")}
    stated = {name: value for name, value in FIRST_ANSWER.items() if name != "manner"}
    result = check({**stated, "knowledge": known, "authorisations": [HELD]}, assume=("permanent",))
    (row,) = [row for row in asked_together(result.missing) if row.code.startswith("question.knowledge")]
    assert " ".join(row.question.split()) in " ".join(" ".join(short(result)).split())


@pytest.mark.parametrize(("status", "shown"), [("not_screened", False), ("clear", True)])
def test_no_hit_is_not_said_where_nobody_was_screened(status: Any, shown: bool) -> None:
    result = check(SIX)
    party = replace(PARTY, status=status)
    screening = replace(result.screening, status=status, lists=(OLD_LIST,), parties=(party,))
    text = str(ShortText(replace(result, screening=screening)))
    assert ("no hit" in text) is shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_go_on_assumptions_says_so_under_the_verdict(language: str) -> None:
    """What nobody examined stood in the whole text alone."""
    stated = {
        **{name: value for name, value in FIRST_ANSWER.items() if name != "manner"},
        "items": [{"id": "10", "kind": "goods", "entries": [], "national_entries": []}],
        "destination": "CH",
    }
    result = check(stated, assume=("no-indication", "permanent"), language=language)
    assert result.assumptions
    go = replace(result, release="go")
    for width in (60, 100):
        text = " ".join(" ".join(short(go, width)).split())
        taken = assumed(go)
        assert text.startswith(translate("GO, on what is assumed", language))
        assert " ".join(taken.split()) in text
        facts = [row.fact for row in go.assumptions if row.policy == "no-indication"]
        assert [fact for fact in facts if without_citation(field_in_words(fact, language)) not in taken] == []
    assert taken in line_of(go).reason
    assert line_of(go).verdict == translate("GO, on what is assumed", language)
    assert assumed(replace(result, release="stop")) == ""
    asked = check(stated, language=language)
    assert assumed(asked) == ""
    # What the contract supplies is told of a "go", and is no assumption that somebody chose.
    assert "purchasing_country" in assumed(replace(asked, release="go"))
    assert "purchasing_country" in taken
    assert line_of(replace(asked, release="go")).verdict == translate("GO", language)


WAITING: dict[str, Any] = {
    "date": "2026-08-20",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"country": "DE"},
    "items": [
        {
            "entries": ["5A001.f.2"],
            "kind": "goods",
            "cn_code": "85176200",
            "value": "50000",
            "currency": "EUR",
        }
    ],
    "destination": "AE",
    "parties": [{"role": "end_user", "name": "Example Laboratories KK"}],
    "knowledge": {"wmd": "none", "military_end_use": "none", "illicit_military_parts": "none"},
    "circumstances": {"free_zone": False},
}
"""Only the country of the end user is unknown: an authorisation is needed at least, a ban is open."""


@pytest.mark.parametrize(
    ("changed", "waits"),
    [
        ({}, True),
        ({"parties": [{"role": "end_user", "name": "Example", "country": "AE"}]}, False),  # a duty says it
        ({"parties": [{"role": "end_user", "name": "Example", "country": "RU"}]}, False),
        ({"destination": "JP"}, False),  # a general authorisation may do
        ({"destination": "RU"}, False),
        ({"dispatched_from": "CN"}, False),
        ({"exporter": {"country": "CN"}}, False),
    ],
)
def test_whoever_must_apply_once_a_fact_is_known_is_told_so(changed: dict[str, Any], waits: bool) -> None:
    result = check({**WAITING, **changed})
    page = " ".join(str(ShortText(result, 100)).split())
    whole = " ".join(determination_text(result, 100).split())
    step = "once what is missing is settled, and if nothing forbids it then: apply to"
    assert (step in page, step in whole) == (waits, waits)
    assert not waits or not any(duty.citation.startswith("Art. 12") for duty in result.obligations)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100])
def test_the_first_steps_are_whole_and_no_command_is_broken(language: str, width: int) -> None:
    result = check(FIRST_ANSWER, language=language)
    command = "dualuse diligence ask 'a file.yaml' --person '…'"
    lines = str(ShortText(result, width, [f"{'Wort ' * 9}80: {command}"])).splitlines()
    assert len(lines) <= MOST_LINES
    assert any(command in line for line in lines)
    text = " ".join(" ".join(lines).split())
    first = next(duty.text for duty in result.obligations if duty.citation == "Art. 12(2)")
    assert first.rpartition(",")[2].strip() in text


@pytest.mark.parametrize("width", range(40, 110, 7))
@pytest.mark.parametrize(
    "command",
    [
        "dualuse lists status",
        "dualuse diligence ask offer.yaml",
        "dualuse diligence show Q-2026-0147 examples/offer.yaml",
        "dualuse classify 'cooled camera core' --full",
        "dualuse examine 6A003.b.4",
        "dualuse lists add LIST DATEI",
    ],
)
def test_a_command_is_never_broken(command: str, width: int) -> None:
    text = f"bring the lists up to date, which are 94 days old ({command}), and screen the parties again"
    lines = wrapped_lines(text, width)
    assert any(command in line for line in lines)
    assert " ".join(lines) == text


@pytest.mark.parametrize("width", range(40, 80))
@pytest.mark.parametrize(
    "citation",
    [
        "Art. 12 Abs. 4",
        "§ 8 Abs. 1 Nr. 2 AWV",
        "article 12, paragraphe 4",
        "annexe IV",
        "Buchst. a",
        "Anhang XVI",
        "nº 833/2014",
    ],
)
def test_no_line_ends_between_a_word_of_a_citation_and_its_number(citation: str, width: int) -> None:
    text = (
        f"holen Sie für die Einzelgenehmigung eine Endverwendungserklärung ein ({citation}), und fragen Sie"
    )
    lines = wrapped_lines(text, width)
    assert " ".join(lines) == text
    waiting = ("Art.", "Abs.", "Nr.", "Buchst.", "§", "paragraphe", "article", "annexe", "Anhang", "nº")
    assert not any(line.endswith(waiting) for line in lines)


def test_every_command_of_a_group_is_known_to_the_lines() -> None:
    groups = [group for group in get_command(app).commands.values() if hasattr(group, "commands")]
    assert {name for group in groups for name in group.commands} == SUBCOMMANDS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100])
def test_every_reason_of_a_stop_stays_whole_and_so_does_what_was_not_examined(
    language: str, width: int
) -> None:
    """A code of two annexes to Regulation (EU) No 833/2014: each ban is said to its end."""
    stated = {
        "date": "2026-08-03",
        "activity": "export",
        "manner": "permanent",
        "exporter": {"country": "DE"},
        "items": [{"id": "1", "kind": "goods", "cn_code": "85044086"}],
        "destination": "RU",
        "parties": [{"role": "end_user", "name": "Example Works", "country": "RU"}],
    }
    result = check(stated, language=language, screener=None)
    lines = short(result, width)
    assert len(lines) <= MOST_LINES
    short_text = " ".join(" ".join(lines).split())
    bans = [row for row in result.findings if row.status == "applies" and row.effect == "prohibited"]
    assert len(bans) == 2
    for ban in bans:
        assert " ".join(ban.text.split()).rstrip(".") in short_text
    assert any(word in line for line in lines for word in ("ot examined", "icht geprüft", "on examiné"))


LICENSED: dict[str, Any] = {
    **FIRST_ANSWER,
    "destination": "IN",
    "date": "2026-08-01",
    "items": [
        {**FIRST_ANSWER["items"][0], "entries": ["3A002.c"], "cn_code": "90302000"},
        {**FIRST_ANSWER["items"][0], "id": "11", "entries": [], "cyber_surveillance": False},
    ],
    "parties": [{"role": "end_user", "name": "Harbour Optics FZE", "country": "IN", "service": "none"}],
    "authorisations": [{**HELD, "destination": "IN"}],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100])
def test_one_question_that_several_fields_answer_is_asked_once_and_names_them_all(
    width: int, language: str
) -> None:
    """It stood twice among the questions, again in the reasons, cut before the names of its fields."""
    stated = {**LICENSED, "items": LICENSED["items"][:1], "knowledge": {"wmd": "none"}}
    result = check(stated, language=language)
    fields = [row.fact for row in result.missing if row.fact.startswith("knowledge.")]
    assert len(fields) > 2
    assert len({row.question for row in result.missing if row.fact in fields}) == 1
    text = "\n".join(short(result, width))
    names = [field.removeprefix("knowledge.") for field in fields]
    listed = f"knowledge ({', '.join(names)})"
    assert " ".join(text.split()).count(listed) == 2  # in the reason, and where the question is answered
    (asked,) = [row for row in asked_together(result.missing) if fields[0] in row.fact]
    assert text.count(asked.question[:40]) == 1
    whole = determination_text(result)
    assert len(re.findall(r"\bknowledge \(", whole)) == 1


def test_nobody_is_told_to_apply_where_only_a_point_of_an_authorisation_is_open() -> None:
    stated = {**LICENSED, "items": LICENSED["items"][:1], "knowledge": {"wmd": "none"}}
    text = " ".join(" ".join(short(check(stated))).split())
    assert "apply to BAFA for an individual" not in text
    assert "only if the authorisation stated turns out not to cover this: apply to BAFA for another" in text
    without = {name: value for name, value in stated.items() if name != "authorisations"}
    text = " ".join(" ".join(short(check(without))).split())
    assert "apply to BAFA for an individual" in text
    assert "only if the authorisation" not in text


def test_what_is_covered_is_said_so_and_what_is_to_be_done_before_it_leaves_stands() -> None:
    """The item was said to need an authorisation, and the clause against re-export to Russia was a number."""
    result = replace(check({**LICENSED, "knowledge": NOTHING_KNOWN}), release="go")
    lines = short(result)
    assert "  10: covered by BAFA-77 (Art. 3(1))" in lines
    text = " ".join(" ".join(lines).split())
    before = [duty for duty in result.obligations if duty.due == result.date]
    assert len(before) >= 4
    assert [duty.citation for duty in before if f"before you proceed ({duty.citation})" not in text] == []
    assert len(lines) <= MOST_LINES


def test_of_a_stop_the_customs_code_waits_until_it_is_granted() -> None:
    result = check({**LICENSED, "knowledge": NOTHING_KNOWN})
    result = replace(result, customs=(replace(result.customs[0], code="X060"),), obligations=())
    assert "once granted: X060" in str(ShortText(replace(result, release="stop")))
    assert "once granted: " not in str(ShortText(result))


def test_a_part_that_has_no_room_is_one_line_with_its_number() -> None:
    section = Section(title="To do", points=(["  - a"], ["  - b"]), kept=0, airy=False)
    assert [*section_lines(section, 0, 100, "en")] == ["To do: 2 (--full)"]
    assert [*section_lines(section, 1, 100, "en")] == ["To do  (and 1 more: --full)", "  - a"]


def test_a_part_that_has_no_room_names_its_first_point_whole() -> None:
    long = "unexecuted.32014R0833.annex_iv"
    section = Section(
        title="Missing, what settles most first",
        points=(["  1. a"], ["  2. b"]),
        kept=0,
        airy=False,
        short_title="Missing",
        name=long,
    )
    assert [*section_lines(section, 0, 100, "en")] == [
        f"Missing, what settles most first: 2 (--full), first {long}"
    ]
    assert [*section_lines(section, 0, 60, "en")] == [f"Missing: 2 (--full), first {long}"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scenario", sampled(load(), 200), ids=lambda scenario: scenario.identifier)
def test_the_first_missing_fact_stands_by_name_and_no_reason_folds_into_empty_lines(
    scenario: Scenario, language: str
) -> None:
    result = check(scenario.transaction, language=language)
    lines = short(result, 80)
    if result.missing:
        # By its field where it is asked, in words where there is room for a count alone.
        name = ShortText(result, 80).questions(whole=False).name
        assert result.missing[0].fact.rpartition(".")[2] in " ".join(lines) or name in " ".join(lines)
    if fill("  " + translate(AND_MORE, language), language, number=1) in lines:
        assert len(lines) >= MOST_LINES - 1


HELD_BY_OLD_LISTS = "bring the lists up to date (dualuse lists sync), and screen the parties again"


def _screened_against(used: ListUsed) -> Determination:
    result = check(SIX)
    return replace(
        result,
        warnings=(),
        screening=replace(result.screening, status="clear", lists=(used,), parties=(PARTY,)),
    )


@pytest.mark.parametrize(
    "used", [OLD_LIST, replace(OLD_LIST, stale=False, partial=True)], ids=["old", "not whole"]
)
def test_the_first_step_brings_lists_up_to_date(used: ListUsed) -> None:
    """What held the answer back had no step on the screen, and none with ``--full``, only in a dossier."""
    result = _screened_against(used)
    shown = short(result)
    steps = shown[next(place for place, line in enumerate(shown) if line.startswith("To do")) + 1 :]
    assert HELD_BY_OLD_LISTS in steps[0]
    assert HELD_BY_OLD_LISTS in " ".join(determination_text(result).split())


def test_lists_that_are_whole_and_up_to_date_ask_for_no_step() -> None:
    shown = "\n".join(short(_screened_against(replace(OLD_LIST, stale=False))))
    assert "up to date" not in shown


@pytest.mark.parametrize("accepted_by", ["", "A. Example"])
def test_old_law_has_its_step_until_a_person_accepts_its_age(accepted_by: str) -> None:
    result = check(SIX)
    age = LawAge(
        accepted_until="", days=100, allowed=60, old=True, accepted_by=accepted_by, text="the law is old"
    )
    shown = " ".join(" ".join(short(replace(result, law_age=age))).split())
    assert ("see whether the law has changed since" in shown) == (not accepted_by)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_count_of_questions_names_the_first_in_words(language: str) -> None:
    result = check({**SIX, "destination": "AE", "knowledge": {}}, language=language)
    text = ShortText(result, 80)
    name = text.questions(whole=False).name
    assert name
    assert result.missing[0].fact not in name
    assert "items." not in name
    assert len(name) <= 40


def test_stops_and_the_others_stand_in_the_same_columns() -> None:
    rows = [Line("stop", "STOP", "R-1", "", "first why"), Line("ask", "ASK FIRST", "R-1000", "", "other why")]
    stop, ask = [*several(rows, 80, "en")][-2:]
    assert stop.index("R-1") == ask.index("R-1000")
    assert stop.index("first why") == ask.index("other why")


def test_where_many_ask_for_other_reasons_the_worst_have_a_line_each_and_the_rest_is_counted() -> None:
    rows = [Line("ask", "ASK FIRST", f"R-{number}", "", f"reason {number}") for number in range(60)]
    shown = [*several(rows, 80, "en")]
    assert len(shown) <= MOST_LINES
    assert "R-0   reason 0" in " ".join(shown)
    named = sum("R-" in line for line in shown)
    assert named >= 20
    assert shown[-1].strip() == fill(AND_MORE, "en", number=60 - named)
