"""``dualuse diligence show`` on one screen: what the findings come to, every stop, then red flags, open questions, what comes next; the rest is counted."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from dualuse.cli.classification_page import EVERYTHING
from dualuse.diligence.reasons import order_of_asking, titled
from dualuse.documents.screen_parts import OneScreen, Section, fitting, least_size, section_lines
from dualuse.documents.speech import Speech
from dualuse.dossier.document.words import STATES
from dualuse.i18n import N_, labelled, short_day
from dualuse.i18n.statuses import ANSWER, DILIGENCE_LEVEL, GRADE
from dualuse.inputs.wrapping import MOST_LINES, wrapped_lines

if TYPE_CHECKING:
    from dualuse.schema.diligence import DiligenceResult, Flag, ShownAnswer

_LINES_OF_A_STOP: Final = (sys.maxsize, 4, 3, 2, 1)
"""From long to short: every one stays."""
_LINES_OF_A_FLAG: Final = 2


class ShortDiligence(OneScreen):
    """Writes what due diligence comes to on one screen; ``leads``: sentences on where it leads next."""

    def __init__(self, result: DiligenceResult, language: str, width: int, leads: Sequence[str] = ()) -> None:
        self._it: Final = result
        self._language: Final = language
        self._say: Final = Speech.in_language(language).say
        self._width = max(60, width)
        self._leads: Final = leads

    def lines(self) -> Iterator[str]:
        """The lines, without line ends: at most :data:`MOST_LINES` of them."""
        head, end = [*self._head()], ["", *self._wrapped(self._say(EVERYTHING), "", "")]
        room = MOST_LINES - len(head) - len(end)
        sections: list[Section] = []
        for most in _LINES_OF_A_STOP:
            sections = [section for section in self._sections(most) if section.points]
            if least_size(sections) <= room:
                break
        yield from head
        for section, number in fitting(sections, room):
            yield from section_lines(section, number, self._width, self._language)
        yield from end

    def _wrapped(self, text: str, first: str = "  - ", rest: str = "    ") -> list[str]:
        return wrapped_lines(text, self._width, first, rest, divided=True)

    def _head(self) -> Iterator[str]:
        """What was decided, or what the answers allow while nobody has, and what that sets for the law."""
        it = self._it
        yield from self._wrapped(self._say(N_("Due diligence, {reference}"), reference=it.reference), "", "")
        low, high = (self._say(DILIGENCE_LEVEL.short[level]) for level in it.proposed)
        allowed = low if low == high else self._say(N_("from “{least}” to “{most}”"), least=low, most=high)
        yield from self._wrapped(f"{self._labelled(N_('The answers allow'), allowed)}.", "", "")
        if it.decision is None:
            text = self._say(N_("no person has decided yet; nothing follows from the answers until then"))
        else:
            by = ", ".join(
                filter(None, (it.decision.person, short_day(it.decision.time[:10], self._language)))
            )
            level = self._say(DILIGENCE_LEVEL.short[it.decision.level])
            text = labelled(f"{level} ({by})", it.decision.reason, self._language)
        yield from self._cut(self._wrapped(self._labelled(N_("Decision"), text), "", "  "), 3)
        standing = [flag for flag in it.flags if flag.stands]
        if not any(flag.is_stop for flag in standing):
            yield self._say(N_("No stop is raised."))
        if all(flag.is_stop for flag in standing):
            yield self._say(N_("No red flag is raised."))
        if it.sets:
            words = {True: ANSWER.short["yes"], False: ANSWER.short["no"]}
            sets = ", ".join(
                f"{path}: {self._say(words[value]) if isinstance(value, bool) else value}"
                for path, value in it.sets
            )
            yield from self._cut(self._wrapped(self._labelled(N_("Sets for the law"), sets), "", "  "), 2)

    def _labelled(self, label: str, text: str) -> str:
        return labelled(self._say(label), text, self._language)

    def _sections(self, lines_of_a_stop: int) -> tuple[Section, ...]:
        standing = [flag for flag in self._it.flags if flag.stands]
        stops = [self._wrapped(self._flag(flag)) for flag in standing if flag.is_stop]
        aware = [self._wrapped(self._answer(shown)) for shown in self._it.awareness]
        flags = [self._wrapped(self._flag(flag)) for flag in standing if not flag.is_stop]
        asked = sorted(self._it.open_questions, key=order_of_asking)
        questions = [self._wrapped(titled(shown, self._language)) for shown in asked]
        warnings = [self._wrapped(warning.text, "  ! ") for warning in self._it.warnings]
        leads = tuple(self._wrapped(lead, "→ ", "  ") for lead in self._leads)
        longest = max(map(len, leads), default=0)
        return (
            self._whole(N_("Stops"), stops, lines_of_a_stop),
            self._whole(N_("Awareness (Art. 5(1), (2))"), aware, lines_of_a_stop),
            Section(title=N_("Red flags"), points=tuple(flags), most=_LINES_OF_A_FLAG),
            Section(title=N_("Open questions"), points=tuple(questions), most=1),
            Section(points=leads, most=longest, least=longest, whole=True, width=self._width),
            Section(title=N_("To look at"), points=tuple(warnings), most=2),
        )

    def _whole(self, title: str, points: list[list[str]], most: int) -> Section:
        """A part of which every point stays, each of so many lines."""
        lines = min(most, max(map(len, points), default=0))
        return Section(
            title=title, points=tuple(points), most=lines, least=lines, kept=len(points), whole=True
        )

    def _flag(self, flag: Flag) -> str:
        state = self._say(STATES[flag.state]) if flag.state == "promised" else ""
        graded = self._say(GRADE.short[flag.severity]) if flag.severity in GRADE.short else ""
        return " · ".join(filter(None, (graded, self._answer(flag.shown), state)))

    def _answer(self, shown: ShownAnswer) -> str:
        answered = shown.answered
        text = titled(shown, self._language)
        if answered is None:
            return text
        answer = self._say(ANSWER.short[answered.answer])
        return labelled(text, " · ".join(filter(None, (answer, answered.reason))), self._language)
