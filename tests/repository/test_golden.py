"""The comparison of golden answers: a changed outcome is reported, a changed sentence apart, a changed version not."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from scripts.golden.comparison import KindReport, compare_kind, fails, report_lines

BEFORE = {"law": "sha256:" + "a" * 64, "software": "0.1.0", "matcher": "4"}
AFTER = {"law": "sha256:" + "b" * 64, "software": "0.2.0", "matcher": "5"}
ANSWER: dict[str, Any] = {
    "outcome": "prohibited",
    "items": [{"id": "1", "basis": ["Art. 3(1)"]}],
    "missing": [{"fact": "destination", "question": "Which country?"}],
    "findings": [{"code": "because", "text": "the destination is Japan"}],
    "law": {"version": BEFORE["law"], "annex_i": "2025-11-15"},
    "software": {"name": "dualuse", "version": "0.1.0"},
    "screening": {"matcher": "4"},
    "sources": [{"edition": "0.1.0"}, {"edition": "4"}, {"edition": "2025-11-15"}],
    "checksum": "sha256:" + "c" * 64,
    "transaction_checksum": "sha256:" + "d" * 64,
}


def changed(*places: tuple[tuple[str | int, ...], Any]) -> dict[str, Any]:
    """The answer with other values at some places."""
    answer = copy.deepcopy(ANSWER)
    for place, value in places:
        inner: Any = answer
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = value
    return answer


def report_on(answer: dict[str, Any], versions: dict[str, str] = BEFORE) -> KindReport:
    """How an answer compares with the recorded one."""
    return compare_kind("transactions", {"T-1": ANSWER}, {"T-1": answer}, (BEFORE, versions))


def test_an_equal_answer_is_equal() -> None:
    report = report_on(copy.deepcopy(ANSWER))
    assert (report.compared, report.equal) == (1, 1)
    assert not fails([report], sentences_allowed=False)


@pytest.mark.parametrize(
    ("place", "value", "path"),
    [
        (("outcome",), "not_controlled", "outcome"),
        (("items", 0, "basis"), ["Art. 4(1)"], "items[0].basis[0]"),
        (("items", 0, "basis"), [], "items[0].basis"),
        (("items", 0, "id"), 1, "items[0].id"),
        (("law", "annex_i"), "2022-01-07", "law.annex_i"),
        (("findings", 0, "text"), None, "findings[0].text"),
        (("sources", 2, "edition"), "2022-01-07", "sources[2].edition"),
        (("transaction_checksum",), "sha256:" + "e" * 64, "transaction_checksum"),
        (("added",), True, "added"),
    ],
)
def test_another_answer_is_reported_with_its_place(
    place: tuple[str | int, ...], value: Any, path: str
) -> None:
    report = report_on(changed((place, value)))
    (differences,) = report.differing.values()
    assert [difference.path for difference in differences] == [path]
    assert fails([report], sentences_allowed=True)
    assert path in "\n".join(report_lines([report], sentences_allowed=True))


@pytest.mark.parametrize("place", [("findings", 0, "text"), ("missing", 0, "question")])
def test_another_sentence_is_counted_apart(place: tuple[str | int, ...]) -> None:
    report = report_on(changed((place, "Other words")))
    assert (report.equal, len(report.only_sentences), report.differing) == (0, 1, {})
    assert fails([report], sentences_allowed=False)
    assert not fails([report], sentences_allowed=True)


def test_a_sentence_does_not_hide_another_outcome() -> None:
    report = report_on(changed((("outcome",), "not_controlled"), (("findings", 0, "text"), "Other words")))
    assert [difference.path for difference in report.differing["T-1"]] == ["outcome"]


def test_versions_and_the_digests_over_them_may_differ() -> None:
    later = changed(
        (("law", "version"), AFTER["law"]),
        (("software", "version"), AFTER["software"]),
        (("screening", "matcher"), AFTER["matcher"]),
        (("sources", 0, "edition"), AFTER["software"]),
        (("sources", 1, "edition"), AFTER["matcher"]),
        (("checksum",), "sha256:" + "f" * 64),
    )
    assert report_on(later, AFTER).equal == 1


def test_a_version_that_is_not_the_installations_own_is_reported() -> None:
    assert report_on(changed((("law", "version"), AFTER["law"]))).differing


def test_versions_within_a_text_may_differ() -> None:
    texts = [
        {"T": {"text": f"judged by dualuse {known['software']} under {known['law']}, sealed {seal * 64}"}}
        for known, seal in ((BEFORE, "1"), (AFTER, "2"))
    ]
    assert compare_kind("texts", *texts, (BEFORE, AFTER)).equal == 1


def test_the_software_named_by_checksum_may_differ_wherever_it_stands() -> None:
    versions = [{**BEFORE, "software": f"0.1.0+{seal * 12}"} for seal in "ab"]
    pages = [{"T": {"html": f'<td data-label="Edition">{known["software"]}</td>'}} for known in versions]
    assert compare_kind("dossiers", *pages, (versions[0], versions[1])).equal == 1


def test_missing_and_added_answers_are_reported() -> None:
    report = compare_kind("law", {"gone": 1, "kept": 1}, {"kept": 1, "new": 1}, (BEFORE, BEFORE))
    assert sorted(report.differing) == ["gone", "new"]
    assert report.equal == 1
