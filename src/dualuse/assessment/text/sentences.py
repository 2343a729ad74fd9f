"""The sentences of a determination that its texts share: what it answers, of which item, what to do by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from dualuse.assessment.release import LISTED_AND_FORBIDDEN
from dualuse.assessment.release_holds.doubted_entries import DOUBTED
from dualuse.assessment.release_holds.law_age import LAW_AGE
from dualuse.assessment.text.step_sentences import StepSentences
from dualuse.assessment.text.words import range_words
from dualuse.i18n import N_, fill, labelled, semicolon, short_day, together, translate
from dualuse.i18n.brackets import in_brackets, of_brackets
from dualuse.i18n.statuses import EFFECT, VERIFICATION
from dualuse.law.eu_2021_821.facts import FACTS, GROUNDS
from dualuse.law.language.fact import LEVEL_WORDS
from dualuse.schema.determination import (
    Because,
    Determination,
    Finding,
    ItemResult,
    LawUsed,
    Missing,
    NotExamined,
)
from dualuse.schema.reading.validation import is_open_question
from dualuse.schema.screening import IS_IT_LISTED

OF_LAW_AGE: Final = (LAW_AGE, "release.law_age_accepted", "release.law_untrue")
"""Reasons of the release that stand in the headline."""

_REACHED: Final = N_("a person has said that a measure stands in the way, whatever the items are")
_SIGNED: Final = ("knowledge.", "circumstances.", "exporter.", "manner", "end_use")
"""Facts of a general authorisation that the exporter says and signs for, by the beginning of their code."""
_ONWARD: Final = "unexecuted.onward_export"
_KNOWN_REEXPORT: Final = N_("it is known to be re-exported to where measures stand in the way")
_SOMETHING: Final = N_("something stands in the way, whatever the items are")


def fields_in_short(fields: Iterable[str]) -> str:
    """Names of fields, those of one object together: ``knowledge (wmd, reexport), end_use``."""
    objects: dict[str, list[str]] = {}
    for field in dict.fromkeys(fields):
        parent, _, name = field.rpartition(".")
        objects.setdefault(parent, []).append(name)
    return ", ".join(
        f"{parent} ({', '.join(names)})"
        if parent and len(names) > 1
        else ", ".join(f"{parent}.{name}" if parent else name for name in names)
        for parent, names in objects.items()
    )


def field_words(fact: str) -> str:
    """Where the answer is written: questions without a field of their own go under ``answers``."""
    if ", " in fact:
        return fields_in_short(fact.split(", "))
    return f"answers: {{{fact}: …}}" if is_open_question(fact) else fact


FROM_SCREENING: Final = "screening"
"""Where missing facts stand that no field of a transaction answers: who somebody is, and what an act says of them."""
_BY_PERSONS: Final[dict[str, str]] = {
    "question.screening.text": N_("dualuse decide, or the party stated under parties"),
    IS_IT_LISTED: N_("dualuse decide"),
}
_BY_NO_FIELD: Final = N_("a person who reads the act or the list (no field)")

_MOST_NAMES: Final = 6
_MAY_FORBID: Final = "release.unexecuted"
"""That a measure which is not executed may concern the transaction: what it asks for is not in the range of the answer."""
_COVERED: Final = N_("covered by {id}, if you use it on its conditions; you sign for: {statements}")
_AVAILABLE: Final = N_("{id} is available; you sign for: {statements}")
"""Where something beside it may be asked for, an authorisation that is available does not cover the whole."""


_UNCLEAR: Final = "release.authorisation_unclear"
_UNCLEAR_FIELDS: Final = N_("an authorisation is stated; whether it covers this hangs on: {fields}")
COVERED_BY: Final = N_("covered by {held}")


def asked_together(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """The questions as a reader is asked them: one that several fields answer is asked once, and its ``fact`` names them all."""
    alike: dict[tuple[object, ...], list[Missing]] = {}
    for row in missing:
        # No field of its own tells questions about somebody who may be listed apart.
        own = row.params if row.fact == FROM_SCREENING else None
        alike.setdefault((row.question, row.items, row.asked_of, repr(own)), []).append(row)
    return tuple(
        replace(rows[0], fact=", ".join(dict.fromkeys(row.fact for row in rows))) for rows in alike.values()
    )


def reason_in_short(reason: Because, it: Determination) -> str:
    """A reason without questions that are asked among what is missing: the fields that answer them stand for them."""
    codes = reason.params.get("asks") or ()
    rows = [row for row in it.missing if row.code in codes]
    # One that no field answers is told in the reason alone.
    if reason.code != _UNCLEAR or set(codes) - {row.code for row in rows}:
        return reason.text
    fields = fields_in_short(row.fact for row in rows)
    return fill(_UNCLEAR_FIELDS, it.language, fields=fields)


def named_items(ids: Sequence[str], most: int = _MOST_NAMES) -> str:
    """The items, or the first of many and how many they are."""
    return ", ".join(ids) if len(ids) <= most else f"{', '.join(ids[: most - 1])} … ({len(ids)})"


_MORE_IF_LISTED: Final = ("authorisation_required", "general_authorisation")
"""Outcomes of an order that are of other items than one whose entries are doubted: it would need an authorisation of its own."""
_ITEM_IN_DOUBT: Final = N_("Whether an item is listed is in doubt: it may need an authorisation of its own.")


class DeterminationSentences(StepSentences):
    """Says what one determination comes to, in its own language."""

    def name(self) -> str:
        """The reference and the day."""
        name = self._it.reference or self._say(N_("Transaction"))
        return f"{name} · {short_day(self._it.date, self._it.language)}"

    def national_general(self) -> list[NotExamined]:
        """The national general authorisations that may fit: nobody here has read them, and none counts as available."""
        rows = () if self._it.outcome == "not_controlled" else self._it.not_examined
        return [row for row in rows if row.code.startswith("national_general")]

    def answered_by(self, row: Missing) -> str:
        """Where the answer on a missing fact is written, or what else answers it: no field says whether somebody is listed."""
        if row.fact != FROM_SCREENING:
            return field_words(row.fact)
        return self._say(_BY_PERSONS.get(row.code, _BY_NO_FIELD))

    def answer(self, *, is_doubted: bool = False) -> str:
        """What the law asks for, on which basis, and what covers it. ``is_doubted``: the entries of an item are, as the walk around this answer says."""
        is_doubted |= any(row.code == DOUBTED for row in self._it.release_because)
        answer = self._answer(is_doubted=is_doubted)
        if is_doubted and self._it.outcome in _MORE_IF_LISTED:
            return f"{answer} {self._say(_ITEM_IN_DOUBT)}"
        return answer

    def _answer(self, *, is_doubted: bool) -> str:
        it = self._it
        if it.release == "stop" and it.outcome == "not_controlled":
            return self._say(N_("In law: it must not go: {why}."), why=self._stopping())
        if self._is_not_from_union():
            text = N_(
                "In law: not settled. Art. 3 is about exports from the Union, and the items are outside it: which activity is it (brokering,"
                " Art. 2(7))?"
            )
            return self._say(text)
        if it.outcome != "undetermined":
            basis = list(
                dict.fromkeys(citation for item in it.items for citation in item.basis if item.basis)
            )
            cited = f" {in_brackets(self._cited(basis))}" if basis and it.outcome != "not_controlled" else ""
            if held := self._covering():
                text = N_("In law: {answer}{cited}; covered by {held}.")
                return self._say(text, answer=self._word(it.outcome), cited=cited, held=held)
            if is_doubted and it.outcome == "not_controlled":
                text = N_(
                    "In law: whether an item is listed is in doubt, and an authorisation is required if it is (Art. 3(1)); nothing else that was examined"
                    " requires one."
                )
                return self._say(text)
            if it.release == "ask" and it.outcome == "not_controlled":
                return self._say(N_("In law: no authorisation is required by what was examined."))
            return self._say(N_("In law: {answer}{cited}."), answer=self._word(it.outcome), cited=cited)
        text = N_("In law: not settled, between “{low}” and “{high}”.")
        if it.range[1] != "prohibited" and any(row.code == _MAY_FORBID for row in it.release_because):
            text = N_(
                "In law: not settled, between “{low}” and “{high}” by what was examined; what was not may forbid it."
            )
        return self._say(text, low=self._word(it.range[0]), high=self._word(it.range[1]))

    def held_for(self, item: ItemResult) -> str:
        """The authorisations held that cover an item which needs one; "" where it needs none, or they do not, or it is not known."""
        if item.outcome != "authorisation_required":
            return ""
        rows = (row for row in self._it.customs if row.reference and item.id in row.items)
        return ", ".join(dict.fromkeys(row.reference for row in rows if row.reference))

    def _covering(self) -> str:
        """The authorisations held that cover every item which needs one; "" where they do not, or it is not known which do."""
        it = self._it
        if it.outcome != "authorisation_required":
            return ""
        of_items = [self.held_for(item) for item in it.items if item.outcome == it.outcome]
        # One line that is covered says nothing of the others.
        if of_items and all(of_items):
            return ", ".join(dict.fromkeys(of_items))
        # Nothing is declared to customs of a transfer within the Union.
        references = {row["reference"] for row in it.transaction.get("authorisations") or ()}
        return references.pop() if it.release == "go" and len(references) == 1 else ""

    def of_items(self, items: Iterable[str]) -> str:
        """The items that something concerns, named in brackets; empty if it concerns all."""
        ids = [item.id for item in self._it.items if item.id in set(items)]
        return f" [{named_items(ids)}]" if 0 < len(ids) < len(self._it.items) else ""

    def general_authorisations(self) -> Iterator[str]:
        """Each available general authorisation with what the exporter states by using it, and signs for; those with the same, together."""
        signed: dict[str, dict[str, Because]] = {}
        items: dict[str, list[str]] = {}
        for item in self._it.items:
            for row in item.general_authorisations:
                if row.status == "available":
                    of_exporter = (because for because in row.because if because.code.startswith(_SIGNED))
                    signed.setdefault(row.id, {}).update({because.text: because for because in of_exporter})
                    items.setdefault(row.id, []).append(item.id)
        ends = {item.id: item.range[1] for item in self._it.items}
        same: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
        for identifier, of_it in signed.items():
            covers = all(ends[item] == "general_authorisation" for item in items[identifier])
            name = identifier + self.of_items(items[identifier])
            statements = tuple(_one_value_once(of_it.values(), self._it.language))
            same.setdefault((covers, statements), []).append(name)
        nothing = self._say(N_("nothing beyond item and destination"))
        for (covers, statements), names in same.items():
            text = _COVERED if covers else _AVAILABLE
            signed_for = semicolon(self._it.language).join(statements) or nothing
            yield self._say(text, id=", ".join(names), statements=signed_for)

    def _is_not_from_union(self) -> bool:
        """Whether only the export from the Union asks for an authorisation, and nothing is stated to leave it."""
        it = self._it
        return it.range[1] in ("authorisation_required", "general_authorisation") and any(
            warning.code == "export_from_third_country" for warning in it.warnings
        )

    def _stopping(self) -> str:
        """What stops items that no provision puts under an authorisation."""
        stops = {row.code: row.text for row in self._it.release_because}
        if LISTED_AND_FORBIDDEN in stops:
            return stops[LISTED_AND_FORBIDDEN]
        answers = [self._it.transaction, *self._it.transaction.get("items", ())]
        if any((row.get("answers") or {}).get(_ONWARD) for row in answers):
            return self._say(_KNOWN_REEXPORT)
        return self._say(_REACHED if "release.unexecuted_reached" in stops else _SOMETHING)

    def _cited(self, basis: Iterable[str]) -> str:
        """The basis; of provisions at least one of which applies, with "or" between them."""
        one_of = {citation for item in self._it.items for citation in item.alternatives}
        always_cited = [together([row for row in basis if row not in one_of], self._it.language)]
        open_ = [translate(row, self._it.language) for row in basis if row in one_of]
        return semicolon(self._it.language).join(
            [*filter(None, always_cited), *([f" {self._say(N_('or'))} ".join(open_)] if open_ else ())]
        )

    def _word(self, effect: str) -> str:
        return self._say(EFFECT.long[effect])

    def _item_answer(self, item: ItemResult) -> str:
        if item.outcome != "undetermined":
            basis = f" {in_brackets(self._cited(item.basis))}" if item.basis else ""
            return self._word(item.outcome) + basis
        return range_words(*item.range, self._it.language)

    def _open_alternatives(self) -> Iterator[Finding]:
        """Provisions of which one gives the outcome of an item, and none is known to apply."""
        basis = {item.id: item.alternatives for item in self._it.items}
        for finding in self._it.findings:
            if finding.status == "undetermined" and finding.provision in basis[finding.item]:
                yield finding

    def _law(self) -> str:
        law = self._it.law
        state_of_law = self._say(
            N_(
                "Law of {date}: Annex I in the edition of {annex}; law known up to {current}; this answer"
                " {verification}. Not legal advice; only the Official Journal is authentic."
            ),
            date=self._it.date,
            annex=law.annex_i,
            current=law.current_to,
            verification=self._say(VERIFICATION.sentence[law.verification]),
        )
        by_day: dict[str, list[str]] = {}
        for annex, day in earlier_annexes(law):
            by_day.setdefault(day, []).append(annex)
        if not by_day:
            return state_of_law
        rows = [
            self._say(_UP_TO, day=day, annexes=", ".join(annexes_by_act(annexes)))
            for day, annexes in by_day.items()
        ]
        return f"{state_of_law} {self._say(_EARLIER, annexes=semicolon(self._it.language).join(rows))}"

    def short_names(self, text: str) -> str:
        """The authority by its letters, where it has some."""
        name = self._it.authority.name if self._it.authority else ""
        letters = name[name.rfind("(") + 1 : -1] if name.endswith(")") else ""
        return text.replace(name, letters).replace(of_brackets(name), letters) if letters else text


_EARLIER: Final = N_(
    "Of annexes of measures this answer rests on some that are known for a shorter time: {annexes}."
)
_UP_TO: Final = N_("up to {day} {annexes}")


def earlier_annexes(law: LawUsed) -> list[tuple[str, str]]:
    """The annexes on which the answer rests that are known up to an earlier day than the rest of the law, each with it, the earliest first."""
    earlier = [(annex, day) for annex, day in law.known_up_to.items() if day < law.current_to]
    return sorted(earlier, key=lambda annex: annex[1])


def annexes_by_act(names: Iterable[str]) -> list[str]:
    """Names of annexes ("Regulation (EU) No 833/2014, Annex XL"), the act of several in a row once."""
    written: list[str] = []
    before = ""
    for name in names:
        act, comma, annex = name.partition(", ")
        written.append(annex if comma and act == before else name)
        before = act
    return written


def _one_value_once(rows: Iterable[Because], language: str) -> Iterator[str]:
    """The statements, of those on what is known ("knowledge of a military end use: no indication") the value once behind all that have it."""
    known: dict[str, dict[str, None]] = {}
    others: list[str] = []
    for row in rows:
        level = row.params.get("value")
        _, _, ground = row.code.partition("knowledge.")
        if ground in GROUNDS and isinstance(level, str):
            known.setdefault(level, {})[known_of(ground, language)] = None
        else:
            others.append(row.text)
    for level, subjects in known.items():
        yield labelled(", ".join(subjects), translate(LEVEL_WORDS[level], language), language)
    yield from others


def known_of(ground: str, language: str) -> str:
    """What a level of knowledge is one of, for one of ``GROUNDS``: the sentence of its fact without the value."""
    return translate(FACTS[f"knowledge.{ground}"].yes, language).removesuffix(
        labelled("", "{value}", language)
    )
