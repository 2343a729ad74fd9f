"""An Article as a Mermaid flowchart: from the activity through the conditions to the effect, a subgraph a paragraph.

A question that is not answered leads to a node "ask". The chart asks in the order of the text; the evaluator needs
an answer only where it can still change the outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dualuse.engine.views.conditions import (
    TREATMENTS,
    AnyRule,
    due_words,
    duty_text,
    question,
    say,
    statement,
)
from dualuse.engine.views.find import is_measure
from dualuse.engine.views.table import after_phrase
from dualuse.i18n import N_
from dualuse.i18n.statuses import ANSWER, EFFECT, FINDING
from dualuse.law.eu_2021_821.facts.stated_facts import OTHERS_SUPPLIED, UNPLACED
from dualuse.law.language.logic import (
    All,
    Any_,
    Condition,
    Flag,
    InPlaces,
    Leaf,
    Not,
    facts_of_leaf,
    leaves,
)
from dualuse.law.language.provision import Article, Definition, Duty, Paragraph, Provision, Relief

_STYLES: Final = (
    "classDef ask stroke-dasharray: 5 5",
    "classDef effect stroke-width: 3px",
    "classDef none stroke-width: 1px",
)


_MOST_EDGES: Final = 490
"""Mermaid draws no chart of more than 500."""


def article_diagram(article: Article, language: str = "en") -> str:
    """The Article as Mermaid flow diagrams: one, or several below each other where one would be too large to be drawn."""
    return "\n".join(article_diagrams(article, language))


def article_diagrams(article: Article, language: str = "en") -> tuple[str, ...]:
    """The Article as Mermaid flow diagrams, each small enough to be drawn.

    Rules follow each other in the order of the text; a paragraph of many rules goes on in the next diagram.
    """
    charts: list[list[str]] = []
    edges = 0
    for paragraph in article.paragraphs:
        for subgraph in _subgraphs(paragraph, language):
            lines = subgraph.lines()
            edges += _edges(lines)
            if not charts or edges > _MOST_EDGES:
                charts.append(["flowchart TD"])
                edges = _edges(lines)
            charts[-1] += lines
    styles = [f"    {style}" for style in _STYLES]
    return tuple("\n".join([*chart, *styles]) + "\n" for chart in charts)


def _subgraphs(paragraph: Paragraph, language: str, first: int = 1) -> Iterator[_Subgraph]:
    """The paragraph, whose rules begin with number ``first``, or its halves, their halves and so on until each fits."""
    subgraph = _Subgraph(paragraph, language, first)
    half = len(paragraph.rules) // 2
    if not half or _edges(subgraph.lines()) <= _MOST_EDGES:
        yield subgraph
        return
    yield from _subgraphs(replace(paragraph, rules=paragraph.rules[:half]), language, first)
    yield from _subgraphs(replace(paragraph, rules=paragraph.rules[half:]), language, first + half)


def _edges(lines: list[str]) -> int:
    return sum(len(re.findall(r"(?:-->|\.->) ", line)) for line in lines)


def slug(text: str) -> str:
    """``text`` as a part of an identifier: ``Art. 5(2), decision`` is ``art_5_2_decision``."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def escaped(text: str) -> str:
    """``text`` inside a quoted label: what Mermaid or HTML would read otherwise becomes an entity."""
    text = re.sub(r'[#"<>`{}|&\\]', lambda match: f"#{ord(match.group())};", text)
    return re.sub(r"^(\d+)\.(?=\s)", r"\1#46;", " ".join(text.split()))


def node(name: str, opening: str, text: str, *, closing: str, style: str = "") -> str:
    """A node with a quoted label; ``opening`` and ``closing`` are its shape."""
    return f'{name}{opening}"{escaped(text)}"{closing}' + (f":::{style}" if style else "")


