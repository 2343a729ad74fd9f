"""A determination on one screen: the verdict, its reasons, who does what by when; the rest is counted, and stands in full.

At most :data:`MOST_LINES` lines for one transaction, but every reason of a stop stays. Several transactions, and more than
three items, are a table, the worst first.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from dualuse.assessment.listed.text import hit_line
from dualuse.assessment.sentences import OF_LAW_AGE, DeterminationSentences, field_words
from dualuse.assessment.words import MISSING_HEADING, VERDICT_WORDS
from dualuse.i18n import N_, short_day, translate
from dualuse.i18n.places import place_name
from dualuse.schema.determination import Determination, ItemResult, Obligation
from dualuse.schema.idle_duties import is_idle
from dualuse.schema.screening import ScreeningHit
from dualuse.schema.words import ASKED_OF, EFFECT_WORDS
from dualuse.screening.text import used_lists_doubt

MOST_LINES: Final = 30
_MOST_REASONS: Final = 4
_MOST_FINDINGS: Final = 3
_MOST_QUESTIONS: Final = 3
_MOST_STEPS: Final = 7
_MOST_ITEMS: Final = 8
_MOST_HITS: Final = 3
_LEAST_WORDS: Final = 20
"""Signs of a step that stand before its citation; where there is no room for them, the citation is cut."""
_SHORT_WHEN: Final = 40
"""Signs of a time that a step can stand behind, on one line."""
_SIGNED: Final = ("knowledge.", "circumstances.", "exporter.", "manner", "end_use")
"""Facts of a general authorisation that the exporter says and signs for, by the beginning of their code."""
RANKS: Final = {"stop": 0, "ask": 1, "go": 2}
"""The order of answers in a table: the worst first."""


class ShortText(DeterminationSentences):
    """Writes one determination on one screen, in its own language. ``leads``: sentences on where it leads next."""

    def __init__(self, determination: Determination, width: int = 100, leads: Sequence[str] = ()) -> None:
        super().__init__(determination)
        self._width: Final = max(60, width)
        self._leads: Final = leads

    def __str__(self) -> str:
        return "\n".join(self.lines()) + "\n"

    def _wrapped(self, text: str, first: str = "  ", rest: str = "    ") -> list[str]:
        return textwrap.wrap(
            text, self._width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
        ) or [first.rstrip()]

    def _section(self, title: str) -> Iterator[str]:
        yield ""
        yield translate(title, self._it.language)

    def lines(self) -> Iterator[str]:
        """The lines, without line ends."""
        head = [*self._verdict(), *self._reasons()]
        blocks = [
            list(block)
            for block in (
                self.screened(),
                self._item_table(),
                self._short_why(),
                self._questions(),
                self._short_steps(),
                self._general(),
                self._next(),
                self._look_at(),
            )
        ]
        end = ["", *self._end()]
        yield from head
        for block in _fitting(blocks, MOST_LINES - len(head) - len(end), self._width):
            yield from block
        yield from end

    def _line(self, text: str, first: str = "  ") -> str:
        """One line: what does not fit is cut, with a sign that it is."""
        return clipped(first + text, self._width)

    def _cut(self, lines: list[str], most: int) -> list[str]:
        """The first lines, the last of them with a sign where more follow."""
        return lines if len(lines) <= most else [*lines[: most - 1], marked(lines[most - 1], self._width)]

    def _more(self, number: int) -> Iterator[str]:
        if number > 0:
            yield "  " + self._say(N_("and {number} more: --full"), number=number)

    def _verdict(self) -> Iterator[str]:
        it = self._it
        stated = it.transaction.get("destination")
        place = self._say("{place}", place=place_name(stated, it.language)) if stated else ""
        name = " · ".join(filter(None, (it.reference, short_day(it.date, it.language), place)))
        yield self._line(f"{self._say(VERDICT_WORDS[it.release])}  {name}", "")
        yield from self._wrapped(self.answer(), "", "")

    def _reasons(self) -> Iterator[str]:
        reasons = [row.text for row in self._it.release_because if row.code not in OF_LAW_AGE]
        if self._it.law_age is not None and self._it.law_age.old and self._it.release != "stop":
            reasons.insert(0, self._it.law_age.text)
        most = len(reasons) if self._it.release == "stop" else _MOST_REASONS
        for text in reasons[:most]:
            wrapped = self._wrapped(self._short_names(text), "  - ", "    ")
            yield from wrapped if self._it.release == "stop" else self._cut(wrapped, 3)
        yield from self._more(len(reasons) - most)

    def screened(self) -> Iterator[str]:
        """Whom the parties are or may be; a list that is out of date, or not whole, is told with "no hit"."""
        it = self._it.screening
        if not it.lists or not it.parties:
            return
        hits = [hit for hit in it.hits if hit.counts]
        yield ""
        for hit in hits[:_MOST_HITS]:
            yield self._line(hit_line(hit, self._it.language), "")
        yield from self._more(len(hits) - _MOST_HITS)
        decided = [hit for hit in it.hits if hit.decision is not None and not hit.counts]
        for hit in decided[:_MOST_HITS]:
            yield self._line(self._decided(hit), "")
        yield from self._more(len(decided) - _MOST_HITS)
        doubt = used_lists_doubt(it.lists, self._it.language, hits=bool(hits))
        if doubt:
            yield from self._cut(self._wrapped(doubt, "", "  "), 2)
        elif not hits:
            number = len(it.parties)
            text = N_("no hit: {number} parties and owners against {lists}")
            names = ", ".join(used.list for used in it.lists)
            yield from self._cut(self._wrapped(self._say(text, number=number, lists=names), "", "  "), 2)

    def _decided(self, hit: ScreeningHit) -> str:
        """A hit that does not count because a person decided so: a clear that rests on it says whose decision it is."""
        made = hit.decision
        text = N_("{queried} was decided not to be {name} ({list}): {person}, {day}")
        return self._say(
            text,
            queried=hit.queried,
            name=hit.name,
            list=hit.list,
            person=(made.person if made else "") or "–",
            day=made.time[:10] if made else "–",
        )

    def _item_table(self) -> Iterator[str]:
        items = self._it.items
        if len(items) < 2:
            return
        yield from self._section(N_("Items"))
        if len(items) <= 3:
            yield from (self._line(self._labelled(item.id, self._item_answer(item))) for item in items)
            return
        worst = sorted(items, key=lambda item: -_SEVERITY[item.range[1]])
        rows = [(item.id, self._item_word(item), self._cited(item.basis)) for item in worst[:_MOST_ITEMS]]
        yield from table(rows, self._width)
        yield from self._more(len(items) - _MOST_ITEMS)

    def _item_word(self, item: ItemResult) -> str:
        if item.outcome != "undetermined":
            return self._word(item.outcome)
        return self._say(N_("open, up to: {effect}"), effect=self._word(item.range[1]))

    def _short_why(self) -> Iterator[str]:
        applying = [row for row in self._it.findings if row.status == "applies" and row.effect]
        texts = {row.provision: row.text.rstrip(".") for row in applying}
        basis = dict.fromkeys(citation for item in self._it.items for citation in item.basis)
        shown = [citation for citation in basis if citation in texts]
        if not shown:
            return
        yield from self._section(N_("Why"))
        for citation in shown[:_MOST_FINDINGS]:
            cited = translate(citation, self._it.language)
            yield from self._cut(self._wrapped(self._labelled(cited, f"{texts[citation]}.")), 2)
        yield from self._more(len(shown) - _MOST_FINDINGS)

    def _questions(self) -> Iterator[str]:
        missing = self._it.missing
        if not missing:
            return
        yield from self._section(MISSING_HEADING)
        for number, row in enumerate(missing[:_MOST_QUESTIONS], 1):
            yield from self._cut(self._wrapped(row.question, f"  {number}. ", "     "), 2)
            asked = self._say(N_("ask {asked}"), asked=self._say(ASKED_OF[row.asked_of]))
            yield self._line(f"{field_words(row.fact)} · {asked}", "     ")
        yield from self._more(len(missing) - _MOST_QUESTIONS)

    def _short_steps(self) -> Iterator[str]:
        """Who does what by when: the steps of one day together, the most urgent first."""
        first = [self._say(N_("first: {step}"), step=step) for step in self.screening_steps()]
        duties = [duty for duty in _by_day(self._it.obligations) if not is_idle(duty, self._it)]
        shown = duties[: _MOST_STEPS - len(first)]
        if not (first or duties):
            return
        yield from self._section(N_("To do"))
        yield from (self._line(step) for step in first)
        for when, of_day in groupby(shown, self._short_when):
            steps = list(of_day)
            if len(steps) == 1 and len(when) <= _SHORT_WHEN:
                yield from self._duty_lines(steps[0], "  " + self._labelled(when, ""))
                continue
            yield self._line(self._labelled(when, "").rstrip())
            for step in steps:
                yield from self._duty_lines(step, "    - ")
        yield from (self._line(text) for text in self._codes())
        yield from self._more(len(duties) - len(shown))

    def _short_when(self, duty: Obligation) -> str:
        used = self._say(N_("if {id} is used, "), id=duty.authorisation) if duty.authorisation else ""
        if duty.due is not None and duty.due < self._it.date:
            return used + self._say(N_("by {day}, which is past"), day=duty.due)
        return used + self._when(duty)

    def _duty_lines(self, duty: Obligation, first: str) -> list[str]:
        """On two lines at most, its citation in any case: the condition of a duty stands at its end."""
        end = f" ({translate(duty.citation, self._it.language)})"
        text = self._short_names(duty.text)
        lines = self._wrapped(f"{text}{end}", first, "      ")
        room = len(" ".join(line.strip() for line in lines[:2])) - len(end)
        while len(lines) > 2 and room > _LEAST_WORDS:
            lines = self._wrapped(f"{marked(text, room)}{end}", first, "      ")
            room -= _LEAST_WORDS // 4
        return self._cut(lines, 2)

    def _short_names(self, text: str) -> str:
        """The authority by its letters, where it has some."""
        name = self._it.authority.name if self._it.authority else ""
        letters = name[name.rfind("(") + 1 : -1] if name.endswith(")") else ""
        return text.replace(name, letters) if letters else text

    def _codes(self) -> Iterator[str]:
        codes = dict.fromkeys(
            " ".join(filter(None, (hint.code, hint.qualifier))) for hint in self._it.customs if hint.code
        )
        if codes:
            text = N_("in the customs declaration: {codes}, each on its condition")
            yield self._say(text, codes=", ".join(codes))

    def _general(self) -> Iterator[str]:
        """What an available general authorisation rests on: the exporter signs for it."""
        signed: dict[str, dict[str, None]] = {}
        for item in self._it.items:
            for row in item.general_authorisations:
                if row.status == "available":
                    of_exporter = (
                        because.text for because in row.because if because.code.startswith(_SIGNED)
                    )
                    signed.setdefault(row.id, {}).update(dict.fromkeys(of_exporter))
        if not signed:
            return
        yield ""
        for identifier, statements in signed.items():
            text = N_("{id} is available; you sign for: {statements}")
            signed_for = "; ".join(statements) or self._say(N_("nothing beyond item and destination"))
            yield from self._cut(
                self._wrapped(self._say(text, id=identifier, statements=signed_for), "", "  "), 4
            )

    def _next(self) -> Iterator[str]:
        """Where the answer leads: each on two lines at most."""
        if self._leads:
            yield ""
        for lead in self._leads:
            yield from self._cut(self._wrapped(lead, "→ ", "  "), 2)

    def _look_at(self) -> Iterator[str]:
        """Warnings, and what was not examined: what matters for this transaction, and a count of the rest."""
        it = self._it
        near = [row.act for row in it.not_examined if row.stops_release]
        far = len(it.not_examined) - len(near)
        yield ""
        warnings = [
            row for row in it.warnings if row.code != "not_screened"
        ]  # it is a reason, and a step, already
        for warning in warnings[:2]:
            yield from self._cut(self._wrapped(warning.text, "! ", "  "), 2)
        yield from self._more(len(warnings) - 2)
        if near:
            text = N_("Not examined, but in force here: {acts}; and {number} other regimes and rules.")
            yield from self._cut(
                self._wrapped(self._say(text, acts="; ".join(near), number=far), "", "  "), 3
            )
        elif far:
            yield self._say(
                N_("Not examined: {number} other regimes and national rules (--full)."), number=far
            )

    def _end(self) -> Iterator[str]:
        text = N_(
            "Law of {date}, known up to {current}. Not legal advice. Everything: --full; as data: --json."
        )
        yield from self._wrapped(self._say(text, date=self._it.date, current=self._it.law.current_to), "", "")


_SEVERITY: Final = {effect: place for place, effect in enumerate(EFFECT_WORDS)}


def _by_day(duties: Iterable[Obligation]) -> list[Obligation]:
    return sorted(duties, key=lambda duty: duty.due or "9999")


def clipped(line: str, width: int) -> str:
    """The line, or what fits of it with a sign that more follows."""
    return line if len(line) <= width else marked(line[: width - 2], width)


def marked(line: str, width: int) -> str:
    """The line with a sign that more follows."""
    return f"{line[: width - 2].rstrip(' ,;:(…')} …"


def _fitting(blocks: Sequence[list[str]], room: int, width: int) -> Iterator[list[str]]:
    """The blocks as far as there is room: each keeps its first lines before one that stands later has all of its own."""
    kept = [min(len(block), _LEAST) for block in blocks]
    spare = room - sum(kept)
    for place, block in enumerate(blocks):
        more = max(min(len(block) - kept[place], spare), 0)
        kept[place] += more
        spare -= more
    for block, lines in zip(blocks, kept, strict=True):
        while 0 < lines < len(block) and block[lines - 1].endswith(":"):  # the title of what is left out
            lines -= 1
        yield block if lines == len(block) else [*block[: lines - 1], marked(block[lines - 1], width)]


_LEAST: Final = 4
"""Lines that a block keeps in any case: an empty one, its title, and two of what it says."""


def table(rows: Sequence[tuple[str, ...]], width: int) -> Iterator[str]:
    """Columns as wide as their longest cell; the last one takes what is left and is cut where it does not fit."""
    if not rows:
        return
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [cell.ljust(wide) for cell, wide in zip(row, widths, strict=False)]
        yield clipped(f"  {'  '.join([*cells, row[-1]])}".rstrip(), width)


@dataclass(frozen=True, slots=True)
class Line:
    """What a table says of one of several transactions."""

    release: str
    name: str
    answer: str
    reason: str


def line_of(determination: Determination) -> Line:
    """The row of a transaction."""
    text = DeterminationSentences(determination)
    reasons = [row.text for row in determination.release_because if row.code not in OF_LAW_AGE]
    return Line(determination.release, text.name(), text.answer(), reasons[0] if reasons else "")


def several(lines: Sequence[Line], width: int, language: str) -> Iterator[str]:
    """Several transactions, the worst first, with a count of each answer."""
    counts = ", ".join(
        f"{sum(line.release == release for line in lines)} {translate(VERDICT_WORDS[release], language)}"
        for release in RANKS
        if any(line.release == release for line in lines)
    )
    total = translate(N_("{number} transactions: {counts}"), language)
    yield total.format(number=len(lines), counts=counts)
    yield ""
    ordered = sorted(lines, key=lambda line: RANKS[line.release])
    rows = [
        (translate(VERDICT_WORDS[line.release], language), line.name, line.reason or line.answer)
        for line in ordered
    ]
    yield from table(rows, width)
