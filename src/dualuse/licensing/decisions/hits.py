"""Hits on the sanctions lists, and what an officer has concluded of each: without a conclusion nobody who may be listed gets anything (Art. 15(1)(b)).

Conclusions belong to the assessment, and are of hits that a screening had shown by then: what was assessed before anybody was met says nothing of it. They
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
from dualuse.licensing.decisions.concluding import Conclusion, doubts
from dualuse.licensing.refusals import Fault
from dualuse.licensing.wordless import wordless

HITS: Final = "hits"
"""In the result of an assessment: the hits of which it concludes."""
_TELLING: Final = ("party", "list", "entity", "status")


@dataclass(frozen=True, slots=True)
class HitWords:
    """What an officer concludes of a hit: of whom (its path), which, and why in words; ``list`` and ``entity`` are "" where it is of every hit on that party."""

    party: str
    conclusion: Conclusion
    text: str
    list: str = ""
    entity: str = ""

    def is_about(self, hit: Mapping[str, Any]) -> bool:
        """Whether a hit is meant."""
        return (
            hit["party"] == self.party
            and self.list in ("", hit["list"])
            and self.entity in ("", hit["entity"])
        )


def considered(version: CaseVersion, words: Sequence[HitWords]) -> list[dict[str, Any]]:
    """The hits of the screening that counts of which an assessment concludes.

    Args:
        version: that holds.
        words: conclusions of hits.

    Raises:
        Malformed: one is of nothing that was met, says nothing of why, or doubts itself.
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
    return [
        {**{name: hit[name] for name in _TELLING}, "conclusion": row.conclusion}
        for hit in met
        if (row := next((row for row in words if row.is_about(hit)), None)) is not None
    ]


def _word_faults(words: Sequence[HitWords]) -> Iterator[Fault]:
    """Words that say nothing, or doubt what is concluded."""
    empty = Message("hit_words_empty", N_("say in words why it is somebody else, or may be granted"))
    text = N_(
        "these words doubt what is concluded beside them, or say the reverse: say why it is so, or leave the hit open"
    )
    for number, row in enumerate(words):
        path = f"hits[{number}].text"
        if absent := list(wordless([(path, row.text, empty)])):
            yield from absent
        elif doubts(row.text, row.conclusion):
            yield Fault(path, "hit_not_concluded", Message("hit_not_concluded", text))


def open_hits(case: Case) -> list[str]:
    """The hits of which the newest assessment concludes nothing, each by its party, list and entry: whoever assesses anew takes the conclusions before back."""
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


def why_warned_of_hits(case: Case) -> Message | None:
    """That somebody was met on a list and an officer concluded what of it, which the second person has to see; None: nobody was."""
    newest = counting(case, ASSESSMENT).first()
    rows = () if newest is None else newest.result.get(HITS, ())
    if not rows:
        return None
    text = N_(
        "somebody was met on the sanctions lists, and this was concluded: {hits}; read why in the assessment"
    )
    hits = ", ".join(f"{row['party']} {row['list']}/{row['entity']}: {row['conclusion']}" for row in rows)
    return Message("hits_concluded", text, {"hits": hits})
