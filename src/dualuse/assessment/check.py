"""``check``: a transaction in, a determination out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from dualuse.assessment.assumptions import POLICIES, Assumed
from dualuse.assessment.authorisations.national_general import fitting
from dualuse.assessment.configured import rules_tightened, taken_values
from dualuse.assessment.customs import customs_hints
from dualuse.assessment.determination.builder import DeterminationBuilder
from dualuse.assessment.judgement import judged
from dualuse.assessment.known_annexes import annexes_known_up_to
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
from dualuse.assessment.not_examined import names_not_looked_for, not_examined
from dualuse.assessment.release_holds.doubted_entries import with_doubted_entries
from dualuse.assessment.release_holds.law_age import LawAgeAcceptance, acceptance
from dualuse.assessment.serialisation import checksum
from dualuse.assessment.settled_by import reason_of_ask
from dualuse.assessment.warnings.collection import EXCEPTIONS_NOT_PRESUMED, exceptions_named
from dualuse.i18n import N_, Message, render
from dualuse.inputs.formats import DETERMINATION
from dualuse.inputs.problems import input_error, suggestion
from dualuse.law.collection import CURRENT_TO, law_version
from dualuse.law.eu_2021_821.control_list import edition_record
from dualuse.law.measures.not_executed import NotExaminedRow
from dualuse.schema import determination as answer
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.rules import RULES, Rules, rules_of
from dualuse.schema.transaction import Transaction
from dualuse.version import software_version


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
        screener: who screens the parties. Default: the lists installed in ``DUALUSE_HOME``, if there are any;
            None: nobody is screened, and the answer says so.
        accept_law_age: the last day judged for which ``person`` accepts law that is older than allowed;
            without it the release of a later day than the law is known for
            (``assessment/release_holds/law_age.py``) is never "go".
        person: who accepts it.
        configuration: what was taken from ``dualuse.toml``: fields of the transaction, which are in it, and
            tighter rules.

    Returns:
        The determination; see ``schema/determination.py``.

    Raises:
        InputError: the transaction is malformed, names what the edition of the date does not have, or old law
            is accepted by nobody.
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
    """What the screener says of everybody named in the transaction, or why nobody was screened."""
    chosen = screener_of(screener) if isinstance(screener, InstalledLists) else screener
    absence = NO_LISTS if isinstance(screener, InstalledLists) else LEFT_OUT
    return chosen(named_subjects(transaction)) if chosen is not None else absence


def points_left(
    transaction: Transaction,
    day: date,
    screener: PartyScreener | InstalledLists | None,
    rules: Rules = RULES,
) -> tuple[NotExaminedRow, ...]:
    """The points of acts that are known but not executed, which a person must answer before it may go; none
    if it stops anyway."""
    judgement = judged(transaction, day, "en", (), _evidence(transaction, screener), rules=rules)
    return judgement.unexecuted.asked if judgement.released != "stop" else ()


def named_subjects(transaction: Transaction) -> tuple[Subject, ...]:
    """The subjects of a transaction that can be screened: those with a name or an identifier, and the texts
    that may name others."""
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
    """The answer on a checked transaction, with its sentences."""
    rules = rules_of(configuration.rules) if configuration else RULES
    judgement = with_doubted_entries(judged(transaction, day, language, policies, evidence, accepted, rules))
    known, outcomes, parties = judgement.known, judgement.outcomes, judgement.parties
    builder = DeterminationBuilder(judgement, judgement.coverage, judgement.duties, day, language)
    # What a listed party leaves open may forbid the whole supply: it is asked before what the law of the
    # items waits for.
    before, of_items = tuple(parties.missing(outcomes, language)), tuple(builder.missing.rows())
    of_release = builder.missing.of_release(
        judgement.because, {row.fact for row in of_items}, is_screened=parties.status != "not_screened"
    )
    missing = (*before, *of_items, *of_release)
    # What an interview asked has no bearing on the answer: with and without its record it is the same one.
    stated = transaction.model_dump(mode="json", exclude_none=True, exclude={"interview"})
    return answer.Determination(
        format=DETERMINATION,
        reference=transaction.reference or "",
        date=day.isoformat(),
        release=judgement.released,
        release_because=tuple(
            reason_of_ask(message, language, (row.fact for row in missing))
            if judgement.released == "ask"
            else builder.because(message)
            for message in judgement.because
        ),
        law=answer.LawUsed(
            version=law_version(),
            annex_i=edition_record(day).name,
            current_to=CURRENT_TO.isoformat(),
            verification=min((builder.verification(), *parties.verification())).word,
            known_up_to=annexes_known_up_to(
                transaction.items, known.items, outcomes, asked=judgement.unexecuted.asked, day=day
            ),
        ),
        outcome=judgement.low.word if judgement.low == judgement.high else "undetermined",
        range=(judgement.low.word, judgement.high.word),
        items=tuple(builder.items()),
        findings=(*builder.findings(), *parties.findings(language)),
        missing=missing,
        obligations=tuple(judgement.duties.obligations()),
        screening=parties.screening(language),
        assumptions=tuple(_assumptions((*taken_values(configuration), *known.assumed), language)),
        not_examined=(
            *not_examined(
                judgement.regimes,
                judgement.unexecuted.rows,
                known.state,
                fitting(known.state, transaction, known.items, outcomes, day),
                language,
            ),
            *names_not_looked_for(parties.texts, language),
        ),
        warnings=tuple(
            _warning(message, language) for message in (*judgement.warnings, *rules_tightened(configuration))
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
            unexecuted=judgement.unexecuted.items,
            banned=judgement.unexecuted.banned,
            released=judgement.released,
        ),
        law_age=judgement.law_age.recorded(language),
        configuration=configuration,
    )


def _warning(message: Message, language: str) -> answer.Warning:
    if message.code == EXCEPTIONS_NOT_PRESUMED:
        exceptions = tuple(exception.text for exception in message.params["exceptions"])
        return _exceptions_written(message.text, message.params["citation"], exceptions, language)
    return answer.Warning(message.code, message.plain_params(), render(message, language))


@lru_cache(maxsize=4096)
def _exceptions_written(
    text: str, citation: str, exceptions: tuple[str, ...], language: str
) -> answer.Warning:
    """The warning that exceptions of a provision were not presumed; every answer has a dozen of them, which are the same in each."""
    message = Message(EXCEPTIONS_NOT_PRESUMED, text, exceptions_named(citation, exceptions))
    return answer.Warning(message.code, message.plain_params(), render(message, language))


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
