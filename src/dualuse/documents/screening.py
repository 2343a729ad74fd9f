"""The answer on a party for a person who has to decide: what met, on which list of which day, for and against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from dualuse.documents.blocks import (
    RELEASE_TONES,
    Block,
    Bullets,
    Fact,
    Facts,
    Line,
    Paragraph,
    Part,
    Row,
    Span,
    SpanKind,
    Table,
    Tone,
    Verbatim,
    facts,
    joined,
    name,
    text,
)
from dualuse.documents.speech import Speech
from dualuse.documents.terminal import AND_MORE
from dualuse.i18n import N_, Message, PlaceName, grouped, render
from dualuse.i18n.statuses import HIT_VERDICT, PARTY_STATUS
from dualuse.inputs.problems import printable
from dualuse.screening.answers import Answer, DecidedHit, hit_status
from dualuse.screening.decisions.command import ONCE_YOU_KNOW, decide_command
from dualuse.screening.decisions.decisions import StandingDecision
from dualuse.screening.matching.screened import Hit, Query
from dualuse.screening.names.uncompared_names import uncompared
from dualuse.screening.reasons import reason_in_words
from dualuse.screening.session import Session
from dualuse.screening.words import (
    KIND_WORDS,
    LISTS_UP_TO_DATE,
    MEASURE_WORDS,
    NOT_COUNTED,
    SHORT_NO_HIT,
    SIDE_WORDS,
    SPEAKS,
    UNCOMPARED_WORDS,
    UNTRUSTED,
    doubts_of,
    lists_compared,
)
from dualuse.sources.lists.known_lists import known_list, known_lists
from dualuse.sources.lists.listed_party import ListedParty, PartialDate

TONES: Final[dict[str, Tone]] = {"clear": "go", "hit": "stop", "review": "ask", "not_screened": "ask"}
_SHOWN_NAMES: Final = 8
_SHOWN_HITS: Final = 10
_HITS_OF_A_FILE: Final = 3
_SHORTER: Final = ((6, 2), (4, 2), (3, 1), (1, 1), (0, 1))
"""Further hits that have room on one screen, with the lines beside each label, from long to short."""
DECIDED: Final = N_("Decided by a person")
_DECIDED_BY: Final = N_("decided by {person}, {day}")


def answer_blocks(answer: Answer, session: Session, language: str) -> tuple[Block, ...]:
    """The whole answer on one party: every hit with all that its entry says."""
    return tuple(_Answered(answer, session, language).blocks())


def short_answers(answer: Answer, session: Session, language: str) -> Iterator[tuple[int, tuple[Block, ...]]]:
    """Forms of the answer for one screen, from long to short, with the lines beside a label: the best hit, and of the others a row."""
    for others, most in _SHORTER:
        yield most, tuple(_Answered(answer, session, language).short_blocks(others))


class _Answered:
    def __init__(self, answer: Answer, session: Session, language: str) -> None:
        self._it = answer
        self._session = session
        self._speech = Speech.in_language(language)
        self._editions = {edition.list: edition for edition in session.installed.editions}

    def blocks(self) -> Iterator[Block]:
        yield from self._head()
        for number, decided in enumerate(self._it.hits[:_SHOWN_HITS], 1):
            yield self._hit(number, decided, whole=True)
        if (more := len(self._it.hits) - _SHOWN_HITS) > 0:
            sentence = N_("Hits that are not shown here: {number}; --json gives all.")
            yield Paragraph(text(self._speech.say(sentence, number=more)))
        yield from self._to_do()

    def short_blocks(self, others: int) -> Iterator[Block]:
        yield from self._head()
        hits = self._it.hits
        for decided in hits[:1]:
            yield self._hit(1, decided, whole=False)
        rows = tuple(self._hit_row(number, decided) for number, decided in enumerate(hits[1 : others + 1], 2))
        if rows:
            head = ("", N_("Name"), N_("Status"), N_("Likeness"), N_("List and entry"))
            columns = tuple(self._speech.say(word) if word else "" for word in head)
            yield Part(
                text(self._speech.say(N_("Further entries"))), (Table("", columns, rows, (1, 8, 3, 2, 6)),)
            )
        if (more := len(hits) - 1 - others) > 0:
            yield Paragraph(text(f"  {self._speech.say(AND_MORE, number=more)}"))
        yield from self._to_do()

    def _head(self) -> Iterator[Block]:
        """The verdict, on whom, by which lists; nobody is called clear by lists that may hide a party, and their age stands with any other."""
        it = self._it
        met = it.status in ("review", "hit")
        doubts = doubts_of(self._session, self._speech.language, hits=met)
        doubtful = it.status == "clear" and bool(doubts)
        verdict = (
            doubts[:1].upper() + doubts[1:] if doubtful else self._speech.say(PARTY_STATUS.heading[it.status])
        )
        kind = "ask" if it.status == "clear" and self._session.warnings() else RELEASE_TONES[TONES[it.status]]
        yield Paragraph((Span(verdict, kind),))
        if met and doubts:
            yield Paragraph((Span(doubts, "ask"),))
        yield Paragraph(self._party(it.query))
        if it.status == "not_screened" and (why := uncompared(it.query.names, it.query.kind)):
            yield Paragraph(text(self._speech.say(UNCOMPARED_WORDS[why])))
        if not_counted := sum(not decided.counts for decided in it.hits):
            yield Paragraph(text(self._speech.say(NOT_COUNTED, number=not_counted)))
        yield Paragraph(text(lists_compared(self._session, self._speech.language)), quiet=True)

    def _party(self, query: Query) -> Line:
        parts = [*query.names[:1], *([f"({query.id})"] if query.id else ())]
        shown = [name(" ".join(parts)), *map(name, query.names[1:])]
        if query.kind != "unknown":
            shown.append(text(self._speech.say(KIND_WORDS[query.kind])))
        shown += [text(self._speech.say(N_("born {date}"), date=date)) for date in query.birth_dates]
        shown += [text(PlaceName(code).in_language(self._speech.language)) for code in query.countries]
        shown += [text(f"{kind} {value}") for kind, value in query.identifiers]
        return joined(shown)

    def _to_do(self) -> Iterator[Block]:
        """How a person decides about the best hit, then what makes the lists tell more."""
        steps = (*self._how_to_decide(), *_lists_step(self._session, self._speech))
        if steps:
            yield Part(text(self._speech.say(N_("To do"))), steps)

    def _how_to_decide(self) -> Iterator[Block]:
        open_hits = [
            decided.hit
            for decided in self._it.hits
            if decided.counts and (decided.standing is None or not decided.standing.trusted)
        ]
        if open_hits:
            command = decide_command(self._it.query, (open_hits[0].list, open_hits[0].entity))
            yield Paragraph(text(self._speech.say(ONCE_YOU_KNOW)))
            yield Verbatim((command,))

    # A hit

    def _hit(self, number: int, decided: DecidedHit, *, whole: bool) -> Part:
        hit = decided.hit
        status, kind = status_of_hit(decided, self._speech)
        title = joined(
            [
                name(f"{number}  {hit.name}"),
                (Span(status, kind),),
                text(self._speech.number(f"{hit.score:.2f}")),
            ],
            "  ·  ",
        )
        return Part(title, (facts(self._rows(decided, whole=whole)),))

    def _hit_row(self, number: int, decided: DecidedHit) -> tuple[Line, ...]:
        hit = decided.hit
        status, kind = status_of_hit(decided, self._speech)
        score = self._speech.number(f"{hit.score:.2f}")
        return (
            text(number),
            name(hit.name),
            (Span(status, kind),),
            text(score),
            text(f"{hit.list} {hit.entity}"),
        )

    def _rows(self, decided: DecidedHit, *, whole: bool) -> Iterator[Fact]:
        hit, say = decided.hit, self._speech.say
        entry = self._session.installed.entry(hit.list, hit.entity)
        yield say(N_("List and entry")), text(self._list_title(hit, entry))
        if hit.queried and hit.queried != hit.name:
            yield say(N_("Found by")), name(hit.queried)
        reasons = [(reason.speaks, reason_in_words(reason, self._speech.language)) for reason in hit.because]
        ways = ("for", "against", "neither") if whole else ("for", "against")
        yield from (
            (label, text(self._speech.semicolon.join(words)))
            for label, words in speaking(reasons, ways, self._speech)
        )
        if entry is not None:
            yield from self._entry_rows(hit, entry, whole=whole)
        if decided.standing is not None:
            yield from self._decision_rows(decided.standing, whole=whole)

    def _list_title(self, hit: Hit, entry: ListedParty | None) -> str:
        known, edition = known_lists().get(hit.list), self._editions.get(hit.list)
        parts = [self._speech.say(known.title) if known else _title_of_part(hit.list, self._speech)]
        if edition is not None and edition.dated:
            parts.append(self._speech.say(N_("edition of {day}"), day=edition.dated))
        elif edition is not None:
            retrieved = N_("without a date, retrieved on {day}")
            parts.append(self._speech.say(retrieved, day=edition.retrieved[:10]))
        reference = entry.reference if entry is not None and entry.reference != hit.entity else ""
        parts.append(f"{hit.list} {hit.entity}" + (f" ({reference})" if reference else ""))
        return ", ".join(parts)

    def _entry_rows(self, hit: Hit, entry: ListedParty, *, whole: bool) -> Iterator[Fact]:
        say = self._speech.say
        yield say(N_("Entry")), joined([text(fact) for fact in self._facts(entry)])
        if whole:
            others = [word for word in dict.fromkeys(word.text for word in entry.names) if word != hit.name]
            numbers = [f"{each.scheme or each.kind} {each.value}" for each in entry.identifiers]
            yield say(N_("Also named")), self._enumerated(others)
            yield say(N_("Identifiers")), self._enumerated(numbers)
            yield (
                say(N_("Addresses")),
                self._enumerated([address.text for address in entry.addresses], 2),
            )
        yield say(N_("Measures")), self._measures(entry)
        if whole:
            days = (
                (N_("listed on {day}"), entry.listed_on),
                (N_("changed on {day}"), entry.updated_on),
                (N_("ends on {day}"), entry.ends_on),
            )
            yield say(N_("Dates")), text(", ".join(say(words, day=day) for words, day in days if day))
            yield say(N_("Source")), text(entry.source)

    def _facts(self, entry: ListedParty) -> Iterator[str]:
        say = self._speech.say
        yield say(KIND_WORDS[entry.kind])
        if entry.birth_dates:
            dates = self._enumeration([self._date(date) for date in entry.birth_dates], 4)
            yield say(N_("born {date}"), date=dates)
        if entry.birth_places:
            yield say(N_("in {places}"), places=self._enumeration(entry.birth_places, 3))
        countries = (
            PlaceName(country.code).in_language(self._speech.language) if country.code else country.text
            for country in (*entry.nationalities, *entry.countries)
        )
        yield from list(dict.fromkeys(filter(None, countries)))[:6]

    def _date(self, date: PartialDate) -> str:
        shown = date.value + (f"–{date.until}" if date.until else "")
        return self._speech.say(N_("about {date}"), date=shown) if date.circa else shown

    def _measures(self, entry: ListedParty) -> Line:
        parts = (
            (self._speech.say(MEASURE_WORDS[measure.kind]), measure.act, measure.programme)
            for measure in entry.measures
        )
        measures = [", ".join(dict.fromkeys(filter(None, words))) for words in parts]
        others = [
            programme
            for programme in entry.programmes
            if not any(programme in measure for measure in measures)
        ]
        return self._enumerated([*dict.fromkeys(measures), *others], 6)

    def _decision_rows(self, standing: StandingDecision, *, whole: bool) -> Iterator[Fact]:
        say, decision = self._speech.say, standing.decision
        decided = say(
            N_("{verdict}: {person}, {day}: {reason}"),
            verdict=say(HIT_VERDICT.long[decision.verdict]),
            person=" + ".join(filter(None, (decision.person, decision.second))),
            day=decision.time[:10],
            reason=decision.reason,
        )
        yield say(DECIDED), text(decided)
        if not standing.trusted and decision.verdict != "true_match":
            yield say(N_("Open again")), text(say(UNTRUSTED))
        again = decision.verdict == "false_positive"
        if standing.changed and (whole or again):
            sides = ", ".join(say(SIDE_WORDS[side]) for side in standing.changed)
            label = say(N_("Open again")) if again else say(N_("Note"))
            yield label, text(say(N_("changed since: {sides}"), sides=sides))

    def _enumerated(self, texts: Sequence[str], most: int = _SHOWN_NAMES) -> Line:
        return name(self._enumeration(texts, most)) if texts else ()

    def _enumeration(self, texts: Sequence[str], most: int) -> str:
        shown = [printable(words) for words in texts[:most]]
        if len(texts) > most:
            shown.append(self._speech.say(N_("and {number} more"), number=len(texts) - most))
        return self._speech.semicolon.join(shown)


def status_of_hit(decided: DecidedHit, speech: Speech) -> tuple[str, SpanKind]:
    """The word for a hit after decisions, and its colour."""
    if not decided.counts:
        return speech.say(HIT_VERDICT.long["false_positive"]), "quiet"
    status = hit_status(decided)
    return speech.say(PARTY_STATUS.short[status]), RELEASE_TONES[TONES[status]]


def speaking(
    reasons: Sequence[tuple[str, str]], ways: tuple[str, ...], speech: Speech
) -> Iterator[tuple[str, list[str]]]:
    """The reasons (each with what it speaks for) by their label: for a hit, against it, neither."""
    for way in ways:
        if words := [words for speaks, words in reasons if speaks == way]:
            yield speech.word(SPEAKS, way), words


def _title_of_part(list_id: str, speech: Speech) -> str:
    """What a list is called that is known as a part of another one: of an act in the Official Journal, or by its code."""
    whole = known_list(list_id)
    if whole is None:
        return list_id
    part = list_id.removeprefix(whole.id).strip("_").upper()
    title = speech.say(whole.title)
    return speech.label(title) + part if part != list_id.upper() else title


# A file of parties


def party_in_file(answer: Answer, messages: Sequence[Message], language: str) -> Facts:
    """An answer that is not clear, among many: the party with its status, and its best hits below."""
    speech = Speech.in_language(language)
    hits = answer.hits
    points = [_hit_of_file(decided, speech) for decided in hits[:_HITS_OF_A_FILE]]
    if (more := len(hits) - _HITS_OF_A_FILE) > 0:
        points.append(text(speech.say(N_("and {number} more"), number=more)))
    points += [text(render(message, language)) for message in messages]
    who = "  ".join(filter(None, (answer.id or "–", *answer.query.names[:1])))
    return Facts((Row(f"{who}  ·  {speech.say(PARTY_STATUS.short[answer.status])}", (), tuple(points)),))


def party_in_row(answer: Answer, language: str) -> str:
    """An answer that is not clear, among very many: the party with its status and its best hit, in one line."""
    speech = Speech.in_language(language)
    parts = [
        f"{answer.id or '–'}  {', '.join(answer.query.names[:1])}",
        speech.say(PARTY_STATUS.short[answer.status]),
    ]
    for decided in answer.hits[:1]:
        hit = decided.hit
        parts += [speech.number(f"{hit.score:.2f}"), f"{hit.list} {hit.entity}", hit.name]
    if (more := len(answer.hits) - 1) > 0:
        parts[-1] += f" (+ {more})"
    return "  ·  ".join(parts)


def _hit_of_file(decided: DecidedHit, speech: Speech) -> Line:
    hit, standing = decided.hit, decided.standing
    status, kind = status_of_hit(decided, speech)
    if standing is not None and not standing.trusted and standing.decision.verdict != "true_match":
        status = f"{status} ({speech.say(UNTRUSTED)})"
    elif standing is not None and not decided.counts:
        by_whom = speech.say(_DECIDED_BY, person=standing.decision.person, day=standing.decision.time[:10])
        status = f"{speech.say(HIT_VERDICT.long[standing.decision.verdict])} ({by_whom})"
    score = speech.number(f"{hit.score:.2f}")
    return joined(
        [text(score), (Span(status, kind),), name(hit.name), text(f"{hit.list} {hit.entity}")], "  ·  "
    )


def sums_of_file(counts: Counter[str], not_counted: int, session: Session, language: str) -> Iterator[Block]:
    """How many parties there are of each status, and by which lists."""
    speech = Speech.in_language(language)
    parties = speech.say(N_("Parties: {number}"), number=grouped(sum(counts.values()), language))
    wide = max((len(grouped(number, language)) for number in counts.values()), default=1)
    rows = tuple(
        Row(f"{grouped(counts[status], language):>{wide}}", (_status_of_many(status, session, speech),))
        for status in ("hit", "review", "clear", "not_screened")
        if counts[status]
    )
    yield Part(text(parties), (Facts(rows),))
    if (counts["hit"] or counts["review"]) and (doubts := doubts_of(session, language, hits=True)):
        yield Paragraph((Span(doubts, "ask"),))
    if not_counted:
        yield Paragraph(text(speech.say(NOT_COUNTED, number=grouped(not_counted, language))))
    yield Paragraph(text(lists_compared(session, language)), quiet=True)
    yield from _lists_step(session, speech)


def _lists_step(session: Session, speech: Speech) -> Iterator[Block]:
    """What is to be done about lists that are out of date or not whole; nothing where they are neither."""
    if session.warnings():
        yield Bullets((text(speech.say(LISTS_UP_TO_DATE)),))


def _status_of_many(status: str, session: Session, speech: Speech) -> Line:
    """Nobody is clear by lists that may hide a party."""
    if status == "clear" and session.warnings():
        return (Span(speech.say(SHORT_NO_HIT), "ask"),)
    return (Span(speech.say(PARTY_STATUS.short[status]), RELEASE_TONES[TONES[status]]),)
