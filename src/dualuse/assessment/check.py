"""``check``: a transaction in, a determination out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from dualuse.assessment.assumptions import POLICIES, Assumed
from dualuse.assessment.authorisations.derogations import grounds_unstated
from dualuse.assessment.authorisations.national_general import fitting
from dualuse.assessment.configured import rules_tightened, taken_values
from dualuse.assessment.customs import customs_hints
from dualuse.assessment.determination.builder import DeterminationBuilder
from dualuse.assessment.determination.coverage import Coverage
from dualuse.assessment.determination.duties import ItemDuties
from dualuse.assessment.determination.judged_items import JudgedItems
from dualuse.assessment.duties_by_code import codes_replaced, duties_waiting, left_out
from dualuse.assessment.facts import facts_of_transaction
from dualuse.assessment.listed.evidence import (
    LEFT_OUT,
    NO_LISTS,
    Evidence,
    PartyScreener,
    Subject,
    subjects_of,
    texts_of,
)
from dualuse.assessment.listed.installed import INSTALLED, InstalledLists, screener_of
from dualuse.assessment.listed.parties import ScreenedParties
from dualuse.assessment.not_examined import names_not_looked_for, not_examined
from dualuse.assessment.release import ReleaseFacts, release
from dualuse.assessment.release_holds.contradicted_answers import contradicted_answers
from dualuse.assessment.release_holds.informed import informed_warnings
from dualuse.assessment.release_holds.kindred_uses import kindred_use_warnings
from dualuse.assessment.release_holds.known_uses import (
    BESIDE_GO,
    known_use_warnings,
    public_security_warnings,
    rights_warnings,
)
from dualuse.assessment.release_holds.law_age import (
    AgeOnDay,
    LawAgeAcceptance,
    acceptance,
    law_age,
    released_under,
)
from dualuse.assessment.release_holds.point_questions import left_by_code
from dualuse.assessment.release_holds.suspicion import Judging, suspicion_warnings
from dualuse.assessment.release_holds.unexecuted import Unexecuted, unexecuted
from dualuse.assessment.serialisation import checksum
from dualuse.assessment.transfers import transfers_exported_onward, transfers_to_notify
from dualuse.assessment.warnings.collection import CONTRADICTIONS, warnings_on
from dualuse.assessment.warnings.diligence import unrecorded_diligence
from dualuse.assessment.warnings.diversion import diversion_left_out
from dualuse.assessment.warnings.places import exporter_unstated
from dualuse.assessment.warnings.regimes import regimes_not_examined
from dualuse.engine.compiled import CompiledProvision
from dualuse.engine.outcome import ItemOutcome, judge_item
from dualuse.i18n import N_, Message, render
from dualuse.inputs.problems import input_error, suggestion
from dualuse.law.collection import CURRENT_TO, law_version
from dualuse.law.eu_2021_821.control_list import edition_record
from dualuse.law.language.logic import AnyCode, leaves
from dualuse.law.measures.goods.lists import GoodsList
from dualuse.law.measures.goods.reading import AnnexGoods
from dualuse.law.measures.not_executed import NotExaminedRow
from dualuse.schema import determination as answer
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.rules import RULES, Rules, rules_of
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation, software_version


def check(
    transaction: Transaction | Mapping[str, Any],
    *,
    date_of_law: date | None = None,
    language: str = "en",
    assume: Iterable[str] = (),
    screener: PartyScreener | InstalledLists | None = INSTALLED,
    accept_law_age: date | None = None,
    person: str = "",
    configuration: answer.Configuration | None = None,
) -> answer.Determination:
    """Judge a transaction under the law of its date.

    Args:
        transaction: a mapping with the fields of the contract, or a :class:`Transaction`.
        date_of_law: used where the transaction has no date of its own; default today.
        language: of the texts: ``en``, ``de`` or ``fr``; codes and parameters are the same in all.
        assume: policies (``no-indication``, ``permanent``, ``no-free-zone``) for what is not stated; each
            assumption made is listed in the answer. Default: none, what is left out is unknown.
        screener: who screens the parties. Default: the lists installed in ``DUALUSE_HOME``, if there are any; None:
            nobody is screened, and the answer says so.
        accept_law_age: the last day judged for which ``person`` accepts law that is older than allowed; without it the release of a
            later day than the law is known for (``assessment/release_holds/law_age.py``) is never "go".
        person: who accepts it.
        configuration: what was taken from ``dualuse.toml``: fields of the transaction, which are in it, and tighter rules.

    Returns:
        The determination; see ``schema/determination.py``.

    Raises:
        InputError: the transaction is malformed, names what the edition of the date does not have, or old law is accepted by
            nobody.
    """
    policies = chosen_policies(assume)
    accepted = acceptance(accept_law_age, person)
    data = dict(transaction) if isinstance(transaction, Mapping) else transaction
    today = date_of_law or date.today()
    checked = checked_transaction(data, today)
    evidence = _evidence(checked, screener)
    return _determination(
        checked,
        checked.date or today,
        language,
        policies=policies,
        evidence=evidence,
        accepted=accepted,
        configuration=configuration,
    )


def _evidence(transaction: Transaction, screener: PartyScreener | InstalledLists | None) -> Evidence:
    chosen = screener_of(screener) if isinstance(screener, InstalledLists) else screener
    absence = NO_LISTS if isinstance(screener, InstalledLists) else LEFT_OUT
    return chosen(named_subjects(transaction)) if chosen is not None else absence


def points_left(
    transaction: Transaction,
    day: date,
    screener: PartyScreener | InstalledLists | None,
    rules: Rules = RULES,
) -> tuple[NotExaminedRow, ...]:
    """The points of acts that are known but not executed, which a person must answer before it may go; none if it stops anyway."""
    it = judged(transaction, day, "en", (), _evidence(transaction, screener), rules=rules)
    return it.unexecuted.asked if it.released != "stop" else ()


def named_subjects(transaction: Transaction) -> tuple[Subject, ...]:
    """The subjects of a transaction that can be screened: those with a name or an identifier, and the texts that may name others."""
    return (*(subject for subject in subjects_of(transaction) if subject.designation), *texts_of(transaction))


def chosen_policies(assume: Iterable[str]) -> tuple[str, ...]:
    """The policies named in ``assume``, each once.

    Raises:
        InputError: there is no policy of that name.
    """
    policies = tuple(dict.fromkeys(assume))
    for name in policies:
        if name not in POLICIES:
            raise input_error(
                "policy_unknown",
                N_("there is no policy called {name}"),
                suggestion(name, POLICIES),
                path="assume",
                name=name,
            )
    return policies


@dataclass(frozen=True, slots=True)
class Judged(JudgedItems):
    """A transaction judged but not yet written up: the substance of the answer, without its sentences."""

    parties: ScreenedParties
    coverage: Coverage
    duties: ItemDuties
    warnings: tuple[Message, ...]
    regimes: tuple[NotExaminedRow, ...]
    unexecuted: Unexecuted
    released: str
    because: tuple[Message, ...]
    law_age: AgeOnDay


@legal_derivation("Arts 3 to 12", "Annex II", "Art. 215 TFEU")
def judged(
    transaction: Transaction,
    day: date,
    language: str,
    policies: tuple[str, ...],
    evidence: Evidence,
    accepted: LawAgeAcceptance | None = None,
    rules: Rules = RULES,
) -> Judged:
    """Judge a checked transaction under the law of a day."""
    known = facts_of_transaction(transaction, day, policies, rules=rules)
    parties = ScreenedParties(transaction, evidence, known.items, day, rules.list_age)
    of_law = tuple(judge_item(facts, day) for facts in known.items)
    outcomes = parties.raise_outcomes(of_law)
    with_parties = JudgedItems(transaction, known, outcomes)
    coverage = Coverage(with_parties)
    duties = ItemDuties(with_parties, coverage, day, language)
    waiting = tuple(duties_waiting(transaction, known.items, outcomes))
    regimes = regimes_not_examined(transaction.destination, day)
    by_law = JudgedItems(transaction, known, of_law)
    warnings = (
        *parties.warnings(),
        *codes_replaced(transaction, day),
        *waiting,
        *warnings_on(transaction, outcomes, day, known.state),
        *_warnings_of_items(by_law, Judging(day, policies, rules, regimes)),
    )
    regimes, left = _not_executed(transaction, parties, regimes, day)
    undone, unstated = duties.preconditions()
    released, because = release(
        ReleaseFacts(
            needs=tuple(
                (outcome.low, outcome.high, coverage.covered(index)) for index, outcome in enumerate(outcomes)
            ),
            screening=parties.status_of_parties,
            unexecuted=left,
            contradictions=tuple(message for message in warnings if message.code in CONTRADICTIONS),
            listed_forbids=parties.forbids,
            screening_asks=parties.to_ask(),
            left_out=(
                *(party.named for party in parties.left_out()),
                *left_out(waiting),
                *diversion_left_out(transaction, day),
                *known.book.left_out(zip(transaction.items, known.items, strict=True)),
                *left_by_code(left),
            ),
            not_done=undone,
            done_unstated=unstated,
            held_asks=coverage.held_asks(),
            held_fails=coverage.held_fails(),
            duties=duties.duties_of_measures(),
            beside_go=tuple(message for message in warnings if message.code in BESIDE_GO),
            grounds=tuple(
                grounds_unstated(transaction, outcome, item, facts, known.book, day)
                for outcome, item, facts in zip(of_law, transaction.items, known.items, strict=True)
            )
            if known.book.names_acts
            else (),
            exporter_unstated=tuple(exporter_unstated(transaction, known.state)),
        )
    )
    age = law_age(day, accepted, rules)
    released, because = released_under(age, released, because)
    return Judged(
        transaction=transaction,
        known=known,
        outcomes=outcomes,
        parties=parties,
        coverage=coverage,
        duties=duties,
        warnings=warnings,
        regimes=regimes,
        unexecuted=left,
        released=released,
        because=because,
        law_age=age,
    )


def _warnings_of_items(by_law: JudgedItems, judging: Judging) -> Iterator[Message]:
    """Warnings about the items as the law alone judges them, before anybody is screened."""
    transaction, known, day, rules = by_law.transaction, by_law.known, judging.day, judging.rules
    yield from suspicion_warnings(by_law, judging)
    yield from known_use_warnings(by_law)
    yield from kindred_use_warnings(by_law, judging)
    yield from rights_warnings(by_law, day, rules)
    yield from public_security_warnings(transaction, known.items, known.book, day, rules)
    of_items = zip(transaction.items, by_law.outcomes, known.items, strict=True)
    yield from informed_warnings(transaction, of_items, known.book, day, rules)
    yield from unrecorded_diligence(transaction, known.items, day)
    yield from contradicted_answers(transaction, known.items)
    yield from transfers_to_notify(transaction, known.items, day)
    yield from transfers_exported_onward(transaction, known.items, day)


def _not_executed(
    transaction: Transaction, parties: ScreenedParties, regimes: tuple[NotExaminedRow, ...], day: date
) -> tuple[tuple[NotExaminedRow, ...], Unexecuted]:
    """The regimes that screening did not cover, and what in them may reach the transaction."""
    if parties.against_union_freezes:
        regimes = tuple(row for row in regimes if not row.screened)
    if parties.against_party_annexes:
        regimes = tuple(row for row in regimes if not row.persons_for)
    # Where nobody was screened at all, that is asked first.
    screened = parties.status != "not_screened"
    left = unexecuted(transaction, (row for row in regimes if screened or not row.persons_for), day)
    return tuple(row for row in regimes if not row.is_looked_for or row in left.rows), left


def _determination(
    transaction: Transaction,
    day: date,
    language: str,
    *,
    policies: tuple[str, ...],
    evidence: Evidence,
    accepted: LawAgeAcceptance | None,
    configuration: answer.Configuration | None,
) -> answer.Determination:
    rules = rules_of(configuration.rules) if configuration else RULES
    it = judged(transaction, day, language, policies, evidence, accepted, rules)
    known, outcomes, parties = it.known, it.outcomes, it.parties
    builder = DeterminationBuilder(it, it.coverage, it.duties, day, language)
    # What an interview asked has no bearing on the answer: with and without its record it is the same one.
    stated = transaction.model_dump(mode="json", exclude_none=True, exclude={"interview"})
    return answer.Determination(
        reference=transaction.reference or "",
        date=day.isoformat(),
        release=it.released,
        release_because=tuple(builder.because(message) for message in it.because),
        law=answer.LawUsed(
            version=law_version(),
            annex_i=edition_record(day).name,
            current_to=CURRENT_TO.isoformat(),
            verification=min((builder.verification(), *parties.verification())).word,
            known_up_to=_known_up_to(outcomes),
        ),
        outcome=it.low.word if it.low == it.high else "undetermined",
        range=(it.low.word, it.high.word),
        items=tuple(builder.items()),
        findings=(*builder.findings(), *parties.findings(language)),
        # What a listed party leaves open may forbid the whole supply: it is asked before what the law of the items waits for.
        missing=(*parties.missing(outcomes, language), *builder.missing.rows()),
        obligations=tuple(it.duties.obligations()),
        screening=parties.screening(language),
        assumptions=tuple(_assumptions((*taken_values(configuration), *known.assumed), language)),
        not_examined=(
            *not_examined(
                it.regimes,
                it.unexecuted.rows,
                known.state,
                fitting(known.state, transaction, known.items, outcomes, day),
                language,
            ),
            *names_not_looked_for(parties.texts, language),
        ),
        warnings=tuple(
            answer.Warning(message.code, message.plain_params(), render(message, language))
            for message in (*it.warnings, *rules_tightened(configuration))
        ),
        authority=builder.authority(),
        language=language,
        transaction=stated,
        policies=policies,
        transaction_checksum=checksum([stated, policies]),
        software=_software(),
        customs=customs_hints(
            transaction,
            builder.judged(),
            known.state,
            language=language,
            unexecuted=it.unexecuted.items,
            released=it.released,
        ),
        law_age=it.law_age.recorded(language),
        configuration=configuration,
    )


def _assumptions(assumed: Iterable[Assumed], language: str) -> Iterator[answer.Assumption]:
    for assumption in assumed:
        text = assumption.text
        yield answer.Assumption(
            fact=assumption.fact,
            value=assumption.value,
            policy=assumption.policy,
            code=text.code,
            params=text.plain_params(),
            text=render(text, language),
        )


@lru_cache(maxsize=1)
def _software() -> answer.Software:
    return answer.Software("dualuse", software_version())


def _annexes_asked(outcome: ItemOutcome) -> Iterator[AnnexGoods]:
    """The annexes that the findings on an item speak of."""
    for judged in outcome.provisions:
        yield from _annexes_of(judged.rule)


def _known_up_to(outcomes: Iterable[ItemOutcome]) -> dict[str, str]:
    """Of the annexes that findings speak of the day up to which each is known, the earliest first."""
    asked = {annex.name: annex for outcome in outcomes for annex in _annexes_asked(outcome)}
    in_order = sorted(asked.values(), key=lambda annex: (annex.known_up_to, annex.name))
    return {annex.name: annex.known_up_to.isoformat() for annex in in_order}


@lru_cache(maxsize=4096)
def _annexes_of(rule: CompiledProvision) -> tuple[AnnexGoods, ...]:
    lists = (leaf.codes for leaf in leaves(rule.rule.when) if isinstance(leaf, AnyCode))
    return tuple(dict.fromkeys(goods.annex for goods in lists if isinstance(goods, GoodsList)))
