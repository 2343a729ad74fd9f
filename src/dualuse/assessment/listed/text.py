"""Who was screened against which lists of which day, and what was found, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from dualuse.assessment.listed.evidence import TEXT, subjects_of, texts_of
from dualuse.assessment.listed.identity import end_notes, hit_status, whom_met
from dualuse.assessment.listed.texts import named_alike
from dualuse.documents.blocks import Block, Facts, Paragraph, Row, Verbatim, text
from dualuse.documents.speech import Speech
from dualuse.i18n import N_, Message, fill, labelled, render, score, semicolon, translate
from dualuse.i18n.statuses import HIT_VERDICT, PARTY_STATUS
from dualuse.inputs.problems import printable
from dualuse.law.measures.listings.model import role_message
from dualuse.schema.determination import Finding
from dualuse.schema.screening import ScreenedParty, Screening, ScreeningHit
from dualuse.schema.transaction import Transaction
from dualuse.screening.decisions.command import decide_command, how_to_decide
from dualuse.screening.words import SHORT_NO_HIT, UNTRUSTED, used_lists_doubt
from dualuse.sources.lists.known_lists import gathered_names

_EFFECTS: Final[dict[tuple[str, str], str]] = {
    ("prohibited", "applies"): N_("forbids the supply"),
    ("prohibited", "undetermined"): N_("may forbid the supply"),
    ("prohibited", "does_not_apply"): N_("does not reach this supply"),
    ("not_controlled", "applies"): N_("forbids no supply in the Union; consider it"),
    ("not_controlled", "undetermined"): N_("forbids no supply in the Union; consider it if it is the same"),
    ("not_controlled", "does_not_apply"): N_("does not reach this supply"),
}
_CHANGED: Final = N_(
    "decided to be another one ({person}, {day}), but one of the two has changed since: decide again"
)
_DECIDED_ELSEWHERE: Final = N_("decided to be another one, or left undecided ({person}, {day})")
_SHOWN: Final = 5
"""Hits shown of a party; the others are counted."""


def is_note(finding: Finding) -> bool:
    """Whether a finding is of a list that forbids no supply: it is told with the screening, not among what the law says."""
    return "measure" in finding.params and finding.effect == "not_controlled"


def hit_line(hit: ScreeningHit, language: str) -> str:
    """Whom a hit is or may be, in one line."""
    return " · ".join(filter(None, (whom_met(hit, language), hit.list, hit.reference)))


def hit_lines(hits: Iterable[ScreeningHit], language: str) -> list[str]:
    """Whom hits are or may be, each in one line."""
    return [hit_line(hit, language) for hit in gathered(hits)]


def gathered(hits: Iterable[ScreeningHit]) -> Iterator[ScreeningHit]:
    """The hits; those that the same words of a text met, and of which the same was decided, as one with all their lists."""
    in_texts: dict[tuple[str, str], list[ScreeningHit]] = {}
    for hit in hits:
        if hit.role != TEXT:
            yield hit
            continue
        made = hit.decision
        in_texts.setdefault((made.person, made.time[:10]) if made else ("", ""), []).append(hit)
    for same in in_texts.values():
        for alike in named_alike(same):
            lists = ", ".join(dict.fromkeys(hit.list for hit in alike))
            yield replace(alike[0], list=lists, reference=alike[0].reference if len(alike) == 1 else "")


def party_lines(screening: Screening, path: str, language: str) -> Iterator[str]:
    """What was found on the party at ``path``, with the days of the lists and what is doubtful of them."""
    hits = [hit for hit in screening.hits if hit.counts and hit.party == path]
    yield from (hit_line(hit, language) for hit in hits[:_SHOWN])
    party = next((party for party in screening.parties if party.party == path), None)
    if party is None:
        return  # nobody is stated there
    if party.status == "not_screened":
        yield fill(N_("{party} was compared with no list"), language, party=party.name or path)
        return
    if doubt := used_lists_doubt(screening.lists, language, hits=bool(hits)):
        yield labelled(party.name, doubt, language)
    else:
        sentence = N_("{party}: against {lists}") if hits else N_("{party}: no hit against {lists}")
        lists = _ScreeningBlocks(screening, language).lists()
        yield fill(sentence, language, party=party.name, lists=lists)


def screening_blocks(
    screening: Screening, language: str, transaction: Mapping[str, Any] | None = None, day: str = ""
) -> Iterator[Block]:
    """Who was screened against which lists, and the result; empty if nobody was screened."""
    return _ScreeningBlocks(screening, language, transaction, day).blocks()


class _ScreeningBlocks:
    def __init__(
        self,
        screening: Screening,
        language: str,
        transaction: Mapping[str, Any] | None = None,
        day: str = "",
    ) -> None:
        self._it = screening
        self._day = date.fromisoformat(day) if day else date.min
        self._transaction = transaction or {}
        self._language = language
        self._say: Final = Speech.in_language(language).say
        self._told: set[str] = set()

    def blocks(self) -> Iterator[Block]:
        """The lists, each party with what was found, the commands that record a decision."""
        if not self._it.parties:
            return
        if self._it.lists:
            yield Paragraph(text(self._say(N_("against {lists}"), lists=self.lists())))
        named = [*self._texts()]
        yield Facts(tuple(self._party(party) for party in (*self._it.parties, *named)))
        shown = [hit for party in self._it.parties for hit in self._hits_on(party)[:_SHOWN]]
        in_texts = [hit for party in named for hit in self._hits_on(party)]
        for hits, of_texts in ((shown, False), (in_texts, True)):
            if commands := tuple(commands_to_decide(self._transaction, hits)):
                yield Paragraph(text(self._say(how_to_decide(commands, of_texts=of_texts))))
                yield Verbatim(commands)

    def _texts(self) -> Iterator[ScreenedParty]:
        """The texts that name somebody."""
        for path in self._it.texts:
            statuses = [hit_status(hit) for hit in self._it.hits if hit.party == path]
            if statuses:
                status = max(statuses, key=PARTY_STATUS.rank)
                yield ScreenedParty(path, TEXT, path, status)

    def _hits_on(self, party: ScreenedParty) -> list[ScreeningHit]:
        return [hit for hit in self._it.hits if hit.party == party.party]

    def lists(self) -> str:
        """The lists, parts of one whole and of one day together."""
        by_day: dict[tuple[str, bool], list[str]] = {}
        for edition in self._it.lists:
            by_day.setdefault((edition.dated, edition.stale), []).append(edition.list)
        sentence = semicolon(self._language).join(
            self._list(name, day) for (day, _), lists in by_day.items() for name in gathered_names(lists)
        )
        stale = {stale for _, stale in by_day}
        if stale == {True}:
            return (
                sentence
                + semicolon(self._language)
                + self._say(N_("older than they may be, or of unknown age"))
            )
        if True in stale:
            names = gathered_names(edition.list for edition in self._it.lists if edition.stale)
            old = ", ".join(name if isinstance(name, str) else render(name, self._language) for name in names)
            sentence += "; " + self._say(
                N_("of these older than they may be, or of unknown age: {lists}"), lists=old
            )
        return sentence

    def _list(self, name: Message | str, day: str) -> str:
        shown = name if isinstance(name, str) else render(name, self._language)
        text = N_("{list} of {day}") if day else N_("{list} without a date")
        return self._say(text, list=shown, day=day)

    def _party(self, party: ScreenedParty) -> Row:
        role = render(role_message(party.role), self._language)
        name_ = party.name or self._by_number(party) or self._say(N_("no name stated"))
        hits = self._hits_on(party)
        points = [text("\n".join(self._hit(hit))) for hit in hits[:_SHOWN]]
        if len(hits) > _SHOWN and party.role == TEXT:
            # The command is about each of them: who decides has to see whom.
            entries = semicolon(self._language).join(self._briefly(hit) for hit in hits[_SHOWN:])
            points.append(text(self._say(N_("further entries: {entries}"), entries=entries)))
        elif len(hits) > _SHOWN:
            more = N_("further entries: {number} (--json)")
            points.append(text(self._say(more, number=len(hits) - _SHOWN)))
        word = self._say(PARTY_STATUS.long[party.status])
        if party.status == "clear" and used_lists_doubt(self._it.lists, self._language):
            word = self._say(SHORT_NO_HIT)  # nobody is clear by lists that may hide a party
        label = labelled(f"{name_} ({role})", word, self._language)
        return Row(label, (), tuple(points))

    def _briefly(self, hit: ScreeningHit) -> str:
        """An entry in few words: name, list, number, what was decided."""
        entry = f"{hit.name} ({hit.list}, {hit.reference or hit.entity})"
        return entry if hit.decision is None else labelled(entry, self._decision(hit), self._language)

    def _by_number(self, party: ScreenedParty) -> str:
        """The number by which somebody without a name was found."""
        return next((hit.queried for hit in self._hits_on(party)), "")

    def _hit(self, hit: ScreeningHit) -> Iterator[str]:
        entry = ", ".join(part for part in (hit.list, hit.reference or hit.entity) if part)
        yield self._say(
            N_("{name} ({entry}), score {score}: {measures}"),
            name=hit.name,
            entry=entry,
            score=score(hit.score),
            measures=self._measures(hit),
        )
        for effect in hit.effects:
            meaning = self._say(_EFFECTS[effect.effect, effect.status])
            if effect.effect == "not_controlled" and effect.text not in self._told:
                # What forbids is among the findings; what is merely to be considered is shown here, once.
                self._told.add(effect.text)
                meaning = f"{meaning}. {effect.text.rstrip('.')}"
            yield labelled(translate(effect.provision, self._language), meaning, self._language)
        yield from (render(message, self._language) for message in end_notes(hit, self._day))
        for speaks, title in (("for", N_("for: {reasons}")), ("against", N_("against: {reasons}"))):
            reasons = [row.text for row in hit.because if row.speaks == speaks and row.text]
            if reasons:
                yield self._say(title, reasons=semicolon(self._language).join(reasons))
        if hit.decision is not None:
            yield self._decision(hit)

    def _measures(self, hit: ScreeningHit) -> str:
        from dualuse.screening.words import MEASURE_WORDS

        unknown = MEASURE_WORDS["other"]
        kinds = dict.fromkeys(self._say(MEASURE_WORDS.get(measure.kind, unknown)) for measure in hit.measures)
        programmes = dict.fromkeys(measure.programme for measure in hit.measures if measure.programme)
        named = ", ".join(kinds) or self._say(unknown)
        return f"{named} ({', '.join(programmes)})" if programmes else named

    def _decision(self, hit: ScreeningHit) -> str:
        decision = hit.decision
        assert decision is not None
        if not decision.trusted and decision.verdict != "true_match":
            decided = self._say(
                _DECIDED_ELSEWHERE, person=decision.person or "–", day=decision.time[:10] or "–"
            )
            return f"{decided}: {self._say(UNTRUSTED)}"
        changed = decision.verdict == "false_positive" and not decision.stands
        text = _CHANGED if changed else HIT_VERDICT.sentence[HIT_VERDICT.known(decision.verdict, "undecided")]
        return self._say(text, person=decision.person or "–", day=decision.time[:10] or "–")


def commands_to_decide(transaction: Mapping[str, Any], hits: Iterable[ScreeningHit]) -> Iterator[str]:
    """One command for each open hit on a party, with the party stated as it was screened: a decision is about exactly that.

    One for all entries that the same words of a text met. None of who only stands behind an entry: it is decided about the entry that was found.
    """
    undecided = [hit for hit in hits if not hit.behind and hit.is_undecided]
    if not undecided:
        return
    from dualuse.assessment.listed.installed import query_of

    try:
        stated = Transaction.model_validate(dict(transaction))
        subjects = {subject.path: subject for subject in (*subjects_of(stated), *texts_of(stated))}
    except ValidationError:
        return  # of a release with other fields, or a changed record
    of_parties = [(hit,) for hit in undecided if hit.role != TEXT]
    for alike in (*of_parties, *named_alike(hit for hit in undecided if hit.role == TEXT)):
        if alike[0].party in subjects:
            entries = dict.fromkeys((hit.list, hit.entity) for hit in alike)
            yield printable(decide_command(query_of(subjects[alike[0].party]), *entries))
