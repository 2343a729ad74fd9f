"""What changed in the law, in words: one sentence for each change."""

from __future__ import annotations

from typing import Final

from dualuse.engine.changes import (
    GoodsChange,
    OptionChange,
    PlaceChange,
    RowChange,
    RuleChange,
)
from dualuse.engine.views.conditions import label, phrase, say
from dualuse.i18n import N_, PlaceName, semicolon
from dualuse.i18n.statuses import EFFECT, VERIFICATION
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.language.logic import Truth
from dualuse.law.language.provision import Provision
from dualuse.law.measures.not_executed import NotExaminedRow
from dualuse.law.measures.reading import EmbargoRow

_DIFFERS: Final[dict[str, str]] = {
    "effect": N_("the effect"),
    "condition": N_("the condition"),
    "codes": N_("the customs codes"),
    "exceptions": N_("the exceptions"),
    "verification": N_("how well it is known"),
}
_MOVES: Final[dict[tuple[Truth, Truth], str]] = {
    (False, True): N_("{place} is on the list now"),
    (True, False): N_("{place} is no longer on the list"),
    (False, None): N_("{place}: now a person must say whether it counts"),
    (True, None): N_("{place}: it counted; now a person must say whether it does"),
    (None, True): N_("{place} is on the list now; before, a person had to say whether it counts"),
    (None, False): N_("{place} is not on the list now; before, a person had to say whether it counts"),
}


def rule_differs(change: RuleChange) -> tuple[str, ...]:
    """What differs in a replaced rule: effect, condition, customs codes, exceptions, verification."""
    before, after = change.before, change.after
    if before is None or after is None:
        return ()
    exceptions = [getattr(rule, "exceptions", ()) for rule in (before, after)]
    differs = {
        "effect": before.effect is not after.effect,
        "condition": phrase(before.when, "en") != phrase(after.when, "en"),
        "codes": bool(change.goods.codes),
        "exceptions": exceptions[0] != exceptions[1],
        "verification": before.verification is not after.verification,
    }
    return tuple(name for name, different in differs.items() if different)


def rule_text(change: RuleChange, language: str) -> str:
    """The rule that began, ended or was replaced: its day, citation, effect and what it says."""
    rule, day = change.rule, change.day.isoformat()
    params = {
        "day": day,
        "citation": rule.citation,
        "effect": say(EFFECT.long[rule.effect.word], language),
        "summary": say(rule.summary, language),
    }
    if change.after is None:
        return say(N_("until {day}: {citation} ({effect}): {summary}"), language, **params)
    if change.before is None:
        return say(N_("since {day}: {citation} ({effect}): {summary}"), language, **params)
    differs = [
        say(_DIFFERS[name], language) + (_goods_text(change.goods, language) if name == "codes" else "")
        for name in rule_differs(change)
    ]
    what = ", ".join(differs) or say(N_("the sources only"), language)
    text = N_("replaced on {day}: {citation} ({effect}). Different now: {what}. {summary}")
    return say(text, language, what=what, **params)


_MOST_CODES: Final = 24
"""Customs codes that a sentence names of those that came, went, or are taken otherwise."""


def _goods_text(goods: GoodsChange, language: str) -> str:
    """The customs codes that changed, to follow the words that say so."""
    groups = (
        (N_("came: {codes}"), goods.came),
        (N_("gone: {codes}"), goods.went),
        (N_("taken otherwise: {codes}"), goods.otherwise),
    )
    texts = []
    for text, codes in groups:
        if codes:
            more = len(codes) - _MOST_CODES
            named = [
                *codes[:_MOST_CODES],
                *([say(N_("and {number} more"), language, number=more)] if more > 0 else []),
            ]
            texts.append(say(text, language, codes=" ".join(named)))
    return f" ({'; '.join(texts)})"


def place_text(change: PlaceChange, language: str) -> str:
    """The place, and how it stands on the list now."""
    place = PlaceName(change.place).in_language(language)
    return say(_MOVES[change.before, change.after], language, place=place)


def list_name(change: PlaceChange, language: str) -> str:
    """The name of the list."""
    return label(change.places, language)


def option_text(change: OptionChange, language: str) -> str:
    """What the State has made of its option."""
    definition = FACTS[f"option.{change.name}"]
    state = PlaceName(change.state).in_language(language)
    statement = say(definition.yes if change.after else definition.no, language)
    since = change.option.since
    if since is None:
        return say(N_("{state}: {statement}"), language, state=state, statement=statement)
    text = N_("{state}, since {day}: {statement} ({reference}; {verification})")
    return say(
        text,
        language,
        state=state,
        day=since.isoformat(),
        statement=statement,
        reference=change.option.reference,
        verification=say(VERIFICATION.short[change.option.verification.word], language),
    )


def embargo_text(change: RowChange[EmbargoRow], language: str) -> str:
    """The act that imposes the embargo, and where."""
    return _act_text(change, change.row.act, language)


def not_examined_text(change: RowChange[NotExaminedRow], language: str) -> str:
    """The part of an act that changed and is not executed, and where: it may have come to one place after the other."""
    row = change.row
    return _act_text(
        change, ", ".join(part for part in (row.act, say(row.article, language)) if part), language
    )


def _act_text(change: RowChange[EmbargoRow] | RowChange[NotExaminedRow], act: str, language: str) -> str:
    places = semicolon(language).join(PlaceName(place).in_language(language) for place in change.row.places)
    text = N_("since {day}: {act}") if change.began else N_("until {day}: {act}")
    return say(text, language, day=change.day.isoformat(), act=f"{act} – {places}" if places else act)


def rule_kind(change: RuleChange) -> str:
    """``provision`` or ``relief``."""
    return "provision" if isinstance(change.rule, Provision) else "relief"
