"""The open rules of a measure told together: a transaction without a destination leaves a hundred of them open for one reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dualuse.assessment.text.words import WAITS_FOR_A_PLACE
from dualuse.engine.relevance import PLACES
from dualuse.i18n import N_, translate
from dualuse.law.measures.act_numbers import act_cited
from dualuse.schema.determination import Determination, Finding

_TOGETHER: Final = 2
"""From so many rules of one act on that nothing stated decides, they are told in one sentence."""


def told_together(open_citations: Iterable[str]) -> frozenset[str]:
    """The acts, as they are cited, of which so many rules are open that they are told together.

    A transaction with no destination leaves some hundred rules of fifteen acts open, for the same few reasons.

    Args:
        open_citations: of the rules of measures that nothing stated decides.
    """
    acts = Counter(act_cited(citation) for citation in dict.fromkeys(open_citations))
    return frozenset(act for act, number in acts.items() if act and number >= _TOGETHER)


def open_by_act(findings: Sequence[Finding]) -> tuple[list[Finding], dict[str, list[Finding]]]:
    """Open findings: those told by themselves, and those of each act of which several are told together."""
    together = told_together(finding.provision for finding in findings)
    of_acts: dict[str, list[Finding]] = {}
    alone: list[Finding] = []
    for finding in findings:
        act = act_cited(finding.provision)
        (of_acts.setdefault(act, []) if act in together else alone).append(finding)
    return alone, of_acts


def open_reasons(findings: Iterable[Finding], language: str) -> list[str]:
    """What the rules of an act wait for, each once; of a rule that waits for a place that alone."""
    return list(dict.fromkeys(reason for finding in findings for reason in _reasons(finding, language)))


def _reasons(finding: Finding, language: str) -> tuple[str, ...]:
    waiting = [because for because in finding.because if because.params.get("holds") == "unknown"]
    if any(because.code in PLACES for because in waiting):
        return (translate(WAITS_FOR_A_PLACE, language),)
    return tuple(because.text for because in waiting)


def cited_briefly(citations: Iterable[str], language: str) -> Iterator[str]:
    """Citations, those of one act of measures by their number."""
    cited = tuple(dict.fromkeys(citations))
    together = told_together(cited)
    names = [act if (act := act_cited(citation)) in together else citation for citation in cited]
    for name in dict.fromkeys(names):
        cited_name = translate(name, language)
        if name in together:
            text = translate(N_("{act} ({number} rules)"), language)
            yield text.format(act=cited_name, number=names.count(name))
        else:
            yield cited_name


def warnings_and_open_exceptions(determination: Determination) -> tuple[list[str], int]:
    """The warnings that are told one by one; how many exceptions of rules stand beside, that are open and told together."""
    still_open = {row.provision for row in determination.findings if row.status == "undetermined"}
    together = told_together(still_open)
    texts: list[str] = []
    of_open = 0
    for warning in determination.warnings:
        citation = warning.params.get("citation", "")
        if (
            warning.code == "exceptions_not_presumed"
            and citation in still_open
            and act_cited(citation) in together
        ):
            of_open += 1
        else:
            texts.append(warning.text)
    return texts, of_open