class _Subgraph:
    """A paragraph: a path for each of its rules, then the ends and the questions that the paths share."""

    def __init__(self, paragraph: Paragraph, language: str, first: int) -> None:
        self._paragraph = paragraph
        self._language = language
        self._first = first
        self._name = slug(paragraph.number) + (f"_{first}" if first > 1 else "")
        self._shared: dict[str, str] = {}

    def lines(self) -> list[str]:
        """The subgraph in Mermaid."""
        title = self._say(self._paragraph.number)
        if not is_measure(self._paragraph):
            title = f"{title}: {self._say(TREATMENTS[self._paragraph.treatment])}"
        body: list[str] = []
        for number, rule in enumerate(self._paragraph.rules, self._first):
            body += self._rule(rule, f"{self._name}_r{number}")
        if not body:
            note = self._say(self._paragraph.note or self._paragraph.number)
            body = [node(f"{self._name}_note", "[", note, closing="]")]
        return [
            f'    subgraph {self._name}["{escaped(title)}"]',
            *(f"        {line}" for line in (*body, *self._shared.values())),
            "    end",
        ]

    def _say(self, text: str, **params: str) -> str:
        return say(text, self._language, **params)

    def _rule(self, rule: AnyRule, name: str) -> list[str]:
        """The path of ``rule``: its start, its conditions in the order of the text, its effect."""
        condition = rule.condition if isinstance(rule, Definition) else rule.when
        target = effect = f"{name}_effect"
        after: list[str] = []
        if isinstance(rule, Duty) and rule.after:
            target = f"{name}_after"
            after = self.decision(target, self._after(rule), effect, self._none())
        path = _Path(self, name, target, self._none()) if condition is not None else None
        first = path.entry(condition) if path and condition is not None else target
        return [
            node(f"{name}_start", "([", rule.citation, closing="])") + f" --> {first}",
            *(path.lines if path else ()),
            *after,
            node(effect, "[", self._effect(rule), closing="]", style="effect"),
        ]

    def _after(self, duty: Duty) -> str:
        """The question whether a provision that brings the duty with it applies."""
        phrase = after_phrase(duty, self._language)
        return f" {self._say(N_('or'))} ".join(part.text for part in phrase.parts) or phrase.text

    def _none(self) -> str:
        name = f"{self._name}_none"
        self._shared.setdefault(
            name, node(name, "([", self._say(FINDING.short["does_not_apply"]), closing="])", style="none")
        )
        return name

    def _effect(self, rule: AnyRule) -> str:
        match rule:
            case Provision():
                return self._say(EFFECT.long[rule.effect.word])
            case Relief():
                text = N_("lowers {citations} to: {effect}")
                return self._say(
                    text, citations="; ".join(rule.of), effect=self._say(EFFECT.long[rule.effect.word])
                )
            case Duty():
                return f"{duty_text(rule.text, self._language)} ({due_words(rule, self._language)})"
            case Definition():
                return f"{self._say(rule.term)}: {self._say(rule.meaning)}"

    def decision(self, name: str, text: str, yes: str, no: str) -> list[str]:
        """A node with an edge for "yes" and one for "no"."""
        return [
            node(name, "{{", text, closing="}}"),
            f'    {name} -- "{escaped(self._say(ANSWER.short["yes"]))}" --> {yes}',
            f'    {name} -- "{escaped(self._say(ANSWER.short["no"]))}" --> {no}',
        ]

    def leaf(self, name: str, leaf: Leaf, yes: str, no: str, more: str = "") -> list[str]:
        """A condition over a fact, with an edge to its question for "unknown"; ``more`` stands around its statement."""
        stated = statement(leaf, self._language)
        stated = self._say(more, where=stated) if more else stated
        asks = " & ".join(self._ask(fact) for fact in facts_of_leaf(leaf))
        return [
            *self.decision(name, stated, yes, no),
            f'    {name} -. "{escaped(self._say(ANSWER.short["unknown"]))}" .-> {asks}',
        ]

    def _ask(self, fact: str) -> str:
        """The node with the question for ``fact``, one in a subgraph."""
        name = f"{self._name}_ask_{slug(fact)}"
        text = self._say(N_("ask: {question}"), question=question(fact, self._language))
        self._shared.setdefault(name, node(name, "[/", text, closing="/]", style="ask"))
        return name


class _Path:
    """The conditions of one rule, built from the last to the first, so that each knows where it leads."""

    def __init__(self, chart: _Subgraph, name: str, yes: str, no: str) -> None:
        self.lines: list[str] = []
        self._chart = chart
        self._name = name
        self._ends = (yes, no)
        self._left = 0

    def entry(self, condition: Condition) -> str:
        """The first node, with all that follow built; ``lines`` holds them in the order of the text."""
        self._left = sum(1 for _ in leaves(condition))
        return self._build(condition, *self._ends)

    def _build(self, condition: Condition, yes: str, no: str) -> str:
        match condition:
            case Any_((InPlaces() as place, All((InPlaces(), Flag(fact))))) if fact == OTHERS_SUPPLIED:
                # Drawn as one: three nodes in each rule of an act would be more than Mermaid draws.
                return self._node(place, yes, no, N_("{where}, or another party there is supplied"))
            case Any_((InPlaces() as place, All((InPlaces(), Flag(fact))), Flag(other))) if (fact, other) == (
                OTHERS_SUPPLIED,
                UNPLACED,
            ):
                return self._node(
                    place,
                    yes,
                    no,
                    N_("{where}, or another party there is supplied, or a party without a country is there"),
                )
            case All(parts):
                for part in reversed(parts):
                    yes = self._build(part, yes, no)
                return yes
            case Any_(parts):
                for part in reversed(parts):
                    no = self._build(part, yes, no)
                return no
            case Not(of):
                return self._build(of, no, yes)
        return self._node(next(leaves(condition)), yes, no)

    def _node(self, leaf: Leaf, yes: str, no: str, more: str = "") -> str:
        """The node of ``leaf``; ``more``: what else leads to "yes", around its statement."""
        name = f"{self._name}_c{self._left}"
        self._left -= 1
        self.lines[:0] = self._chart.leaf(name, leaf, yes, no, more)
        return name
