"""The cells of an answer: what the rules say of a case in words, and what follows from it for the release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dualuse.assessment.authorisations.authorisation_book import fault_message, is_enough
from dualuse.assessment.release import ReleaseFacts, release
from dualuse.assessment.text.in_short import sentences_of_reasons
from dualuse.assessment.text.open_rules import told_together
from dualuse.assessment.text.words import WAITS_FOR_A_PLACE
from dualuse.bulk.combinations import TellingCase
from dualuse.bulk.joined_reasons import FOLDED, SEPARATOR
from dualuse.bulk.options import Options
from dualuse.engine.outcome import weightiest
from dualuse.engine.reason_sentences import general_reason
from dualuse.engine.tables.tellings import Telling
from dualuse.i18n import N_, Message, fill, render, translate
from dualuse.i18n.citations import cited
from dualuse.i18n.statuses import AVAILABILITY, FINDING
from dualuse.law.language.logic import InPlaces, Leaf, Truth
from dualuse.law.language.provision import Effect, Provision, Relief
from dualuse.law.measures.act_numbers import act_cited
from dualuse.schema.words import AVAILABILITY_STATUS, FINDING_STATUS


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCells:
    """The cells of an answer. ``because``: the reasons of the release; ``reasons``: the sentences on the law behind them; ``held_missing``:
    what authorisations held do not say, which is added to what else is missing."""

    basis: str
    release: str
    authorisations: str
    because: str
    reasons: tuple[str, ...]
    held_missing: str


def case_cells(case: TellingCase, options: Options) -> CaseCells:
    """The cells from what the rules say: provisions that bear on it, in order, and their reliefs.

    Where the parties are screened, the release is the one of a row whose parties are clear (``screened_rows``).
    """
    tellings = case.of_rules.tellings
    provisions = [(telling.rule, telling) for telling in tellings if isinstance(telling.rule, Provision)]
    reliefs = [(telling.rule, telling) for telling in tellings if isinstance(telling.rule, Relief)]
    general = [telling for relief, telling in reliefs if relief.identifier]
    exempting = _first_of_each_citation(telling for relief, telling in reliefs if not relief.identifier)
    holding = [relief for relief, telling in reliefs if telling.truth is True]
    exempt = {citation for relief in holding if not relief.effect for citation in relief.of}
    covered_by_general: dict[str, Truth] = {}
    for relief, telling in reliefs:
        if relief.identifier and telling.truth is not False:
            for citation in relief.of:
                covered_by_general[citation] = covered_by_general.get(citation) or telling.truth
    held = is_enough(
        case.covered,
        (
            (provision, False if provision.citation in exempt else telling.truth)
            for provision, telling in provisions
        ),
        case.lifted,
        covered_by_general,
    )
    basis = weightiest(
        (provision, [relief for relief in holding if provision.citation in relief.of])
        for provision, telling in provisions
        if telling.truth is True
    )
    # Where the parties of a file are not screened no row is "go", whatever its regime or warnings.
    screening = "clear" if options.screens else "not_screened"
    released, because = release(
        ReleaseFacts(needs=((case.low, case.high, held),), screening=screening, grounds=(case.grounds,))
    )
    findings = [*(telling for _, telling in provisions), *exempting, *general]
    return CaseCells(
        basis=";".join(case.of_rules.alternatives or basis),
        release=released,
        authorisations=";".join(
            f"{_name(telling)}:{AVAILABILITY_STATUS[telling.truth]}" for telling in general
        ),
        because=SEPARATOR.join(
            sentences_of_reasons(because, options.language, short=options.short, says_open=options.screens)
        ),
        reasons=(
            *_faults(case, options.language),
            *(_short_sentences if options.short else _sentences)(findings, options.language),
        ),
        held_missing=case.asks if case.covered is None and case.high >= Effect.NOTIFICATION_REQUIRED else "",
    )


def _faults(case: TellingCase, language: str) -> Iterator[str]:
    """The overdrawn or inconsistently stated authorisations of an item that needs one or may need one: nothing else tells of them."""
    if case.high >= Effect.AUTHORISATION_REQUIRED:
        yield from (render(fault_message(dict(params)), language) for params in case.faults)


def _first_of_each_citation(tellings: Iterable[Telling]) -> list[Telling]:
    """Findings tell of an exemption once, as those of a single determination do, also where two stand at one place."""
    by_citation: dict[str, Telling] = {}
    for telling in tellings:
        by_citation.setdefault(telling.rule.citation, telling)
    return list(by_citation.values())


def _sentences(findings: Sequence[Telling], language: str) -> Iterator[str]:
    """A sentence for each finding; the open ones of one act of measures together, where the first of them stands."""
    together = told_together(telling.rule.citation for telling in findings if telling.truth is None)
    of_act: dict[str, list[Telling]] = {}
    acts = [act_cited(telling.rule.citation) if telling.truth is None else "" for telling in findings]
    for telling, act in zip(findings, acts, strict=True):
        if act in together:
            of_act.setdefault(act, []).append(telling)
    for telling, act in zip(findings, acts, strict=True):
        if act not in together:
            yield _finding(telling, language)
        elif telling is of_act[act][0]:
            yield _act_sentence(act, tuple(of_act[act]), language)


_TELLINGS: Final = 30_000
"""Sentences that are remembered by what they tell: what rules say of many rows alike is written once."""


def _short_sentences(findings: Sequence[Telling], language: str) -> Iterator[str]:
    """A few words for each finding, what decides first: a sheet shows as many as it has room for, and counts the others.

    Provisions that apply and general authorisations that may be used, then what is open, then exemptions. What does not apply is
    left out: a result in CSV tells of it, and why.
    """
    for rank in _RANKS:
        some = [telling for telling in findings if (_kind(telling.rule), telling.truth) == rank]
        some.sort(key=_weight, reverse=True)
        together = told_together(telling.rule.citation for telling in some if telling.truth is None)
        of_acts = Counter(act_cited(telling.rule.citation) for telling in some)
        for telling in some:
            act = act_cited(telling.rule.citation)
            if telling.truth is not None or act not in together:
                text = _short_finding(telling, language)
            elif number := of_acts.pop(act, 0):
                text = fill(N_("{act}: {number} rules open"), language, act=act, number=number)
            else:
                continue
            yield (FOLDED if rank == _OPEN_PROVISION else "") + cited(text, language)


def _short_finding(telling: Telling, language: str) -> str:
    """The name of a rule, and how it stands."""
    is_general = isinstance(telling.rule, Relief) and bool(telling.rule.identifier)
    return f"{_name(telling)} {_status(telling.truth, is_general, language)}"


_OPEN_PROVISION: Final = ("provision", None)
_RANKS: Final = (
    ("provision", True),
    ("general", True),
    _OPEN_PROVISION,
    ("general", None),
    ("exemption", True),
    ("exemption", None),
)


def _kind(rule: Provision | Relief) -> str:
    """What a rule is, as :data:`_RANKS` names it."""
    if not isinstance(rule, Relief):
        return "provision"
    return "general" if rule.identifier else "exemption"


def _weight(telling: Telling) -> int:
    """What forbids comes before what asks for an authorisation; the order of the law among those of the same weight."""
    return int(telling.rule.effect) if isinstance(telling.rule, Provision) else 0


@lru_cache(maxsize=_TELLINGS)
def _act_sentence(act: str, tellings: tuple[Telling, ...], language: str) -> str:
    reasons = dict.fromkeys(reason for telling in tellings for reason in _open_reasons(telling, language))
    number = len({telling.rule.citation for telling in tellings})
    text = translate(N_("{act}: {number} rules open ({reasons})"), language)
    return text.format(act=translate(act, language), number=number, reasons=" · ".join(reasons))


@lru_cache(maxsize=_TELLINGS)
def _open_reasons(telling: Telling, language: str) -> tuple[str, ...]:
    """What a rule of a measure waits for; while it waits for a place, that alone: nothing else is asked of other places."""
    if any(truth is None and isinstance(leaf, InPlaces) for leaf, truth in telling.deciding):
        return (translate(WAITS_FOR_A_PLACE, language),)
    with_values = zip(telling.deciding, telling.values, strict=True)
    return tuple(
        _reason(leaf, truth, value, language) for (leaf, truth), value in with_values if truth is None
    )


def _name(telling: Telling) -> str:
    rule = telling.rule
    return rule.identifier or rule.citation if isinstance(rule, Relief) else rule.citation


@lru_cache(maxsize=_TELLINGS)
def _finding(telling: Telling, language: str) -> str:
    general = isinstance(telling.rule, Relief) and bool(telling.rule.identifier)
    deciding = tuple(
        (leaf, truth, value) for (leaf, truth), value in zip(telling.deciding, telling.values, strict=True)
    )
    return _sentence(_name(telling), general, telling.truth, deciding, language)


@lru_cache(maxsize=100_000)
def _sentence(
    name: str,
    general: bool,
    truth: Truth,
    deciding: tuple[tuple[Leaf, Truth, str | None], ...],
    language: str,
) -> str:
    reasons = dict.fromkeys(_reason(leaf, of_leaf, value, language) for leaf, of_leaf, value in deciding)
    return f"{translate(name, language)} {_status(truth, general, language)} ({' · '.join(reasons)})"


def _status(truth: Truth, is_general: bool, language: str) -> str:
    """Whether a general authorisation is available, or another rule applies, in a word or two."""
    status = (
        AVAILABILITY.short[AVAILABILITY_STATUS[truth]] if is_general else FINDING.short[FINDING_STATUS[truth]]
    )
    return translate(status, language)


@lru_cache(maxsize=20_000)
def _reason(leaf: Leaf, truth: Truth, value: str | None, language: str) -> str:
    message: Message = general_reason(leaf, truth, value)
    return render(message, language)
