"""An Article as Markdown that reads well in a terminal and on a page: what is executed, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dualuse.engine.views.conditions import (
    KINDS,
    TREATMENTS,
    AnyRule,
    Phrase,
    bullets,
    due_words,
    duty_text,
    grid,
    limits,
    phrase,
    question,
    say,
    validity_words,
    wrapped,
)
from dualuse.engine.views.find import is_measure, not_examined, official_text
from dualuse.engine.views.lists import own_sets, shared_sets, written_out
from dualuse.i18n import N_, PlaceName, semicolon
from dualuse.i18n.statuses import EFFECT, VERIFICATION
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.language.provision import (
    AFTER_RELIEF,
    IN_FORCE,
    Article,
    Definition,
    Duty,
    Paragraph,
    Provision,
    Relief,
    Validity,
)

OFFICIAL_TEXT: Final = N_("Official text: {link}")
LISTS_USED: Final = N_("Lists used above")
RELIEVED: Final = N_("a general authorisation or an exemption lowers a requirement, or may")


def article_table(article: Article, language: str = "en") -> str:
    """The Article in Markdown: each paragraph, its rules as a table, their conditions as nested lists."""
    lines = [f"# {say(article.number, language)}: {say(article.title, language)}", ""]
    if not any(is_measure(paragraph) for paragraph in article.paragraphs):
        lines += [say(OFFICIAL_TEXT, language, link=f"<{official_text(article)}>"), ""]
    for paragraph in article.paragraphs:
        lines += _paragraph(paragraph, article, language)
    shared = shared_sets(article)
    if shared:
        lines += [f"## {say(LISTS_USED, language)}", ""]
        lines += _section("", (written_out(named, language) for named in shared), language)
    return "\n".join(lines).rstrip() + "\n"


def _paragraph(paragraph: Paragraph, article: Article, language: str) -> Iterator[str]:
    number = say(paragraph.number, language)
    if is_measure(paragraph):
        yield from (f"## {number}", "")
    else:
        yield from (f"## {number}: {say(TREATMENTS[paragraph.treatment], language)}", "")
    for link in _links(paragraph, official_text(article)):
        yield from (say(OFFICIAL_TEXT, language, link=f"<{link}>"), "")
    if paragraph.note:
        yield from (*wrapped(say(paragraph.note, language)), "")
    if paragraph.rules:
        yield from (*_grid(paragraph, language), "")
    for rule in paragraph.rules:
        yield from _rule(rule, article, language)
    yield from _section_not_examined(paragraph, language)


def _links(paragraph: Paragraph, own: str) -> list[str]:
    """Sources of the rules, other than the text that the Article stands in."""
    sources = (rule.source for rule in paragraph.rules if not isinstance(rule, Definition))
    return [source for source in dict.fromkeys(sources) if source != own]


def _grid(paragraph: Paragraph, language: str) -> list[str]:
    head = (
        N_("Citation"),
        N_("Kind"),
        N_("Effect, or when due"),
        N_("In force"),
        N_("Verified"),
    )
    rows = [_row(rule, paragraph, language) for rule in paragraph.rules]
    return grid(tuple(say(word, language) for word in head), rows)


def _row(rule: AnyRule, paragraph: Paragraph, language: str) -> tuple[str, ...]:
    match rule:
        case Provision() | Relief():
            effect, validity = say(EFFECT.long[rule.effect.word], language), rule.validity
        case Duty():
            effect, validity = due_words(rule, language), Validity(IN_FORCE)
        case Definition():
            effect, validity = say(rule.term, language), Validity(IN_FORCE)
    return (
        rule.citation.removeprefix(f"{paragraph.number}, ") if is_measure(paragraph) else rule.citation,
        say(KINDS[type(rule)], language),
        effect,
        validity_words(validity),
        say(VERIFICATION.short[rule.verification.word], language),
    )


def _rule(rule: AnyRule, article: Article, language: str) -> Iterator[str]:
    """A rule in words: what it says, when it applies, what it names."""
    kind = say(KINDS[type(rule)], language)
    yield from (*wrapped(f"**{rule.citation}**, {kind}: {_summary(rule, language)}"), "")
    match rule:
        case Provision():
            yield from _section(N_("Applies when:"), (phrase(rule.when, language),), language)
            exceptions = (Phrase(say(text, language)) for text in rule.exceptions)
            yield from _section(N_("Exceptions that are not presumed:"), exceptions, language)
        case Relief():
            effect = say(EFFECT.long[rule.effect.word], language)
            text = say(
                N_("Lowers {citations} to: {effect}."),
                language,
                citations=semicolon(language).join(rule.of),
                effect=effect,
            )
            yield from (*wrapped(text), "")
            yield from _section(N_("Applies when:"), (phrase(rule.when, language),), language)
        case Duty():
            yield from _section(N_("Arises when:"), (_arises(rule, language),), language)
        case Definition():
            yield from _definition(rule, language)
    named = (written_out(own, language) for own in own_sets(rule, article))
    yield from _section(N_("What it names:"), named, language)
    if isinstance(rule, Relief):
        duties = (_duty(duty, rule.identifier, language) for duty in rule.duties)
        yield from _section(N_("Who uses it must:"), duties, language)


def _summary(rule: AnyRule, language: str) -> str:
    match rule:
        case Provision() | Relief():
            return say(rule.summary, language)
        case Duty():
            return duty_text(rule.text, language)
        case Definition():
            return f"{say(rule.term, language)} – {say(rule.meaning, language)}"


def _definition(rule: Definition, language: str) -> Iterator[str]:
    if rule.condition is not None:
        yield from _section(N_("As a condition:"), (phrase(rule.condition, language),), language)
    facts = (
        Phrase(f"`{fact}`: {question(fact, language)}" if fact in FACTS else f"`{fact}`")
        for fact in rule.facts
    )
    yield from _section(N_("Facts that stand for it:"), facts, language)


def _arises(duty: Duty, language: str) -> Phrase:
    """When ``duty`` arises: its condition, and what must apply."""
    parts = () if duty.when is None else (phrase(duty.when, language),)
    if duty.after:
        parts = (*parts, after_phrase(duty, language))
    if duty.unless_held:
        parts = (*parts, Phrase(say(N_("no authorisation in hand covers the item"), language)))
    if not parts:
        return Phrase(say(N_("always"), language))
    return parts[0] if len(parts) == 1 else Phrase(say(N_("all of:"), language), parts)


def after_phrase(duty: Duty, language: str) -> Phrase:
    """The provisions that bring ``duty`` with them."""
    cited = [citation for citation in duty.after if citation != AFTER_RELIEF]
    text = say(N_("one of these applies: {citations}"), language, citations=semicolon(language).join(cited))
    if AFTER_RELIEF not in duty.after:
        return Phrase(text)
    if not cited:
        return Phrase(say(RELIEVED, language))
    return Phrase(say(N_("any of:"), language), (Phrase(text), Phrase(say(RELIEVED, language))))


def _duty(duty: Duty, identifier: str, language: str) -> Phrase:
    """A duty that a general authorisation brings with it."""
    due = f"{due_words(duty, language)}; {say(VERIFICATION.short[duty.verification.word], language)}"
    text = f"{duty_text(duty.text, language, identifier)} ({duty.citation}; {due})"
    parts = () if duty.when is None else (_only_when(_arises(duty, language), language),)
    if duty.open_text and duty.when is not None:
        open_text = duty_text(duty.open_text, language, identifier)
        parts = (*parts, Phrase(say(N_("while that is not known: {text}"), language, text=open_text)))
    return Phrase(text, parts)


def _only_when(condition: Phrase, language: str) -> Phrase:
    return Phrase(say(N_("only when: {condition}"), language, condition=condition.text), condition.parts)


def _section_not_examined(paragraph: Paragraph, language: str) -> Iterator[str]:
    """What of an act is not examined, where, since when and why."""
    phrases = []
    for row in not_examined(paragraph):
        places = semicolon(language).join(PlaceName(place).in_language(language) for place in row.places)
        terms = semicolon(language).join(
            filter(None, (places, limits(row.validity.since, row.validity.until, language)))
        )
        head = " – ".join(filter(None, (say(row.article, language), terms)))
        phrases.append(Phrase(f"{head}: {say(row.why, language)}" if head else say(row.why, language)))
    yield from _section(N_("Not examined:"), phrases, language)


def _section(title: str, phrases: Iterable[Phrase], language: str) -> Iterator[str]:
    """A titled nested list; nothing where there is nothing to list."""
    lines = [line for listed in phrases for line in bullets(listed)]
    if lines:
        yield from ((say(title, language), "") if title else ())
        yield from (*lines, "")
