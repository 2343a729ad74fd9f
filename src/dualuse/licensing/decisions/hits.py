"""Hits on the sanctions lists, and what an officer has said of each: without words about it nobody who may be listed gets anything (Art. 15(1)(b)).

The words belong to the assessment, and are about hits that a screening had shown by then: what was assessed before anybody was met says nothing of it. They
hold until it is assessed anew, of the same entry for the same party; another entry, or one that is met more surely than before, wants its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.licensing.cases.applications import malformed
from dualuse.licensing.cases.evidence import ASSESSMENT, SCREENING, counting
from dualuse.licensing.cases.models import Case, CaseVersion
from dualuse.licensing.decisions.concluding import Conclusion, concludes, concludes_alone, doubts
from dualuse.licensing.named import everybody
from dualuse.licensing.refusals import Fault
from dualuse.licensing.wordless import wordless

HITS: Final = "hits"
"""In the result of an assessment: the hits that it has words about."""
_TELLING: Final = ("party", "list", "entity", "status")


@dataclass(frozen=True, slots=True)
class HitWords:
    """What an officer says of a hit: of whom (its path), and in words; ``list`` and ``entity`` are "" where it is said of every hit on that party, ``conclusion``
    is None where the words themselves conclude."""

    party: str
    text: str
    list: str = ""
    entity: str = ""
    conclusion: Conclusion | None = None

    def is_about(self, hit: Mapping[str, Any]) -> bool:
        """Whether a hit is meant."""
        return (
            hit["party"] == self.party
            and self.list in ("", hit["list"])
            and self.entity in ("", hit["entity"])
        )


def considered(version: CaseVersion, words: Sequence[HitWords], point: str) -> list[dict[str, Any]]:
    """The hits of the screening that counts which an assessment has words about: its own, or those of the point on sanctions, where a sentence names them and
    concludes that it is somebody else, or why it may be granted.

    Args:
        version: that holds.
        words: about hits.
        point: the words on Art. 15(1)(b).

    Raises:
        Malformed: words are about nothing that was met, there are none, or they conclude nothing.
    """
    met = _met(version.case)
    text = N_("there is no such hit on {party} in the screening that counts; those there are: {met}")
    names = ", ".join(f"{hit['party']} {hit['list']}/{hit['entity']}" for hit in met)
    faults = [
        Fault(
            f"hits[{number}]",
            "hit_unknown",
            Message("hit_unknown", text, {"party": row.party, "met": names or "–"}),
        )
        for number, row in enumerate(words)
        if not any(map(row.is_about, met))
    ]
    faults = faults or list(_word_faults(words))
    if faults:
        raise malformed(faults)
    parties = {row.path: row.designation for row in everybody(version.transaction, version.fields)}
    return [
        {name: hit[name] for name in _TELLING}
        for hit in met
        if any(row.is_about(hit) for row in words)
        or concludes(point, _names_of(hit, parties.get(hit["party"], "")))
    ]


def _word_faults(words: Sequence[HitWords]) -> Iterator[Fault]:
    """Words that say nothing, that doubt what they are to conclude, or conclude nothing where no conclusion stands beside them."""
    empty = Message("hit_words_empty", N_("say in words why it is somebody else, or may be granted"))
    text = N_(
        "these words do not conclude that it is somebody else, or why it may be granted: state which in conclusion (somebody_else, may_be_granted), and in words why, without doubt"
    )
    for number, row in enumerate(words):
        path = f"hits[{number}].text"
        if absent := list(wordless([(path, row.text, empty)])):
            yield from absent
        elif doubts(row.text, row.conclusion) or not (row.conclusion or concludes_alone(row.text)):
            yield Fault(path, "hit_not_concluded", Message("hit_not_concluded", text))


def open_hits(case: Case) -> list[str]:
    """The hits that the newest assessment has no words about, each by its party, list and entry: whoever assesses anew takes the words before back."""
    newest = counting(case, ASSESSMENT).first()
    rows = () if newest is None else newest.result.get(HITS, ())
    closed = [tuple(row[name] for name in _TELLING) for row in rows]
    return [
        f"{hit['party']} {hit['list']}/{hit['entity']}"
        for hit in _met(case)
        if tuple(hit[name] for name in _TELLING) not in closed
    ]


def _met(case: Case) -> list[Mapping[str, Any]]:
    newest = counting(case, SCREENING).first()
    return [] if newest is None else list(newest.result.get("hits") or ())


def _names_of(hit: Mapping[str, Any], party: str) -> tuple[str, ...]:
    return (hit["entity"], f"{hit['list']}/{hit['entity']}", hit["name"], party)
