"""``dualuse law diff``: what changed between two days, and a transaction whose answer really changed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import pytest
from typer.testing import CliRunner

from dualuse import check
from dualuse.assessment.serialisation import to_json
from dualuse.cli import app
from dualuse.engine.changes import law_changes
from dualuse.engine.compiled import epoch_starts
from dualuse.i18n import short_day
from dualuse.inputs.formats import LAW_DIFFERENCE, with_format
from dualuse.inputs.problems import InputError
from dualuse.law.collection import law_as_of
from dualuse.law.eu_2021_821.control_list import edition_records, outline
from dualuse.law.language.provision import Provision, Relief
from dualuse.law_changes.example_transactions import (
    Choice,
    Frame,
    transaction_of,
    transactions_for,
)
from dualuse.law_changes.law_diff import law_diff
from dualuse.law_changes.law_diff_text import as_yaml, law_diff_text
from dualuse.schema.law_diff import LawDiff, Witness
from dualuse.schema.reading.plain_data import parse
from dualuse.schema.reading.validation import checked_day, transaction_from
from tests.support.sampling import last_and_sampled

NEIGHBOURS = [(day - timedelta(days=1), day) for day in epoch_starts()[1:]]
FURTHER = [
    (date(2021, 9, 9), date(2026, 8, 1)),
    (date(2022, 6, 1), date(2025, 12, 1)),
    (date(2025, 11, 14), date(2025, 11, 15)),
    (date(2023, 1, 11), date(2023, 1, 12)),
]
CHANGED = {
    date(2022, 2, 24),
    date(2022, 2, 26),
    date(2022, 3, 3),
    date(2022, 10, 7),
    date(2022, 11, 28),
    date(2024, 5, 27),
    date(2024, 6, 26),
    date(2025, 9, 30),
    # goods by customs code
    date(2022, 3, 16),
    date(2022, 4, 9),
    date(2022, 8, 2),
    date(2022, 12, 17),
    date(2023, 2, 26),
    date(2023, 4, 27),
    date(2023, 6, 24),
    date(2023, 8, 5),
    date(2023, 12, 19),
    date(2024, 7, 1),
    date(2025, 2, 25),
    date(2025, 5, 21),
    date(2025, 7, 20),
    date(2026, 4, 24),
    date(2026, 4, 23),
    date(2026, 1, 26),
    date(2025, 10, 24),
    *map(
        date.fromisoformat,
        (
            "2022-03-10",
            "2023-07-26",
            "2024-05-16",
            "2024-08-03",
            "2024-10-03",
            "2024-11-18",
            "2025-01-03",
            "2025-05-29",
            "2025-10-22",
            "2026-01-02",
            "2026-01-22",
            "2025-02-26",
            "2026-01-31",
            "2026-04-26",
        ),
    ),
}
"""Days on which the answer to a transaction changed. On the other first days of an epoch the law changed its words or
its places without another answer: Russia left EU003 to EU005 when everything listed was forbidden there already."""


_compared = lru_cache(law_diff)
"""The same comparison is looked at by several tests."""


def _judged(witness: Witness, day: str, before: bool) -> Any:
    transaction = {**witness.transaction, "date": day}
    entries = witness.entries_before if before else witness.entries_after
    if entries is not None:
        transaction["items"] = [{**transaction["items"][0], "entries": list(entries)}]
    return check(transaction)


def _shorter(transaction: Any) -> list[Any]:
    """The transaction without each of its values in turn."""
    shorter: list[Any] = []
    if isinstance(transaction, dict):
        for name, value in transaction.items():
            rest = {key: inner for key, inner in transaction.items() if key != name}
            shorter += [rest] if name not in ("items", "activity", "role") else []
            shorter += [{**transaction, name: inner} for inner in _shorter(value)]
    if isinstance(transaction, list) and len(transaction) == 1:
        shorter += [[inner] for inner in _shorter(transaction[0])]
    return shorter


@pytest.mark.parametrize(("earlier", "later"), [*last_and_sampled(NEIGHBOURS, 4), *FURTHER], ids=str)
def test_the_transaction_shown_has_another_answer_and_nothing_superfluous(earlier: date, later: date) -> None:
    diff = _compared(earlier, later)
    witness = diff.witness
    assert (witness is not None) is ((earlier, later) in FURTHER or later in CHANGED)
    if witness is None:
        # An epoch also begins where a duty does, or a list of which nothing is told: then nothing is shown as changed.
        sentence = "No transaction" if diff.changed else "Nothing that is known here changed"
        assert sentence in law_diff_text(diff)
        return
    before, after = _judged(witness, diff.earlier, True), _judged(witness, diff.later, False)
    assert before.range == witness.before.range
    assert after.range == witness.after.range
    assert before.outcome == witness.before.outcome != "undetermined"
    assert after.outcome == witness.after.outcome != "undetermined"
    assert before.outcome != after.outcome
    for shorter in _shorter(witness.transaction):
        less = Witness(
            transaction=shorter,
            questions={},
            before=witness.before,
            after=witness.after,
            entries_before=witness.entries_before,
            entries_after=witness.entries_after,
        )
        try:
            ranges = (_judged(less, diff.earlier, True).range, _judged(less, diff.later, False).range)
        except InputError:
            continue
        if witness.entries_after is None or "entries" in shorter["items"][0]:
            assert ranges != (before.range, after.range), shorter


@pytest.mark.parametrize(("earlier", "later"), [*last_and_sampled(NEIGHBOURS, 4), *FURTHER], ids=str)
def test_the_transaction_shown_can_be_read_back(earlier: date, later: date) -> None:
    """The YAML in the answer is a transaction file, and the text shows it whole."""
    diff = _compared(earlier, later)
    if diff.witness is None:
        return
    written = as_yaml(diff.witness.transaction)
    text = law_diff_text(diff)
    assert "\n".join(f"    {line}" for line in written.splitlines()) in text
    (document,) = parse(f"date: {diff.later}\n{written}".encode(), "witness.yaml", ".yaml")
    assert check(transaction_from(document)).range == diff.witness.after.range
    for name in diff.witness.transaction.get("answers", ()):
        assert diff.witness.questions[name]


def _diff(earlier: str, later: str) -> LawDiff:
    return _compared(date.fromisoformat(earlier), date.fromisoformat(later))


def test_russia_26_february_2022() -> None:
    diff = _diff("2022-02-25", "2022-02-26")
    assert [(rule.citation, rule.change) for rule in diff.rules] == [
        ("Regulation (EU) No 833/2014, Art. 2(1) (text until 25.2.2022)", "ended"),
        ("Regulation (EU) No 833/2014, Art. 4(1)(c) (text until 25.2.2022)", "ended"),
        ("Regulation (EU) No 833/2014, Art. 2(1)", "began"),
        ("Regulation (EU) No 833/2014, Art. 2(2)(a)", "began"),
        ("Regulation (EU) No 833/2014, Art. 2a(1) and (2) with Annex VII Part B", "began"),
        ("Regulation (EU) No 833/2014, Art. 2a(1) and (2) with Annex VII Part A", "began"),
        ("Regulation (EU) No 833/2014, Art. 3b(1) and (2) with Annex X", "began"),
        ("Regulation (EU) No 833/2014, Art. 3c(1) and (4) with Annex XI", "began"),
        ("Regulation (EU) No 833/2014, Arts 2(3)(a), 2a(3)(a), 2(3a) and 2a(3a)", "began"),
        ("Regulation (EU) No 833/2014, Arts 2(3)(b) and 2a(3)(b) (text until 24.2.2025)", "began"),
        ("Regulation (EU) No 833/2014, Arts 2(3) and 2a(3), points that ended on 24.2.2025", "began"),
        ("Regulation (EU) No 833/2014, Arts 2(4), 2(4a), 2a(4) and 2a(4a)", "began"),
        ("Regulation (EU) No 833/2014, derogations of Arts 3 to 3k", "began"),
    ]
    assert [rule.day for rule in diff.rules] == ["2022-02-25"] * 2 + ["2022-02-26"] * 11
    effects = [rule.effect for rule in diff.rules]
    assert effects == ["prohibited"] * 8 + ["not_controlled"] * 3 + ["authorisation_required"] * 2
    assert [rule.kind for rule in diff.rules] == ["provision"] * 8 + ["relief"] * 5
    witness = diff.witness
    assert witness is not None
    assert witness.transaction["destination"] == "RU"
    assert (witness.before.outcome, witness.after.outcome) == ("authorisation_required", "prohibited")
    assert witness.before.basis == ("Art. 3(1)",)


def test_russia_leaves_eu003_to_eu005() -> None:
    diff = _diff("2022-05-04", "2022-05-05")
    assert [(place.list, place.place, place.before, place.after) for place in diff.places] == [
        (identifier, "RU", "yes", "no") for identifier in ("EU003", "EU004", "EU005")
    ]
    assert diff.rules == ()
    assert diff.witness is None
    assert diff.tried > 0


def test_an_arms_embargo_comes() -> None:
    diff = _diff("2024-06-25", "2024-06-26")
    moves = {(place.list, place.place): (place.before, place.after) for place in diff.places}
    assert moves == {("arms_embargo", "HT"): ("open", "yes"), ("EU008_destinations", "HT"): ("open", "no")}


@pytest.mark.parametrize(
    ("earlier", "later", "place"), [("2024-03-18", "2024-03-19", "SO"), ("2024-07-30", "2024-07-31", "CF")]
)
def test_an_arms_embargo_takes_another_form(earlier: str, later: str, place: str) -> None:
    """A person had to say whether it counts, and has to now: no list changed, but the act did."""
    diff = _diff(earlier, later)
    assert diff.places == diff.rules == ()
    assert {embargo.change for embargo in diff.embargoes} == {"began", "ended"}
    assert {embargo.places for embargo in diff.embargoes} == {(place,)}
    assert diff.changed


def test_a_member_state_takes_up_an_option_within_an_epoch() -> None:
    diff = _diff("2024-06-30", "2024-07-01")
    assert [(option.state, option.option, option.since) for option in diff.options] == [
        ("DK", "art11_2", "2024-07-01")
    ]
    assert diff.changed
    assert diff.places == ()
    # goods by customs code for Belarus, of the same day
    assert {rule.citation.partition(",")[0] for rule in diff.rules} == {"Regulation (EC) No 765/2006"}


@pytest.mark.parametrize(
    ("earlier", "later"), [("2024-06-30", "2024-07-01"), ("2024-06-01", "2024-07-15")], ids=str
)
def test_an_option_taken_up_has_a_case_of_its_own(earlier: str, later: str) -> None:
    """Denmark reaches the items of its own list, whose content is not at hand: a person says that the item is on it."""
    diff = _diff(earlier, later)
    (option,) = diff.options
    case = option.witness
    assert case is not None
    assert case.transaction["dispatched_from"] == "DK"
    assert case.questions["item.national_own"]
    assert case.before.range == ("not_controlled", "authorisation_required")
    assert case.after.range == ("authorisation_required", "authorisation_required")
    assert case.after.basis == ("Art. 11(2)",)
    before, after = _judged(case, earlier, True), _judged(case, later, False)
    assert (before.range, after.range) == (case.before.range, case.after.range)
    text = law_diff_text(diff)
    assert text.count("dispatched_from: DK") == 1
    assert ("with the option of Denmark" in text) is (diff.witness != case)


def test_editions_of_annex_i_at_hand_are_compared_code_by_code() -> None:
    diff = _diff("2022-06-01", "2025-12-01")
    annex = diff.annex_i
    assert annex is not None
    assert annex.complete
    assert (annex.before, annex.after) == ("2022-01-07", "2025-11-15")
    old, new = (outline(record) for record in edition_records() if record.outline)
    assert old is not None
    assert new is not None
    assert sum(1 + code.under for code in annex.came) == len(new.codes - old.codes)
    assert sum(1 + code.under for code in annex.went) == len(old.codes - new.codes)
    assert {code.code for code in annex.came} <= new.codes - old.codes
    came = {code.code: code for code in annex.came}
    assert came["4A506"].title
    assert "8A001.c.1.c" in {code.code for code in annex.went}
    assert "annex_not_compared" not in {limit.code for limit in diff.limits}


def test_editions_that_are_not_at_hand_are_said_not_to_be() -> None:
    diff = _diff("2025-11-14", "2025-11-15")
    assert diff.annex_i is not None
    assert not diff.annex_i.complete
    assert len(diff.annex_i.came) == 16
    assert diff.annex_i.went == ()
    assert "annex_not_compared" in {limit.code for limit in diff.limits}
    text = law_diff_text(diff)
    assert "known to have come" in text
    assert "if no other entry listed the item" in text


def test_an_act_that_came_to_one_place_after_the_other_is_told_with_its_places() -> None:
    diff = _diff("2021-09-09", "2026-08-01")
    texts = [change.text for change in diff.not_examined]
    assert len(texts) == len(set(texts))
    areas = {change.places: change.text for change in diff.not_examined if "2022/263" in change.act}
    # All four of them: what came after the day up to which their annexes are known, and nobody here has read.
    assert set(areas) == {("UA-14", "UA-09"), ("UA-65", "UA-23"), ("UA-14", "UA-09", "UA-65", "UA-23")}
    assert "Kherson" in areas["UA-65", "UA-23"]


def test_a_rule_replaced_under_its_citation_says_what_differs() -> None:
    diff = _diff("2025-05-28", "2025-05-29")
    replaced = [rule for rule in diff.rules if rule.change == "replaced"]
    assert {rule.differs for rule in replaced} == {("verification",)}
    (ended,) = (rule for rule in diff.rules if rule not in replaced)
    assert (ended.change, ended.citation.endswith("(text until 28.5.2025)")) == ("ended", True)


def test_customs_codes_that_an_annex_took_in_are_named_and_tried() -> None:
    diff = _diff("2025-07-19", "2025-07-20")
    (rule,) = (rule for rule in diff.rules if rule.citation.endswith("Art. 3k(1a) with Annex XXXVII"))
    assert rule.differs == ("codes",)
    assert "the customs codes (came: 730890 841950 841989 841990 847982 870121 871639 871690)" in rule.text
    (moved,) = (rule for rule in diff.rules if rule.citation.endswith("Art. 1f(1a) with Annex Va Part B"))
    assert "the customs codes (taken otherwise: 28045010 " in moved.text  # they were asked about before
    assert diff.witness is not None
    assert diff.witness.before != diff.witness.after


def test_codes_beyond_the_first_are_counted() -> None:
    diff = _diff("2025-10-23", "2025-10-24")
    (rule,) = (rule for rule in diff.rules if rule.citation.endswith("Art. 3k(1) and (2) with Annex XXIII"))
    assert "0601 060230 060240" in rule.text
    assert re.search(r" and \d+ more\)", rule.text)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("2026-02-01", "2026-03-01"), ("2024-09-01", "2024-10-01"), ("2026-08-01", "2026-08-01")],
)
def test_within_an_epoch_nothing_changed(earlier: str, later: str) -> None:
    diff = _diff(earlier, later)
    assert not diff.changed
    assert (diff.rules, diff.places, diff.options, diff.embargoes, diff.not_examined) == ((),) * 5
    assert diff.annex_i is None
    assert diff.witness is None
    text = law_diff_text(diff)
    assert "Nothing that is known here changed" in text
    assert "transaction" not in text


def test_beyond_the_day_up_to_which_the_law_is_known_a_limit_says_so() -> None:
    assert "law_current_to" in {limit.code for limit in _diff("2026-01-01", "2028-01-01").limits}
    assert "law_current_to" not in {limit.code for limit in _diff("2026-01-01", "2026-02-01").limits}


def test_changes_are_those_of_the_law() -> None:
    """Every rule that is in force on one of the days only is told, and no other."""
    earlier, later = date(2022, 2, 1), date(2026, 8, 1)
    before, after = law_as_of(earlier), law_as_of(later)
    reported = {
        id(rule)
        for change in law_changes(earlier, later).rules
        for rule in (change.before, change.after)
        if rule
    }
    earlier_rules = {id(rule) for rule in (*before.provisions, *before.reliefs)}
    later_rules = {id(rule) for rule in (*after.provisions, *after.reliefs)}
    assert reported == earlier_rules ^ later_rules


# Transactions that are made up.

_OF_NATIONAL_LISTS = {"Art. 9(1)", "Art. 10(1)", "Art. 9(1), national value limit"}
"""What a national list says has no place in a transaction that is made up."""


@pytest.mark.parametrize("day", [date(2021, 9, 9), date(2026, 8, 1)], ids=str)
def test_a_transaction_is_made_up_for_every_rule(day: date) -> None:
    law = law_as_of(day)
    rules: list[Provision | Relief] = [*law.provisions, *law.reliefs]
    missed = {rule.citation for rule in rules if not _is_reached(rule, day)}
    assert missed == _OF_NATIONAL_LISTS


def _is_reached(rule: Provision | Relief, day: date) -> bool:
    law = law_as_of(day)
    named = [
        provision
        for provision in law.provisions
        if isinstance(rule, Relief) and provision.citation in rule.of
    ]
    groups = [(rule.when, provision.when) for provision in named] or [(rule.when,)]
    for conditions in groups:
        for transaction in transactions_for(conditions, Choice(day), Frame(day), 20):
            result = check({**transaction, "date": day.isoformat()})
            statuses = {(finding.provision, finding.status) for finding in result.findings}
            available = {
                (authorisation.id, authorisation.status)
                for item in result.items
                for authorisation in item.general_authorisations
            }
            identifier = getattr(rule, "identifier", "")
            if (rule.citation, "applies") in statuses or (identifier, "available") in available:
                return True
    return False


def test_what_cannot_be_made_up_is_not_made_up() -> None:
    assert transaction_of({"item.national_own": True}, Frame(date(2026, 1, 1))) is None
    assert transaction_of({"held.global": True}, Frame(date(2026, 1, 1))) is None
    assert transaction_of({"held.global": False}, Frame(date(2026, 1, 1))) is not None


# The command.

RUN = CliRunner()


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (("2021-01-01", "2026-01-01"), "the Regulation applies since 9 September 2021"),
        (("2026-01-01", "2021-01-01"), "the Regulation applies since 9 September 2021"),
        (("2026-02-30", "2026-03-01"), "2026-02-30 is not a date"),
        (("tomorrow", "2026-03-01"), "tomorrow is not a date"),
        (("2026-03-01", ""), "Write year-month-day"),
        (("2026-03-01", "2026-02-01"), "2026-02-01 lies before 2026-03-01"),
        (("2026-03-01", "9999-02-01"), "9999-02-01 is too far ahead"),
    ],
)
def test_bad_days_are_one_clear_error(days: tuple[str, str], message: str) -> None:
    result = RUN.invoke(app, ["law", "diff", *days])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("dualuse: ")


def test_a_day_is_read_as_in_a_transaction() -> None:
    assert checked_day("2026-11-24") == date(2026, 11, 24)
    with pytest.raises(InputError):
        checked_day("24.11.2026")


def test_json_is_the_comparison_and_languages_change_texts_only() -> None:
    results = {
        language: RUN.invoke(
            app, ["law", "diff", "2022-02-25", "2022-06-01", "--json", "--language", language]
        )
        for language in ("en", "de", "fr")
    }
    answers = {language: json.loads(result.stdout) for language, result in results.items()}
    english = answers["en"]
    assert english["changed"] is True
    assert english["witness"]["before"]["outcome"] != english["witness"]["after"]["outcome"]
    for answer in answers.values():
        assert answer["witness"]["transaction"] == english["witness"]["transaction"]
        assert [rule["citation"] for rule in answer["rules"]] == [
            rule["citation"] for rule in english["rules"]
        ]
        assert [limit["code"] for limit in answer["limits"]] == [limit["code"] for limit in english["limits"]]
    difference = law_diff(date(2022, 2, 25), date(2022, 6, 1))
    assert json.loads(to_json(with_format(LAW_DIFFERENCE, difference))) == english


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize(("earlier", "later"), FURTHER, ids=str)
def test_every_sentence_can_be_said_in_every_language(earlier: date, later: date, language: str) -> None:
    text = law_diff_text(law_diff(earlier, later, language), 60)
    assert short_day(earlier, language) in text
    assert "{" not in "".join(line for line in text.splitlines() if not line.startswith("    "))


def test_the_command_needs_no_solver() -> None:
    code = (
        "import sys; sys.modules['z3'] = None\n"
        "from dualuse.cli import app\n"
        "app(['law', 'diff', '2022-02-25', '2022-02-26'])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "A transaction whose answer changed" in run.stdout
