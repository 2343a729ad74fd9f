"""The interview in a terminal: shows a question, reads an answer, keeps the state; knows no terminal itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from typing import Final

from dualuse.documents.speech import Speech
from dualuse.i18n import N_, together, translate
from dualuse.i18n.places import place_name
from dualuse.inputs.problems import InputError
from dualuse.interview.acts import next_point, question_before_use, question_of_code, question_of_the_way
from dualuse.interview.on_record import next_on_record, words_lacking
from dualuse.interview.parse_answer import in_words, stated_behind, typed_day, understood
from dualuse.interview.parties import is_on_party, next_party
from dualuse.interview.places import EVERYBODY, stated_places, without_value
from dualuse.interview.question import Question, next_question, progress
from dualuse.interview.ranking import comes_last
from dualuse.interview.reasons import Reason
from dualuse.interview.screen import Screen, lines_of_proposals, listed_items, wrapped
from dualuse.interview.state import (
    DESCRIPTION,
    Interview,
    answer,
    ask_again,
    back,
    dont_know,
    entries_beside,
    with_search,
)
from dualuse.law.measures.not_executed import NotExaminedRow

_SHOWN_REASONS: Final = 3
NOTHING_LEFT: Final = N_("Nothing more is to be asked. Enter ends the interview, < goes back.")
_FOR_THE_RECORD: Final = N_(
    "Not stated: {fields}. A dossier records it, and the answer may turn on it: to state it, type +."
)
_EXPORTERS_COUNTRY: Final = "exporter.country"
_LEFT_OPEN: Final = ("", "?", "<", "s")
_INDENT: Final = "   "
_LONGEST_SEARCH: Final = 300
"""Signs of a search that are remembered."""


Search = Callable[[str], Sequence[str]]
"""From a description to lines with the entries it may belong to, best first."""
Compare = Callable[[Interview, str], Sequence[str]]
"""From the path of a party (``exporter``, ``parties[0]``) to lines on what the sanctions lists have of it."""

Points = Callable[[Interview], Sequence[NotExaminedRow]]
"""What of the acts is known, not executed, and left to a person of this transaction."""


class End(Enum):
    """How a dialogue ended."""

    SETTLED = "settled"
    STUCK = "stuck"
    STOPPED = "stopped"


class Dialogue:
    """Asks until the outcome is settled, nothing more can be asked, or the person stops."""

    def __init__(
        self,
        state: Interview,
        screen: Screen,
        language: str,
        keep: Callable[[Interview], None],
        search: Search | None = None,
        compare: Compare | None = None,
        points: Points | None = None,
    ) -> None:
        """Without ``search`` none is offered, without ``compare`` nobody is asked for by name, without ``points`` no act that is not executed."""
        self._search = search
        self._shown: Sequence[str] = ()
        self._compare = compare
        self._points = points
        self._compared: Sequence[str] = ()
        self.state = state
        self._screen = screen
        self._language = language
        self._worded: Final = Speech.in_language(language).say
        self._keep = keep
        self._seen: tuple[str, ...] = ()
        self._doubted: object = None

    def run(self) -> End:
        """Hold the dialogue; ``state`` is where it ended. Every answer is kept at once."""
        self._say(N_("? I do not know   < back   s stop   (the answers are kept and can be taken up again)"))
        if self.state.unknown and self._next() is None:
            self.state = ask_again(self.state)
            self._say(N_("What was not known last time is asked again."))
        try:
            self._ask()
            while self.state.steps and self._taken_back():
                self._ask()
        except (EOFError, KeyboardInterrupt):
            self._screen.write("")
            return End.STOPPED
        except _StopError:
            return End.STOPPED
        return End.SETTLED if progress(self.state).settled else End.STUCK

    def _next(self) -> Question | None:
        """What settles most; then who takes part, and what matters only otherwise than usual; then what of the acts is left to a person."""
        question = next_question(self.state, self._language)
        if self._compare is not None and (question is None or comes_last(self.state, question.fact)):
            question = next_party(self.state, self._language) or question
        if question is None and self._points is not None:
            question = (
                question_of_code(self.state, self._language)
                or question_of_the_way(self.state, self._language)
                or question_before_use(self.state, self._language)
                or next_point(self.state, self._points(self.state), self._language)
            )
        return question

    def _ask(self) -> None:
        while question := self._next():
            self._show(question)
            while not self._take(question, self._screen.read("> ").strip()):
                pass

    def _taken_back(self) -> bool:
        """Whether the person takes the last answer back, which ended the interview, or states more; the end of the input does not."""
        self._screen.write("")
        self._say(NOTHING_LEFT)
        lacking = words_lacking(self.state, self._language)
        if lacking:
            self._say(_FOR_THE_RECORD, fields=", ".join(lacking))
        try:
            while (typed := self._screen.read("> ").strip()) != "<":
                if not typed or typed.casefold() == "s":
                    return False
                if typed == "+" and lacking:
                    self._put_on_record()
                    return True
                self._say(N_("Enter ends the interview, < goes back."))
        except (EOFError, KeyboardInterrupt):
            self._screen.write("")
            return False
        return self._go_back()

    def _put_on_record(self) -> None:
        """Ask for what the items lack; what is not answered is left open, and is not unknown by that."""
        left = frozenset[str]()
        while question := next_on_record(self.state, left, self._language):
            self._show(question)
            searched = self._searched_beside(question)
            if searched:
                self._say(N_("= takes what was searched: {words}"), words=searched)
            while (typed := self._screen.read("> ").strip()) not in _LEFT_OPEN:
                if self._take(question, searched if typed == "=" and searched else typed):
                    break
            else:
                left |= {question.fact}

    def _searched_beside(self, question: Question) -> str:
        """In which words the item was searched whose description is asked for; "" of any other question."""
        if not question.fact.endswith(f".{DESCRIPTION}"):
            return ""
        return self.state.searched.get(entries_beside(question.fact), "")

    def _say(self, text: str, /, **params: object) -> None:
        self._lines(self._worded(text, **params))

    def _lines(self, text: str, first: str = "") -> None:
        for line in wrapped(text, self._screen.width, first):
            self._screen.write(line)

    def _wrapped(self, text: str, indent: str = "") -> list[str]:
        return wrapped(text, self._screen.width, indent, indent)

    def _show(self, question: Question) -> None:
        write = self._screen.write
        write("")
        so_far = progress(self.state, self._language)
        seen = (*so_far.range, *so_far.open_items)
        if seen != self._seen:
            text = N_("So far: {range}.")
            if self.state.every_item and len(self.state.transaction["items"]) > 1:
                text = N_("So far: {range}. Items still open: {items}.")
            self._say(text, range=so_far.text, items=listed_items(so_far.open_items))
            write("")
        self._seen = seen
        number = len(self.state.steps) + 1
        item = self._item_words(question)
        first = f"{number}. "
        for line in wrapped(f"{item}{question.text}", self._screen.width, first, " " * len(first)):
            write(self._screen.emphasise(line))
        for line in self._details(question):
            write(line)

    def _item_words(self, question: Question) -> str:
        items = self.state.transaction["items"]
        if question.item is None or len(items) < 2:
            return ""
        described = next((item.get("description") for item in items if item["id"] == question.item), None)
        name = f"{question.item} ({described})" if described else question.item
        return self._worded(N_("Item {name}:"), name=name) + " "

    def _details(self, question: Question) -> Iterator[str]:
        if question.kind == "flag":
            yield "   " + " / ".join(choice.text for choice in question.choices)
        else:
            for position, choice in enumerate(question.choices, 1):
                code = f"{choice.value}  " if question.kind == "narrower" else ""
                yield from self._wrapped(f"{position}  {code}{choice.text}", "   ")
        for text in (question.hint, *self._why(question)):
            yield from (self._screen.soften(line) for line in self._wrapped(text, _INDENT))
        if self._search is not None and _asks_for_entries(question):
            yield from self._proposed(question)

    def _proposed(self, question: Question) -> Iterator[str]:
        """What the search thinks of, by the description that is stated; else how to search."""
        assert self._search is not None
        items = self.state.transaction["items"]
        described = next((item.get("description") for item in items if item["id"] == question.item), None)
        searched = self.state.searched.get(question.fact)
        words = searched or described
        proposals = self._search(words) if words else ()
        if proposals:
            if searched:
                yield from self._wrapped(self._worded(N_("Searched last: {words}"), words=searched), "   ")
            yield from self._wrapped(self._worded(N_("The search proposes, a person classifies:")), "   ")
            self._shown = proposals
            yield from lines_of_proposals(proposals, self._screen.width)
        hint = self._worded(N_("To search Annex I, type / and what it is: / thermal camera 30 Hz"))
        yield from (self._screen.soften(line) for line in self._wrapped(hint, "   "))

    def _why(self, question: Question) -> Iterator[str]:
        """The first provision in words; on one line the citations of others, as far as they fit, and who can answer."""
        if not question.why:
            return
        first, *others = question.why
        asked = self._worded(N_("Who knows: {asked}."), asked=question.asked_of_text)
        acts = tuple(dict.fromkeys(_act_of(reason.citation) for reason in question.why))
        if first.elsewhere and len(acts) > 1:
            # None of them says anything about this transaction that the others would not.
            text = N_("Why: acts about certain places may forbid it: {act}, and others.")
            yield self._worded(text, act=translate(acts[0], self._language))
            yield asked
            return
        yield self._worded(
            N_("Why: {citation}: {text}."),
            citation=translate(first.citation, self._language),
            text=first.text.rstrip("."),
        )
        room = self._screen.width - len(_INDENT) - len(asked) - 1
        yield f"{self._also(others, room)} {asked}".strip()

    def _also(self, others: list[Reason], room: int) -> str:
        """The first citations that fit into so many characters, none about other places, and whether there are more; "" of none."""
        citations = [reason.citation for reason in others if not reason.elsewhere]
        for shown in range(min(_SHOWN_REASONS, len(citations)), -1, -1):
            more = len(others) - shown
            text = N_("Also: {citations} and others.") if more else N_("Also: {citations}.")
            text = text if shown else N_("Also: other provisions.")
            named = together(citations[:shown], self._language)
            also = self._worded(text, citations=named)
            if len(also) <= room:
                break
        return also if others else ""

    def _take(self, question: Question, text: str) -> bool:
        """Take an answer; False where the question must be put again."""
        try:
            match text.casefold():
                case "":
                    self._say(N_("Type an answer, or ? if you do not know."))
                    return False
                case "?":
                    self._move(dont_know(self.state, question.fact))
                    self._show_compared(question.fact)
                case "<":
                    return self._go_back()
                case "s":
                    raise _StopError
                case words if words[0] == "/" and self._search is not None and _asks_for_entries(question):
                    self._show_search(text[1:].strip(), question.fact)
                    return False
                case _:
                    meant = self._entry_meant(question, text)
                    if self._doubts(question, meant):
                        return False
                    self._answer(question, meant)
        except InputError as error:
            self._lines(error.problems[0].at_prompt(self._language))
            return False
        return True

    def _doubts(self, question: Question, text: str) -> bool:
        """Whether the exporter would sit where the items go, which is as a rule the customer's country: it is taken where it is typed again."""
        if question.fact != _EXPORTERS_COUNTRY:
            return False
        place = understood(question, text, self._language)
        if place != self.state.transaction.get("destination") or place == self._doubted:
            return False
        self._doubted = place
        text_ = N_(
            "{place} is where the items go. Does the exporter sit there, too? Type it again if so, else the country of the exporter."
        )
        self._say(text_, place=place_name(place, self._language))
        return True

    def _entry_meant(self, question: Question, text: str) -> str:
        """The code of the proposal whose number was typed; what was typed where it is no such number."""
        is_number = _asks_for_entries(question) and text.isascii() and text.isdecimal()
        if is_number and 1 <= int(text) <= len(self._shown):
            return self._shown[int(text) - 1].partition("  ")[0].strip()
        return text

    def _show_search(self, words: str, place: str) -> None:
        """Show what the search thinks of; words that led somewhere are remembered for when the question is put again."""
        assert self._search is not None
        proposals = self._search(words) if words else ()
        if proposals:
            self._move(with_search(self.state, place, words[:_LONGEST_SEARCH]))
        else:
            self._say(N_("The search thinks of nothing: say what it is and what it can do."))
        self._shown = proposals
        for line in lines_of_proposals(proposals, self._screen.width):
            self._screen.write(line)

    def _go_back(self) -> bool:
        if self.state.steps:
            self._move(back(self.state))
            return True
        earlier = self._interview_before_last_statement()
        if earlier is None:
            self._say(N_("This is the first question."))
            return False
        self._move(earlier)
        return True

    def _interview_before_last_statement(self) -> Interview | None:
        """The state without the last value of the transaction taken up whose question then comes next; None where there is none."""
        for place in reversed([*stated_places(self.state.transaction)]):
            earlier = replace(self.state, transaction=without_value(self.state.transaction, place))
            question = next_question(earlier, self._language)
            if question is not None and question.fact == place:
                return earlier
        return None

    def _answer(self, question: Question, text: str) -> None:
        value = understood(question, text, self._language)
        if question.kind == "decision" and "date" not in value:
            prompt = self._worded(N_("On which day (year-month-day)?"))
            day = typed_day(self._screen.read(f"{prompt} > "), self._language)
            value = {**value, "date": day}
        place = question.fact if value or question.kind != "party" else EVERYBODY
        state = answer(self.state, place, value)
        behind = stated_behind(question, text)
        if behind:
            state = answer(state, *behind)
        self._move(state)
        self._lines(in_words(question, value, self._language) + (f" {behind[1]}" if behind else ""), "→ ")
        self._show_compared(question.fact)

    def _show_compared(self, place: str) -> None:
        """What the lists have of the party that was asked about, once its country is asked for, too."""
        party = is_on_party(place)
        waiting = self._next() if party else None
        if self._compare is None or not party or (waiting and is_on_party(waiting.fact) == party):
            return
        lines = self._compare(self.state, party)
        if lines != self._compared:
            self._compared = lines
            for line in lines:
                self._lines(line)

    def _move(self, state: Interview) -> None:
        """Kept first: where that fails, the dialogue stays where it is."""
        self._keep(state)
        self.state = state


def _asks_for_entries(question: Question) -> bool:
    return question.fact.endswith(".entries") and question.kind == "codes"


def _act_of(citation: str) -> str:
    """The act that a citation names: ``Regulation (EC) No 765/2006`` of ``Regulation (EC) No 765/2006, Art. 1e(1)``."""
    return citation.partition(", Art.")[0]


class _StopError(Exception):
    """The person asked to stop."""
