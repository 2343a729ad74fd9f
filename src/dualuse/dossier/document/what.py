"""What: every item, its entries and where they come from, what speaks against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from dualuse.classification.sheets import examine
from dualuse.documents.blocks import (
    Fact,
    Line,
    Part,
    Span,
    Tone,
    code,
    facts,
    joined,
    link,
    name,
    quiet,
    quote,
    strong,
    text,
)
from dualuse.documents.examination import REVIEWS, named_in_words
from dualuse.documents.speech import Speech
from dualuse.documents.terminal import AND_MORE
from dualuse.dossier.document.shared_blocks import mapping_line, mappings_in, nothing_stated
from dualuse.dossier.document.words import NO_ITEM, ORIGINS
from dualuse.i18n import N_
from dualuse.i18n.statuses import EXAMINED
from dualuse.inputs.problems import InputError
from dualuse.schema.assessment import Assessment, Candidate, ClassifiedItem, Examined
from dualuse.schema.words import KIND_WORDS

_NOT_LISTED = N_("classified; not listed in Annex I")
_SETTLE = N_("to settle it: dualuse examine {entry} --ask")
_NOT_CLASSIFIED = N_("not classified")


def what(it: Assessment, speech: Speech) -> Part:
    """The part "what"."""
    stated = {
        str(row.get("id") or number): row
        for number, row in enumerate(mappings_in(it.transaction, "items"), 1)
    }
    items = tuple(_item(item, stated.get(item.item, {}), speech) for item in it.classification)
    blocks = items or nothing_stated(speech, NO_ITEM)
    return Part(text(speech.say(N_("What"))), (Part(text(speech.say(N_("Items"))), blocks),), id="what")


def _item(item: ClassifiedItem, stated: Mapping[str, Any], speech: Speech) -> Part:
    title = (
        (Span(f"{item.item} · ", "quiet"), *name(item.description))
        if item.description
        else text(speech.say(N_("Item {item} (no description)"), item=item.item))
    )
    mark, tone = _mark(item, speech)
    return Part(title, (facts(_rows(item, stated, speech)),), mark=mark, tone=tone, card=True)


def _mark(item: ClassifiedItem, speech: Speech) -> tuple[str, Tone]:
    if item.entries is None:
        return speech.say(_NOT_CLASSIFIED), "ask"
    if item.doubts:
        return speech.say(N_("doubts")), "ask"
    if item.entries and any(sheet.verdict == "open" for sheet in item.examined):
        return speech.say(N_("listed in Annex I, as stated; its parameter sheet is open")), "ask"
    return (
        (speech.say(N_("listed in Annex I")), "quiet")
        if item.entries
        else (speech.say(N_("not listed")), "quiet")
    )


def _rows(item: ClassifiedItem, stated: Mapping[str, Any], speech: Speech) -> Iterator[Fact]:
    yield speech.say(N_("Entries")), _entries(item, speech)
    yield speech.say(N_("Rests on")), text(speech.word(ORIGINS, item.origin))
    if item.decided:
        yield speech.say(N_("Decided")), tuple(_decided(item.decided, speech))
    sheets = tuple(line for sheet in item.examined for line in _sheet(sheet, speech))
    yield speech.say(N_("Parameter sheets")), sheets or quiet(speech.say(N_("no sheet was examined")))
    doubts = tuple(text(doubt.text) for doubt in item.doubts)
    yield speech.say(N_("Doubts")), doubts or quiet(speech.say(N_("none were raised")))
    candidates = tuple(_candidate(candidate, speech) for candidate in item.candidates)
    yield (
        speech.say(N_("Entries to think of, no classification")),
        candidates or quiet(speech.say(N_("the search named none"))),
    )
    amounts = tuple(_amounts(stated, speech))
    if amounts:
        yield speech.say(N_("Kind, quantity, value")), joined([text(amount) for amount in amounts])
    if stated.get("parameters"):
        yield speech.say(N_("Parameters stated")), _parameters(stated["parameters"], speech)


def _parameters(parameters: object, speech: Speech) -> Line | tuple[Line, ...]:
    """What is stated of each entry; where it is not read in English, each name with its question in short."""
    if speech.language == "en" or not isinstance(parameters, Mapping):
        return mapping_line(speech, parameters)
    lines = []
    for entry, values in parameters.items():
        if isinstance(values, Mapping):
            questions = _questions(entry, speech.language)
            answers = (
                f"{_named(parameter, questions)} → {_value(value, speech)}"
                for parameter, value in values.items()
            )
            lines.append(text(f"{speech.label(entry)}{' · '.join(answers)}"))
        else:
            lines.append(mapping_line(speech, {entry: values}))
    return tuple(lines)


def _value(value: object, speech: Speech) -> str:
    if isinstance(value, Mapping):
        return ", ".join(_value(inner, speech) for inner in value.values())
    return speech.yes_no({"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value)


def _named(parameter: str, questions: Mapping[str, str]) -> str:
    return named_in_words(parameter, questions[parameter]) if parameter in questions else parameter


@lru_cache(maxsize=64)
def _questions(code: str, language: str) -> Mapping[str, str]:
    """What the sheet of an entry asks in words, by parameter; nothing where no sheet is here, or none that reads like it."""
    try:
        examination = examine(code, {}, language=language)
    except InputError:
        return {}
    return {row.parameter: row.question for row in examination.questions}


def _amounts(stated: Mapping[str, Any], speech: Speech) -> Iterator[str]:
    if stated.get("kind"):
        yield speech.word(KIND_WORDS, str(stated["kind"]))
    if stated.get("quantity") is not None:
        yield speech.amount(stated["quantity"], stated.get("unit"))
    if stated.get("value") is not None:
        yield speech.money(stated["value"], stated.get("currency"))
    if stated.get("cn_code"):
        yield speech.say(N_("CN code {code}"), code=stated["cn_code"])


def entries_in_short(item: ClassifiedItem, speech: Speech) -> Line:
    """The entries on one line; of an item without one, whether nobody has said so or it is in none."""
    if item.entries is None:
        return text(speech.say(_NOT_CLASSIFIED))
    return text(", ".join(item.entries) or speech.say(_NOT_LISTED))


def _entries(item: ClassifiedItem, speech: Speech) -> Line | tuple[Line, ...]:
    if item.entries is None:
        return text(speech.say(_NOT_CLASSIFIED))
    titles = (*item.titles, *("" for _ in item.entries[len(item.titles) :]))
    lines = tuple(
        joined([strong(entry), text(title)])
        for entry, title in zip(item.entries, titles[: len(item.entries)], strict=True)
    )
    return lines or text(speech.say(_NOT_LISTED))


def _decided(decided: Mapping[str, Any], speech: Speech) -> Iterator[Line]:
    def stated(field: str) -> str:
        return str(decided.get(field) or "")

    whose = [name(stated("person")), text(speech.day(stated("time"))) if stated("time") else ()]
    if stated("authority") or stated("reference"):
        ruling = speech.say(N_("ruling of {authority}, {reference}"), authority=stated("authority"), reference=stated("reference"))  # fmt: skip
        whose.insert(0, text(ruling))
    if stated("edition"):
        whose.append(text(speech.say(N_("Annex I of {edition}"), edition=speech.day(stated("edition")))))
    yield joined(whose)
    if stated("reason"):
        yield name(stated("reason"))
    for entry in mappings_in(decided, "evidence"):
        address, sum_ = str(entry.get("link") or ""), str(entry.get("file") or "")
        yield joined(
            [
                name(entry.get("document") or ""),
                text(entry.get("place") or ""),
                quote(str(entry["quote"]), speech.language) if entry.get("quote") else (),
                link(address, address) if address else (),
                code(f"sha256:{sum_}") if sum_ else (),
            ]
        )
    for entry in mappings_in(decided, "ruled_out"):
        yield text(
            speech.say(N_("not {entry}: {reason}"), entry=entry.get("entry"), reason=entry.get("reason"))
        )
    if stated("review_by"):
        yield text(speech.say(N_("to be looked at again by {day}"), day=speech.day(stated("review_by"))))


_MOST_ASKED: Final = 8
"""Questions of a sheet that stand as a list; the others are counted, and in the data."""


def _sheet(sheet: Examined, speech: Speech) -> Iterator[Line]:
    """What a sheet comes to; what it misses below it, a line each where that is asked in whole questions."""
    questions = _questions(sheet.entry, speech.language) if speech.language != "en" and sheet.missing else {}
    names = [_named(parameter, questions) for parameter in sheet.missing]
    missing = ""
    if names and questions:
        missing = speech.say(N_("not stated: {number}"), number=len(names))
    elif names:
        missing = speech.say(N_("not stated: {names}"), names=", ".join(names))
    review = speech.word(REVIEWS, sheet.review) if sheet.review else ""
    verdict = speech.word(EXAMINED.short, sheet.verdict)
    step = speech.say(_SETTLE, entry=sheet.entry) if sheet.verdict == "open" else ""
    yield joined([strong(sheet.entry), text(verdict), text(missing), text(step), quiet(review)])
    if questions:
        yield from (text(f"– {name}") for name in names[:_MOST_ASKED])
        if more := len(names) - _MOST_ASKED:
            yield from (text(speech.say(AND_MORE, number=more)),) if more > 0 else ()


def _candidate(candidate: Candidate, speech: Speech) -> Line:
    return joined(
        [
            strong(candidate.provision or candidate.entry),
            text(candidate.title),
            (
                Span(
                    speech.say(N_("likeness {score}"), score=speech.number(f"{candidate.score:.2f}")), "quiet"
                ),
            ),
        ]
    )
