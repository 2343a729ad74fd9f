"""Two days compared: what changed in the law, and one transaction whose answer changed with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.assessment.warnings.collection import beyond_known_law
from dualuse.engine.changes import CodeChange, EditionChange, LawChanges, RuleChange, law_changes
from dualuse.engine.views.changes import (
    embargo_text,
    list_name,
    not_examined_text,
    option_text,
    place_text,
    rule_differs,
    rule_kind,
    rule_text,
)
from dualuse.i18n import N_, Message, render
from dualuse.inputs.problems import input_error
from dualuse.law.collection import law_version
from dualuse.law.eu_2021_821.control_list import title
from dualuse.law.language.logic import Truth
from dualuse.law_changes.example_case import Found, Search
from dualuse.schema import law_diff as answer
from dualuse.schema.determination import Determination

LISTED_WORDS: Final[dict[Truth, str]] = {True: "yes", False: "no", None: "open"}


def law_diff(earlier: date, later: date, language: str = "en") -> answer.LawDiff:
    """Compare the law of two days.

    Args:
        earlier, later: 2021-09-09 or later, in this order.
        language: of the texts: ``en``, ``de`` or ``fr``.

    Raises:
        InputError: ``later`` lies before ``earlier``.
        ValueError: a day before 9.9.2021.
    """
    if later < earlier:
        raise input_error(
            "days_reversed",
            N_("{later} lies before {earlier}"),
            N_("Give the earlier day first"),
            later=later.isoformat(),
            earlier=earlier.isoformat(),
        )
    changes = law_changes(earlier, later)
    search, of_options, case = _examples(earlier, later)
    return answer.LawDiff(
        earlier=earlier.isoformat(),
        later=later.isoformat(),
        law=law_version(),
        changed=not changes.none,
        # A paragraph of several rules that read alike is listed once.
        rules=tuple(dict.fromkeys(_rule(change, language) for change in changes.rules)),
        places=_places(changes, language),
        options=tuple(
            answer.OptionChanged(
                state=change.state,
                option=change.name,
                since=change.option.since.isoformat() if change.option.since else "",
                text=option_text(change, language),
                reference=change.option.reference,
                verification=change.option.verification.word,
                witness=None if reached is None else _witness(search, reached, language),
            )
            for change, reached in zip(changes.options, of_options, strict=True)
        ),
        embargoes=_embargoes(changes, language),
        annex_i=None if changes.annex_i is None else _annex_i(changes.annex_i, language),
        not_examined=_not_examined(changes, language),
        witness=None if case is None else _witness(search, case, language),
        tried=search.tried,
        limits=tuple(
            answer.Limit(message.code, message.plain_params(), render(message, language))
            for message in _limits(changes)
        ),
        language=language,
    )


@lru_cache(maxsize=16)
def _examples(earlier: date, later: date) -> tuple[Search, tuple[Found | None, ...], Found | None]:
    """The search, a case for each option that was taken up, and the case to show: the same in every language."""
    changes = law_changes(earlier, later)
    search = Search(earlier, later)
    of_options = tuple(search.witness_of(change) for change in changes.options)
    return search, of_options, search.case_of(changes) or next(filter(None, of_options), None)


def _change(began: bool) -> str:
    return "began" if began else "ended"


def _rule(change: RuleChange, language: str) -> answer.RuleChanged:
    rule = change.rule
    return answer.RuleChanged(
        citation=rule.citation,
        kind=rule_kind(change),
        change="replaced" if change.before and change.after else _change(change.after is not None),
        day=change.day.isoformat(),
        effect=rule.effect.word,
        differs=rule_differs(change),
        text=rule_text(change, language),
        source=rule.source,
        verification=rule.verification.word,
    )


def _places(changes: LawChanges, language: str) -> tuple[answer.PlaceChanged, ...]:
    return tuple(
        answer.PlaceChanged(
            list=change.places.key,
            name=list_name(change, language),
            place=change.place,
            before=LISTED_WORDS[change.before],
            after=LISTED_WORDS[change.after],
            text=place_text(change, language),
        )
        for change in changes.places
    )


def _embargoes(changes: LawChanges, language: str) -> tuple[answer.EmbargoChanged, ...]:
    return tuple(
        answer.EmbargoChanged(
            act=change.row.act,
            places=change.row.places,
            change=_change(change.began),
            day=change.day.isoformat(),
            text=embargo_text(change, language),
            verification=change.row.verification.word,
        )
        for change in changes.embargoes
    )


def _not_examined(changes: LawChanges, language: str) -> tuple[answer.NotExaminedChanged, ...]:
    return tuple(
        answer.NotExaminedChanged(
            act=change.row.act,
            article=change.row.article,
            change=_change(change.began),
            day=change.day.isoformat(),
            text=not_examined_text(change, language),
            places=change.row.places,
        )
        for change in changes.not_examined
    )


def _annex_i(change: EditionChange, language: str) -> answer.AnnexIChanged:
    def codes(changed: tuple[CodeChange, ...]) -> tuple[answer.CodeChanged, ...]:
        return tuple(
            answer.CodeChanged(change.code, change.under, title(change.code, language) or "")
            for change in changed
        )

    return answer.AnnexIChanged(
        before=change.before.name,
        before_act=change.before.act,
        after=change.after.name,
        after_act=change.after.act,
        complete=change.complete,
        came=codes(change.came),
        went=codes(change.went),
    )


def _witness(search: Search, case: Found, language: str) -> answer.Witness:
    before, after = case.classified or (None, None)
    earlier, later = search.answers(case)
    answers = _answer(earlier), _answer(later)
    return answer.Witness(case.transaction, search.questions(case, language), *answers, before, after)


def _answer(determination: Determination) -> answer.Answer:
    basis = dict.fromkeys(citation for item in determination.items for citation in item.basis)
    return answer.Answer(determination.outcome, determination.range, tuple(basis))


def _limits(changes: LawChanges) -> Iterator[Message]:
    """What could not be compared."""
    yield from beyond_known_law(changes.later)
    if changes.annex_i is not None and not changes.annex_i.complete:
        yield Message(
            "annex_not_compared",
            N_(
                "of the editions of Annex I in force on the two days not both are at hand: only entries known to be new"
                " are named, not what else came, went or changed"
            ),
        )
    yield Message(
        "two_days_only",
        N_("the two days are compared, not what began and ended between them"),
    )
    yield Message(
        "only_dated",
        N_(
            "not dated here, and so not compared: the text of Annex I behind its codes, Annex IV, Section I, the items"
            " of the general authorisations, duties, and the national lists"
        ),
    )
