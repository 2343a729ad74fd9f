"""What: every item, its entries and where they come from, what speaks against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dualuse.documents.blocks import Line, Part, Span, Tone, code, joined, link, name, text
from dualuse.documents.dossier.stated import facts, not_stated, nothing, pairs, rows_of
from dualuse.documents.dossier.words import EXAMINED, KINDS, ORIGINS, REVIEWS
from dualuse.documents.speech import Speech
from dualuse.i18n import N_
from dualuse.schema.assessment import Assessment, Candidate, ClassifiedItem, Examined

_NOT_LISTED = N_("classified; not listed in Annex I")
_NOT_CLASSIFIED = N_("not classified")


def what(it: Assessment, speech: Speech) -> Part:
    """The part "what"."""
    stated = {
        str(one.get("id") or number): one for number, one in enumerate(rows_of(it.transaction, "items"), 1)
    }
    items = tuple(_item(one, stated.get(one.item, {}), speech) for one in it.classification)
    blocks = items or nothing(speech, N_("No item was stated."))
    return Part(text(speech.say(N_("What"))), (Part(text(speech.say(N_("Items"))), blocks),), id="what")


def _item(one: ClassifiedItem, stated: Mapping[str, Any], speech: Speech) -> Part:
    title = (
        Span(f"{one.item} · ", "quiet"),
        *(name(one.description) if one.description else not_stated(speech)),
    )
    mark, tone = _mark(one, speech)
    return Part(title, (facts(_rows(one, stated, speech)),), mark=mark, tone=tone, card=True)


def _mark(one: ClassifiedItem, speech: Speech) -> tuple[str, Tone]:
    if one.entries is None:
        return speech.say(_NOT_CLASSIFIED), "ask"
    if one.doubts:
        return speech.say(N_("doubts")), "ask"
    return (
        (speech.say(N_("listed in Annex I")), "quiet")
        if one.entries
        else (speech.say(N_("not listed")), "quiet")
    )


def _rows(
    one: ClassifiedItem, stated: Mapping[str, Any], speech: Speech
) -> Iterator[tuple[str, Line | tuple[Line, ...]]]:
    yield speech.say(N_("Entries")), _entries(one, speech)
    yield speech.say(N_("Rests on")), text(speech.word(ORIGINS, one.origin))
    if one.decided:
        yield speech.say(N_("Decided")), tuple(_decided(one.decided, speech))
    sheets = tuple(_sheet(found, speech) for found in one.examined)
    none = (Span(speech.say(N_("no sheet was examined")), "quiet"),)
    yield speech.say(N_("Parameter sheets")), sheets or none
    doubts = tuple(text(doubt.text) for doubt in one.doubts)
    yield speech.say(N_("Doubts")), doubts or (Span(speech.say(N_("none were raised")), "quiet"),)
    found = tuple(_candidate(candidate, speech) for candidate in one.candidates)
    nothing_found = (Span(speech.say(N_("the search named none")), "quiet"),)
    yield speech.say(N_("Entries to think of, no classification")), found or nothing_found
    if stated.get("kind"):
        yield speech.say(N_("Kind")), text(speech.word(KINDS, str(stated["kind"])))
    if stated.get("quantity") is not None:
        amount = f"{speech.number(stated['quantity'])} {stated.get('unit') or ''}".strip()
        yield speech.say(N_("Quantity")), text(amount)
    if stated.get("value") is not None:
        yield speech.say(N_("Value")), text(speech.money(stated["value"], stated.get("currency")))
    if stated.get("cn_code"):
        yield speech.say(N_("CN code")), text(stated["cn_code"])
    if stated.get("parameters"):
        yield speech.say(N_("Parameters stated")), pairs(speech, stated["parameters"])


def _entries(one: ClassifiedItem, speech: Speech) -> Line | tuple[Line, ...]:
    if one.entries is None:
        return text(speech.say(_NOT_CLASSIFIED))
    titles = (*one.titles, *("" for _ in one.entries[len(one.titles) :]))
    lines = tuple(
        joined([(Span(entry, "strong"),), text(title)])
        for entry, title in zip(one.entries, titles[: len(one.entries)], strict=True)
    )
    return lines or text(speech.say(_NOT_LISTED))


def _decided(decided: Mapping[str, Any], speech: Speech) -> Iterator[Line]:
    def said(field: str) -> str:
        return str(decided.get(field) or "")

    whose = [name(said("person")), text(speech.day(said("time"))) if said("time") else ()]
    if said("authority") or said("reference"):
        ruling = speech.say(N_("ruling of {authority}, {reference}"), authority=said("authority"), reference=said("reference"))  # fmt: skip
        whose.insert(0, text(ruling))
    if said("edition"):
        whose.append(text(speech.say(N_("Annex I of {edition}"), edition=speech.day(said("edition")))))
    yield joined(whose)
    if said("reason"):
        yield name(said("reason"))
    for one in rows_of(decided, "evidence"):
        address, sum_ = str(one.get("link") or ""), str(one.get("file") or "")
        yield joined(
            [
                name(one.get("document") or ""),
                text(one.get("place") or ""),
                (Span("“"), Span(str(one["quote"]), "name"), Span("”")) if one.get("quote") else (),
                link(address, address) if address else (),
                code(f"sha256:{sum_}") if sum_ else (),
            ]
        )
    for one in rows_of(decided, "ruled_out"):
        yield text(speech.say(N_("not {entry}: {reason}"), entry=one.get("entry"), reason=one.get("reason")))
    if said("review_by"):
        yield text(speech.say(N_("to be looked at again by {day}"), day=speech.day(said("review_by"))))


def _sheet(one: Examined, speech: Speech) -> Line:
    missing = speech.say(N_("not stated: {names}"), names=", ".join(one.missing)) if one.missing else ""
    review = speech.word(REVIEWS, one.review) if one.review else ""
    verdict = speech.word(EXAMINED, one.verdict)
    return joined([(Span(one.entry, "strong"),), text(verdict), text(missing), (Span(review, "quiet"),)])


def _candidate(one: Candidate, speech: Speech) -> Line:
    return joined(
        [
            (Span(one.provision or one.entry, "strong"),),
            text(one.title),
            (Span(speech.say(N_("likeness {score}"), score=speech.number(f"{one.score:.2f}")), "quiet"),),
        ]
    )
