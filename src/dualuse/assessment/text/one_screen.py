"""A determination on one screen: the verdict, its reasons, who does what by when; the rest is counted, and stands in full.

At most :data:`MOST_LINES` lines for one transaction; every reason of a stop stays, on one line where there are many. More than three items are a table, and so
are several transactions (``table``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from dualuse.assessment.field_words import without_fields
from dualuse.assessment.listed.evidence import TEXT
from dualuse.assessment.listed.identity import hit_status
from dualuse.assessment.listed.text import commands_to_decide
from dualuse.assessment.release_holds.law_age import LAW_AGE
from dualuse.assessment.text.assumed import assumed, headline
from dualuse.assessment.text.sentences import OF_LAW_AGE, earlier_annexes, reason_in_short
from dualuse.assessment.text.short_sections import FEW_COMMANDS, ShortSections
from dualuse.assessment.text.words import RESTS_ON
from dualuse.documents.screen_parts import (
    SHORTER,
    SQUEEZED,
    Form,
    Section,
    fitting,
    if_needed,
    least_size,
    rows_of,
    section_lines,
    squeezed,
)
from dualuse.documents.terminal import AND_MORE
from dualuse.i18n import N_, short_day
from dualuse.i18n.places import place_name
from dualuse.inputs.wrapping import MOST_LINES, clipped
from dualuse.schema.determination import Determination
from dualuse.screening.decisions.command import how_to_decide

_MOST_REASONS: Final = 4
_FEW_REASONS: Final = 2
"""Where other lines stand on the same screen."""
_LINES_OF_A_REASON: Final = 3
_FEW_LINES_OF_A_REASON: Final = 2
"""Of a reason that stops nothing, where it has no room whole; and where other lines stand on the same screen."""
_FEW_ROWS_OF_ITEMS: Final = 2
_COMMAND: Final = "dualuse "
_MOST_COMMANDS: Final = 3
"""Commands that come next and stand in any case."""
LISTS_STALE: Final = "lists_stale"
_COMMANDS_IN_FULL: Final = N_("The command that records the decision on who may be listed: --full")


_ONE_EARLIER: Final = N_(
    "Law of {date}, known up to {current}, but {annex} up to {day} only. Not legal advice. Everything: --full; as data: --json."
)
_AND_OTHERS_EARLIER: Final = N_(
    "Law of {date}, known up to {current}, but {annex} up to {day} only (and {number} more annexes up to an earlier day: --full). Not legal"
    " advice. As data: --json."
)


class ShortText(ShortSections):
    """Writes one determination on one screen, in its own language.

    ``leads``: sentences on where it leads next; ``most``: lines that it may have, where others stand on the same screen.
    """

    def __init__(
        self,
        determination: Determination,
        width: int = 100,
        leads: Sequence[str] = (),
        most: int = MOST_LINES,
    ) -> None:
        super().__init__(determination, width)
        self._most: Final = most
        self._leads: Final = leads

    def lines(self) -> Iterator[str]:
        """The lines, without line ends: whole where that fits, else what is asked is cut, then notes and steps are in short, then reasons of
        a stop on fewer lines each, but every one."""
        lines: list[str] = []
        for form in SHORTER:
            lines = [*self._in_form(form)]
            if lines and (spare := self._most - sum(map(self._rows, lines))) >= 0:
                lines = [*self._in_form(form, spare)]
                break
        yield from lines

    def _in_form(self, form: Form, spare: int = 0) -> Iterator[str]:
        """The lines; none where what is asked is to stand whole, or nothing is to give way, and there is no room. ``spare``: lines for
        reasons that would be counted."""
        head = [*self._verdict(form.verdict), *self._reasons(form, spare)]
        end = ["", *self._end()]
        room = self._most - len(head) - len(end)
        sections = self._sections(form, whole=True)
        if least_size(sections) > room:
            sections = self._sections(form, whole=True, rest_cut=True)
        if least_size(sections) > room:
            sections = self._sections(form, whole=False)
        if form.asks_whole and least_size([*map(if_needed, sections)]) > room:
            return
        close = [replace(if_needed(section), airy=False) for section in sections if not section.twice]
        if not form.squeezed and least_size(close) > room:
            return
        decide = self._how_to_decide(room - least_size(close))
        room -= sum(self._rows(line) for line in decide)
        fits = [*fitting(sections, room)]
        body = [line for section, number in fits for line in self._section_lines(section, number)]
        is_whole = all(number == len(section.points) and not section.more for section, number in fits)
        if is_whole and sum(map(self._rows, (*head, *body, *decide, *end))) < self._most:
            body += self._national_general()
        yield from (*head, *body, *decide, *end)

    def _national_general(self) -> Iterator[str]:
        """How many general authorisations of the State may fit where one is needed: the first line that gives way."""
        rows = [row for row in self.national_general() if "last_seen" in row.params]
        is_needed = any(
            "authorisation_required" in item.range and not self.held_for(item) for item in self._it.items
        )
        if rows and self._it.authority and is_needed:
            text = N_("General authorisations of {place} that may fit: {number}; ask {authority} (--full)")
            place = place_name(rows[0].params["state"], self._it.language)
            number = sum(len(row.params["names"]) for row in rows)
            yield self._line(
                self.short_names(
                    self._say(text, place=place, number=number, authority=self._it.authority.name)
                )
            )

    def _how_to_decide(self, room: int) -> list[str]:
        """The commands that record the decision on who may be listed, each on one line however long, so
        that it can be copied.

        Where they have no room, where they stand. Under a stop whoever is listed is taken for it until a person decides, too; there
        reasons come first, and they stand where room is left.
        """
        is_stop = self._it.release == "stop"
        open_hits = [
            hit
            for hit in self._it.screening.hits
            if (hit_status(hit) == "review" and not is_stop)
            or (is_stop and hit_status(hit) == "hit" and hit.decision is None)
        ]
        is_open = self._it.release != "go" and open_hits
        commands = [*commands_to_decide(self._it.transaction, open_hits)] if is_open else []
        if not commands:
            return []
        sentence = how_to_decide(commands, of_texts=any(hit.role == TEXT for hit in open_hits))
        lines = ["", *self._wrapped(self._say(sentence), "", ""), *commands]
        if sum(map(self._rows, lines)) <= room:
            return lines
        in_full = ["", *self._wrapped(self._say(_COMMANDS_IN_FULL), "", "")]
        return [] if is_stop and sum(map(self._rows, in_full)) > room else in_full

    def _rows(self, line: str) -> int:
        return rows_of(line, self._width)

    def _sections(self, form: Form, *, whole: bool, rest_cut: bool = False) -> list[Section]:
        """``whole``: no step is cut, and those that have no room are counted; ``rest_cut``: none but those behind the first."""
        is_alone = self._most == MOST_LINES
        is_least = form.squeezed == SQUEEZED - 1
        sections = (
            self.hits_and_lists_section(),
            self._items_beside(is_alone or not is_least),
            self.why(form.provisions),
            self.general(),
            # The other lines of its screen say what is asked.
            replace(
                self.questions(whole=form.asks_whole),
                needed=is_alone and form.squeezed < 2,
                twice=not is_alone,
            ),
            self.steps(whole and not form.squeezed, form.squeezed, rest_cut=rest_cut),
            replace(
                self._next(form.squeezed), needed=is_alone or not is_least, twice=not is_alone and is_least
            ),
            replace(
                self.look_at(),
                needed=False,  # steps stand whole before what there is to look at does
                twice=not is_alone and is_least,
            ),
        )
        filled = [section for section in sections if section.points]
        return [squeezed(section) for section in filled] if form.squeezed else filled

    def _items_beside(self, has_room: bool) -> Section:
        """The table of items; its worst rows in any case where other lines take the screen."""
        table = self.item_table()
        return table if has_room else replace(table, kept=min(table.kept, _FEW_ROWS_OF_ITEMS))

    def _section_lines(self, section: Section, number: int) -> Iterator[str]:
        return section_lines(section, number, self._width, self._it.language)

    def _line(self, text: str, first: str = "  ") -> str:
        """One line: what does not fit is cut, with a sign that it is."""
        return clipped(first + text, self._width)

    def _more(self, number: int) -> Iterator[str]:
        if number > 0:
            yield "  " + self._say(AND_MORE, number=number)

    def _verdict(self, most: int) -> Iterator[str]:
        it = self._it
        stated = it.transaction.get("destination")
        place = self._say("{place}", place=place_name(stated, it.language)) if stated else ""
        name = " · ".join(filter(None, (it.reference, short_day(it.date, it.language), place)))
        yield self._line(f"{headline(it)}  {name}", "")
        yield from self._cut(self._wrapped(self.answer(), "", ""), most)
        if taken := assumed(it):
            yield from self._wrapped(taken, "", "")

    def _reasons(self, form: Form, spare: int) -> Iterator[str]:
        is_alone, is_stop = self._most == MOST_LINES, self._it.release == "stop"
        of_law = [] if is_stop else [*filter(None, [self._age_of_law()])]
        rows = [row for row in self._it.release_because if row.code not in OF_LAW_AGE]
        if not is_stop and self.hits_and_lists_section().points:
            # The line of the lists says in capitals that they are old, and a step what brings them up to date.
            others = [row for row in rows if row.code != LISTS_STALE]
            rows = others if others or of_law else rows
        reasons = [*of_law, *(without_fields(reason_in_short(row, self._it)) for row in rows)]
        most = len(reasons) if is_stop else _MOST_REASONS if is_alone else _FEW_REASONS
        if is_stop or (form.asks_whole and is_alone):
            lines = form.reasons
        else:
            lines = min(_LINES_OF_A_REASON if is_alone else _FEW_LINES_OF_A_REASON, form.reasons)
        points = [self._cut(self._wrapped(self.short_names(text), "  - ", "    "), lines) for text in reasons]
        taken = 0
        while is_alone and most < len(points):
            # The last of them takes the line of the count.
            taken += sum(map(self._rows, points[most]))
            if taken > spare + (most + 1 == len(points)):
                break
            most += 1
        for point in points[:most]:
            yield from point
        yield from self._more(len(reasons) - most)

    def _age_of_law(self) -> str:
        """How old the law is, where that holds the answer or is accepted; how it is accepted says a step. "" where it is young enough."""
        age = self._it.law_age
        if age is None or not age.old:
            return ""
        if age.accepted_by or not any(row.code == LAW_AGE for row in self._it.release_because):
            return age.text
        text = N_(
            "the law is known here up to {known} only, {days} days before {day} ({allowed} are allowed)"
        )
        params = {"known": self._it.law.current_to, "day": self._it.date}
        return self._say(text, **params, days=age.days, allowed=age.allowed)

    def screened(self) -> Iterator[str]:
        """Whom the parties are or may be, below an empty line; nothing where nobody was screened."""
        section = self.hits_and_lists_section()
        if section.points:
            yield from self._section_lines(section, len(section.points))

    def _next(self, level: int) -> Section:
        """The commands that come next after this answer: those that a person types stay before what is merely named."""
        typed = [lead for lead in self._leads if _COMMAND in lead]
        leads = (*typed, *(lead for lead in self._leads if lead not in typed))
        points = tuple(self._wrapped(lead, "→ ", "  ") for lead in leads)
        longest = max(map(len, points), default=0)  # at their end stands the command
        most = _MOST_COMMANDS if not level else 1
        kept = min(max(1, min(len(typed), most)), max(FEW_COMMANDS + 1 - level, 0))
        return Section(points=points, most=longest, least=longest, kept=kept, whole=True, width=self._width)

    def _end(self) -> Iterator[str]:
        """The day of the law; where annexes with goods are asked about, the one that is known least far is named with its own."""
        law = self._it.law
        params: dict[str, object] = {"date": self._it.date, "current": law.current_to}
        text = N_(
            "Law of {date}, known up to {current}. Not legal advice. Everything: --full; as data: --json."
        )
        if [*earlier_annexes(law)]:
            (annex, day), *others = earlier_annexes(law)
            params |= {"annex": annex, "day": day, "number": len(others)}
            text = _AND_OTHERS_EARLIER if others else _ONE_EARLIER
        weakest = RESTS_ON.get(law.verification, "")
        sentences = [self._say(text, **params), *([self._say(weakest)] if weakest else [])]
        yield from self._wrapped(" ".join(sentences), "", "")
