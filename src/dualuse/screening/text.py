"""The answer on a party as a person reads it who has to decide: what met, on which list of which day, for and against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from dualuse.i18n import N_, PlaceName, fill, semicolon, translate
from dualuse.inputs.problems import printable
from dualuse.inputs.wrapping import wrapped_lines
from dualuse.screening.answers import Answer, DecidedHit, hit_status
from dualuse.screening.decisions.decisions import ONCE_YOU_KNOW, Standing, decide_command
from dualuse.screening.matching.screened import Hit, Query
from dualuse.screening.names.asked_names import Uncompared, uncompared
from dualuse.screening.reasons import reason_in_words
from dualuse.sources.lists.known_lists import known_list, known_lists
from dualuse.sources.lists.listed_party import ListedParty, PartialDate

if TYPE_CHECKING:
    from dualuse.schema.screening import ListUsed
    from dualuse.sources.lists.edition import Edition

STATUS_WORDS: Final[dict[str, str]] = {
    "hit": N_("HIT: a listed party, as far as names and data tell; confirm it"),
    "review": N_("REVIEW: it may be a listed party; a person has to decide"),
    "clear": N_("CLEAR: no listed party was found"),
    "not_screened": N_("NOT SCREENED"),
}
LISTS_OLD: Final = N_("LISTS OUT OF DATE: {names}")
LISTS_NOT_WHOLE: Final = N_("LISTS NOT WHOLE: {names}")
NO_HIT_LISTS_OLD: Final = N_("no hit, LISTS OUT OF DATE: {names}")
NO_HIT_LISTS_NOT_WHOLE: Final = N_("no hit, LISTS NOT WHOLE: {names}")
"""Where the lists may hide a party nobody is called clear, in whatever an answer is written."""


def lists_doubt(
    old: Iterable[tuple[str, str]], partial: Iterable[str], language: str, *, hits: bool = False
) -> str:
    """What lists that are out of date (name and day), or else not whole, make of an answer; empty where they are neither."""
    names = ", ".join(f"{name} {day}".strip() for name, day in old)
    if names:
        return fill(LISTS_OLD if hits else NO_HIT_LISTS_OLD, language, names=names)
    names = ", ".join(dict.fromkeys(partial))
    if names:
        return fill(LISTS_NOT_WHOLE if hits else NO_HIT_LISTS_NOT_WHOLE, language, names=names)
    return ""


def used_lists_doubt(lists: Sequence[ListUsed], language: str, *, hits: bool = False) -> str:
    """:func:`lists_doubt` of the lists that a determination records."""
    old = [(used.list, used.dated) for used in lists if used.stale]
    return lists_doubt(old, [used.list for used in lists if used.partial], language, hits=hits)


SHORT_NO_HIT: Final = N_("no hit, but lists are out of date or not whole")
SHORT_STATUS: Final[dict[str, str]] = {
    "hit": N_("hit"),
    "review": N_("review"),
    "clear": N_("clear"),
    "not_screened": N_("not screened"),
}
VERDICT_WORDS: Final[dict[str, str]] = {
    "false_positive": N_("another party"),
    "true_match": N_("the same party"),
    "undecided": N_("not settled"),
}
UNTRUSTED: Final = N_("not counted: workspace not trusted; dualuse record trust …")
"""What is said of a decision in a workspace that a file of settings names and nobody here has trusted."""
NOT_COUNTED: Final = N_("Decided before to be another party, and not counted: {number}")
KIND_WORDS: Final[dict[str, str]] = {
    "person": N_("person"),
    "organisation": N_("organisation"),
    "vessel": N_("vessel"),
    "aircraft": N_("aircraft"),
    "unknown": N_("kind not known"),
}
MEASURE_WORDS: Final[dict[str, str]] = {
    "asset_freeze": N_("asset freeze"),
    "travel_ban": N_("travel ban"),
    "arms_embargo": N_("arms embargo"),
    "export_control": N_("export control"),
    "military_end_user": N_("military end user"),
    "denied_person": N_("export privileges denied"),
    "debarment": N_("debarment"),
    "port_ban": N_("port ban"),
    "service_ban": N_("ban on services"),
    "transaction_ban": N_("ban on transactions"),
    "sectoral": N_("sectoral limits"),
    "wanted": N_("wanted"),
    "other": N_("other measure"),
    "linked": N_("connected with listed persons, not listed"),
    "office": N_("public office, not listed"),
    "reported": N_("otherwise reported, not listed"),
}
UNCOMPARED_WORDS: Final[dict[Uncompared, str]] = {
    "no_name": N_("No name is stated: state whom to screen, or a number of it."),
    "no_word": N_(
        "The name has no word that tells who it is: titles, legal forms and particles alone are compared with nothing."
        " State the whole name, or a number."
    ),
    "given_name": N_(
        "A given name alone is half of a name, and nothing was found: state the family name, or a number."
    ),
    "too_long": N_(
        "The field holds more than is read: not every name in it was compared. Screen each name by itself."
    ),
    "mixed_letters": N_(
        "A word is written in letters of two alphabets that look alike, and nothing was found, which says little: write it in one."
    ),
    "letters": N_(
        "Nothing was found, which says little: parties named in these letters alone are mostly not found. State the name in"
        " Latin letters, or a number."
    ),
}
SIDE_WORDS: Final[dict[str, str]] = {
    "counterparty": N_("what is stated of the counterparty"),
    "entry": N_("the entry of the list"),
}
_SHOWN_NAMES: Final = 8
_SHOWN_HITS: Final = 10
_SHORT_HITS: Final = 7
_IN_SHORT: Final = frozenset(
    {
        N_("List"),
        N_("Found by"),
        N_("For"),
        N_("Against"),
        N_("Entry"),
        N_("Measures"),
        N_("Decided"),
        N_("Open again"),
    }
)
"""What is told of the first hit on one screen, by its label, each on two lines at most."""
_LABELS: Final = (
    N_("List"), N_("Found by"), N_("For"), N_("Against"), N_("Also"), N_("Entry"), N_("Also named"), N_("Identifiers"),
    N_("Addresses"), N_("Measures"), N_("Dates"), N_("Read it at"), N_("Decided"), N_("Open again"), N_("Note"),
)  # fmt: skip


class ScreeningText:
    """Writes answers. ``editions`` by list; ``entry_of`` as for :func:`~dualuse.screening.answers.answer`.

    ``doubts``: the sentence in place of "clear" where the lists may hide a party. ``full``: with everything that is known;
    else on one screen, the best hit with what speaks for and against it and of the others a line.
    """

    def __init__(
        self,
        editions: dict[str, Edition],
        entry_of: Callable[[str, str], ListedParty | None],
        language: str,
        width: int,
        *,
        doubts: str = "",
        full: bool = True,
    ) -> None:
        self._editions: Final = editions
        self._entry_of: Final = entry_of
        self._doubts: Final = doubts
        self._full: Final = full
        self._language: Final = language
        self._width: Final = max(60, width)
        self._label: Final = max(len(translate(label, language)) for label in _LABELS) + 2

    def page(self, answer: Answer) -> str:
        """The answer on one party."""
        lines = self._page_lines(answer) if self._full else self._screen_lines(answer)
        return "\n".join(lines) + "\n"

    def status(self, answer: Answer) -> str:
        """The verdict: nobody is called clear by lists that may hide a party."""
        if answer.status == "clear" and self._doubts:
            return self._doubts[:1].upper() + self._doubts[1:]
        return self._sentence(STATUS_WORDS[answer.status])

    def _screen_lines(self, answer: Answer) -> Iterator[str]:
        yield from self._wrapped(self.status(answer), "", "  ")
        yield from self._cut(self._wrapped(self._party(answer.query), "", "  "), 2)
        yield from self._said_before(answer)
        for number, decided in enumerate(answer.hits[:_SHORT_HITS], 1):
            if number == 1:
                yield ""
                yield from self._hit_lines(number, decided)
            else:
                yield self._hit_line(number, decided)
        if (more := len(answer.hits) - _SHORT_HITS) > 0:
            yield "   " + self._sentence(N_("and {number} more: --full"), number=more)
        yield from self._how_to_decide(answer)

    def _cut(self, lines: list[str], most: int) -> list[str]:
        return (
            lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1][: self._width - 2]} …"]
        )

    def _hit_line(self, number: int, decided: DecidedHit) -> str:
        hit = decided.hit
        status = self._sentence(
            SHORT_STATUS[hit_status(decided)] if decided.counts else VERDICT_WORDS["false_positive"]
        )
        text = f"{hit.name}  ·  {status}  ·  {hit.score:.2f}  ·  {hit.list} {hit.entity}"
        return self._cut(self._wrapped(text, f"{number}  ", "   "), 1)[0]

    def _sentence(self, text: str, **params: object) -> str:
        return printable(fill(text, self._language, **params))

    def _page_lines(self, answer: Answer) -> Iterator[str]:
        yield from self._wrapped(self.status(answer), "", "  ")
        yield from self._wrapped(self._party(answer.query), "", "  ")
        yield from self._said_before(answer)
        for number, decided in enumerate(answer.hits[:_SHOWN_HITS], 1):
            yield ""
            yield from self._hit_lines(number, decided)
        if len(answer.hits) > _SHOWN_HITS:
            yield ""
            text = N_("Hits that are not shown here: {number}; --json gives all.")
            yield from self._wrapped(self._sentence(text, number=len(answer.hits) - _SHOWN_HITS), "", "")

        yield from self._how_to_decide(answer)

    def _said_before(self, answer: Answer) -> Iterator[str]:
        if answer.status == "not_screened" and (why := uncompared(answer.query.names, answer.query.kind)):
            yield from self._wrapped(self._sentence(UNCOMPARED_WORDS[why]), "", "")
        if not_counted := sum(not decided.counts for decided in answer.hits):
            yield from self._wrapped(self._sentence(NOT_COUNTED, number=not_counted), "", "")

    def _how_to_decide(self, answer: Answer) -> Iterator[str]:
        open_hits = [
            decided.hit
            for decided in answer.hits
            if decided.counts and (decided.standing is None or not decided.standing.trusted)
        ]
        if open_hits:
            yield ""
            yield from self._wrapped(self._sentence(ONCE_YOU_KNOW), "", "")
            yield "  " + printable(decide_command(answer.query, open_hits[0].list, open_hits[0].entity))

    def _party(self, query: Query) -> str:
        parts = [*query.names[:1], *([f"({query.id})"] if query.id else ())]
        parts = [" ".join(parts), *query.names[1:]]
        if query.kind != "unknown":
            parts.append(self._sentence(KIND_WORDS[query.kind]))
        parts += [self._sentence(N_("born {date}"), date=date) for date in query.birth_dates]
        parts += [PlaceName(code).in_language(self._language) for code in query.countries]
        parts += [f"{kind} {value}" for kind, value in query.identifiers]
        return " · ".join(part for part in parts if part)

    # A hit

    def _hit_lines(self, number: int, decided: DecidedHit) -> Iterator[str]:
        hit = decided.hit
        entry = self._entry_of(hit.list, hit.entity)
        status = self._sentence(
            SHORT_STATUS[hit_status(decided)] if decided.counts else VERDICT_WORDS["false_positive"]
        )
        yield from self._wrapped(f"{number}  {hit.name}  ·  {status}  ·  {hit.score:.2f}", "", "   ")
        yield from self._labelled(N_("List"), self._list_title(hit, entry))
        if hit.queried and hit.queried != hit.name:
            yield from self._labelled(N_("Found by"), hit.queried)
        for speaks, label in (("for", N_("For")), ("against", N_("Against")), ("neither", N_("Also"))):
            reasons = [reason for reason in hit.because if reason.speaks == speaks]
            yield from self._labelled(
                label,
                semicolon(self._language).join(reason_in_words(reason, self._language) for reason in reasons),
            )
        if entry is not None:
            yield from self._entry_lines(hit, entry)
        if decided.standing is not None:
            yield from self._decision_lines(decided.standing)

    def _list_title(self, hit: Hit, entry: ListedParty | None) -> str:
        known, edition = known_lists().get(hit.list), self._editions.get(hit.list)
        parts = [known.title if known else self._title_of_part(hit.list)]
        if edition is not None:
            parts.append(self._edition(edition))
        reference = entry.reference if entry is not None and entry.reference != hit.entity else ""
        parts.append(f"{hit.list} {hit.entity}" + (f" ({reference})" if reference else ""))
        return ", ".join(parts)

    def _title_of_part(self, list_id: str) -> str:
        """What a list is called that is known as a part of another one: of an act in the Official Journal, or by its code."""
        whole = known_list(list_id)
        if whole is None:
            return list_id
        part = list_id.removeprefix(whole.id).strip("_").upper()
        return f"{whole.title}: {part}" if part != list_id.upper() else whole.title

    def _edition(self, edition: Edition) -> str:
        if edition.dated:
            return self._sentence(N_("edition of {day}"), day=edition.dated)
        return self._sentence(N_("without a date, retrieved on {day}"), day=edition.retrieved[:10])

    def _entry_lines(self, hit: Hit, entry: ListedParty) -> Iterator[str]:
        others = [name for name in dict.fromkeys(name.text for name in entry.names) if name != hit.name]
        days = (
            (N_("listed on {day}"), entry.listed_on),
            (N_("changed on {day}"), entry.updated_on),
            (N_("ends on {day}"), entry.ends_on),
        )
        for label, text in (
            (N_("Entry"), " · ".join(self._facts(entry))),
            (N_("Also named"), self._enumerated(others)),
            (
                N_("Identifiers"),
                self._enumerated([f"{each.scheme or each.kind} {each.value}" for each in entry.identifiers]),
            ),
            (N_("Addresses"), self._enumerated([address.text for address in entry.addresses], 2)),
            (N_("Measures"), self._measures(entry)),
            (N_("Dates"), ", ".join(self._sentence(text, day=day) for text, day in days if day)),
        ):
            yield from self._labelled(label, text)
        yield from self._labelled(N_("Read it at"), entry.source, whole=True)

    def _facts(self, entry: ListedParty) -> Iterator[str]:
        yield self._sentence(KIND_WORDS[entry.kind])
        if entry.birth_dates:
            yield self._sentence(
                N_("born {date}"), date=self._enumerated([self._date(date) for date in entry.birth_dates], 4)
            )
        if entry.birth_places:
            yield self._sentence(N_("in {places}"), places=self._enumerated(entry.birth_places, 3))
        countries = (
            PlaceName(country.code).in_language(self._language) if country.code else country.text
            for country in (*entry.nationalities, *entry.countries)
        )
        yield from list(dict.fromkeys(filter(None, countries)))[:6]

    def _date(self, date: PartialDate) -> str:
        text = date.value + (f"–{date.until}" if date.until else "")
        return self._sentence(N_("about {date}"), date=text) if date.circa else text

    def _measures(self, entry: ListedParty) -> str:
        parts = (
            (self._sentence(MEASURE_WORDS[measure.kind]), measure.act, measure.programme)
            for measure in entry.measures
        )
        measures = [", ".join(dict.fromkeys(filter(None, words))) for words in parts]
        others = [name for name in entry.programmes if not any(name in measure for measure in measures)]
        return self._enumerated([*dict.fromkeys(measures), *others], 6)

    def _decision_lines(self, standing: Standing) -> Iterator[str]:
        decision = standing.decision
        text = self._sentence(
            N_("{verdict}: {person}, {day}: {reason}"),
            verdict=self._sentence(VERDICT_WORDS[decision.verdict]),
            person=" + ".join(filter(None, (decision.person, decision.second))),
            day=decision.time[:10],
            reason=decision.reason,
        )
        yield from self._labelled(N_("Decided"), text)
        if not standing.trusted and decision.verdict != "true_match":
            yield from self._labelled(N_("Open again"), self._sentence(UNTRUSTED))
        if standing.changed:
            label = N_("Open again") if decision.verdict == "false_positive" else N_("Note")
            sides = ", ".join(self._sentence(SIDE_WORDS[side]) for side in standing.changed)
            yield from self._labelled(label, self._sentence(N_("changed since: {sides}"), sides=sides))

    # Lines

    def _enumerated(self, texts: Sequence[str], most: int = _SHOWN_NAMES) -> str:
        shown = semicolon(self._language).join(printable(text) for text in texts[:most])
        if len(texts) > most:
            more = self._sentence(N_("and {number} more"), number=len(texts) - most)
            shown = f"{shown}; {more}"
        return shown

    def _labelled(self, label: str, text: str, whole: bool = False) -> Iterator[str]:
        if not text or not (self._full or label in _IN_SHORT):
            return
        first = "   " + f"{translate(label, self._language)}".ljust(self._label)
        if whole:
            yield first + printable(text)
        else:
            lines = self._wrapped(printable(text), first, " " * len(first))
            yield from lines if self._full else self._cut(lines, 2)

    def _wrapped(self, text: str, first: str, rest: str) -> list[str]:
        return wrapped_lines(printable(text), self._width, first, rest) or [first.rstrip()]
