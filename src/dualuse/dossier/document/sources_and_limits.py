"""What it rests on: assumptions, what was not examined, warnings; then sources, the weakest of them, and how to verify."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from dualuse.assessment.field_words import without_fields
from dualuse.assessment.text.words import GENERAL_AUTHORISATIONS, POLICY_WORDS
from dualuse.documents.blocks import (
    Block,
    Bullets,
    Fact,
    Paragraph,
    Part,
    Table,
    code,
    facts,
    joined,
    quiet,
    strong,
    text,
)
from dualuse.documents.speech import Speech
from dualuse.dossier.document.consequences import not_applying, terms_of_authorisations
from dualuse.dossier.document.earlier import earlier_part
from dualuse.dossier.document.purpose import answered
from dualuse.dossier.document.questions import question_sources
from dualuse.dossier.document.shared_blocks import (
    bullets,
    entries_by_item,
    fact_name,
    fact_value,
    listing_of_fact,
    not_stated,
    nothing_stated,
    verification_words,
)
from dualuse.dossier.document.words import AGE_OF_LAW, LAW_KNOWN_UP_TO, ROOMS, SOURCES, STEP_NAMES
from dualuse.i18n import N_, short_day, translate
from dualuse.i18n.days import is_day
from dualuse.i18n.statuses import REVIEW
from dualuse.schema.assessment import Assessment
from dualuse.schema.determination import Determination

_LEGAL = N_("Not legal advice; only the Official Journal of the European Union is authentic.")


def limits(it: Assessment, speech: Speech) -> Part:
    """The part on the limits of the answer."""
    determination = it.determination
    return Part(
        text(speech.say(N_("Limits of this answer"))),
        (
            Part(text(speech.say(N_("Assumed, not stated"))), _assumed(determination, speech)),
            Part(
                text(speech.say(N_("Please note"))),
                bullets(
                    speech,
                    (
                        text(without_fields(speech.with_days(warning.text)))
                        for warning in determination.warnings
                    ),
                    N_("There are no warnings."),
                ),
            ),
        ),
        id="limits",
    )


def _assumed(determination: Determination, speech: Speech) -> tuple[Block, ...]:
    lines = (
        joined([text(assumption.text), quiet(speech.word(POLICY_WORDS, assumption.policy))])
        for assumption in determination.assumptions
    )
    return bullets(speech, lines, N_("Nothing was assumed."))


def not_examined(determination: Determination, speech: Speech) -> Iterator[Block]:
    """What was not examined, that which matters for this transaction first."""
    if not determination.not_examined:
        yield from nothing_stated(speech, N_("Nothing is known that was left unexamined."))
        return
    near = tuple(
        joined([strong(translate(act.act, speech.language)), text(act.why)], speech.colon)
        for act in determination.not_examined
        if act.stops_release
    )
    if near:
        heading = N_("In force for this transaction; while it is not settled the answer is never “go”:")
        yield Paragraph(text(speech.say(heading)))
        yield Bullets(near)
    far = tuple(
        joined([text(translate(act.act, speech.language)), quiet(act.why)], speech.colon)
        for act in determination.not_examined
        if not act.stops_release
    )
    if far:
        if near:
            yield Paragraph(text(speech.say(N_("Not examined either, and no reason of this answer:"))))
        yield Bullets(far)


def known(it: Assessment, speech: Speech) -> Part:
    """The part on verification and retention."""
    return Part(
        text(speech.say(N_("What it rests on"))),
        (
            Part(text(speech.say(N_("How well it is known"))), (facts(_verification(it, speech)),)),
            Part(text(speech.say(N_("Keeping and looking again"))), (facts(_retention(it, speech)),)),
            *earlier_part(it, speech),
        ),
        id="rests-on",
    )


def annex(it: Assessment, speech: Speech) -> Part:
    """The annex: what raises nothing and does not apply, what was not examined, editions and checksums."""
    diligence = it.diligence
    parts = [(N_("Provisions that do not apply"), not_applying(it, speech))]
    if terms := terms_of_authorisations(it.determination, speech):
        parts.append((GENERAL_AUTHORISATIONS, terms))
    if diligence is not None:
        parts += answered(diligence, speech)
        parts.append((N_("Who asks"), question_sources(diligence, speech)))
    parts += [
        (N_("Not examined"), tuple(not_examined(it.determination, speech))),
        (N_("Facts that follow from evidence or a listing"), _facts(it, speech)),
        (N_("Sources"), _sources(it, speech)),
        (N_("Verify this dossier"), tuple(_verify(it, speech))),
    ]
    return Part(
        text(speech.say(N_("Annex"))),
        tuple(Part(text(speech.say(title)), blocks) for title, blocks in parts),
        id="annex",
        small=True,
    )


def _sources(it: Assessment, speech: Speech) -> tuple[Block, ...]:
    listed = {(source.name, source.edition) for source in it.sources if source.kind == "questionnaire"}
    questionnaires = it.diligence.questionnaires if it.diligence else ()
    rows = [(source.kind, source.name, source.edition, source.checksum) for source in it.sources]
    rows += [
        ("questionnaire", name, version, sum_)
        for name, version, sum_ in questionnaires
        if (name, version) not in listed
    ]
    if not rows:
        return nothing_stated(speech)
    head = (speech.say(N_("Source")), speech.say(N_("Edition")), speech.say(N_("Checksum")))
    shown = tuple(
        (
            joined([text(speech.word(SOURCES, kind)), text(_source_name(kind, name, speech))], speech.colon),
            text(_edition(kind, edition, speech)),
            # All are SHA-256, and the name of that would not fit beside the longest.
            code(sum_.removeprefix("sha256:")) if sum_ else text("–"),
        )
        for kind, name, edition, sum_ in rows
    )
    return (Table(speech.say(N_("Sources with their editions and checksums")), head, shown, (11, 6, 21)),)


def _source_name(kind: str, name: str, speech: Speech) -> str:
    """What the source is called; the parts of the questionnaire and acts in words."""
    return speech.word(STEP_NAMES, name) if kind == "questionnaire" else translate(name, speech.language)


_EDITIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "sheet": REVIEW.short,
    "search": {
        "text": N_("official text of Annex I"),
        "outline": N_("outline of Annex I"),
        "outline_by_words": N_("outline of Annex I, by words"),
    },
}
"""What data say in place of an edition, in words."""


def _edition(kind: str, edition: str, speech: Speech) -> str:
    if words := _EDITIONS.get(kind, {}).get(edition):
        return speech.say(words)
    return short_day(edition, speech.language) if is_day(edition) else edition


def _facts(it: Assessment, speech: Speech) -> tuple[Block, ...]:
    """Each fact with the room that set it; they stand one after the other, as paper is short."""
    entries = entries_by_item(it)
    lines = [
        joined(
            [
                joined(
                    [text(fact_name(path, entries, speech)), text(fact_value(speech, path, value))],
                    speech.colon,
                ),
                text(
                    listing_of_fact(path, it.diligence, entries, speech)
                    or speech.say(N_("from {room}"), room=speech.word(ROOMS, room))
                ),
            ]
        )
        for path, value, room in it.facts
    ]
    if not lines:
        return nothing_stated(speech, N_("Evidence set no fact beyond what was stated."))
    return (Paragraph(joined(lines, speech.semicolon)),)


def _verification(it: Assessment, speech: Speech) -> Iterator[Fact]:
    law = it.determination.law
    yield speech.say(N_("The weakest of it")), strong(verification_words(speech, it.verification))
    yield speech.say(N_("The law")), text(verification_words(speech, law.verification))
    yield speech.say(N_("Edition of Annex I")), text(speech.day(law.annex_i))
    yield speech.say(LAW_KNOWN_UP_TO), text(speech.day(law.current_to))
    if it.determination.law_age is not None:
        yield speech.say(AGE_OF_LAW), text(speech.with_days(it.determination.law_age.text))
    if it.determination.configuration is not None:
        yield speech.say(N_("Settings")), code(it.determination.configuration.file)
    yield speech.say(N_("Version of the law")), code(law.version)
    policies = ", ".join(it.policies)
    yield (
        speech.say(N_("Policies chosen")),
        text(policies) if policies else quiet(speech.say(N_("none"))),
    )


def _retention(it: Assessment, speech: Speech) -> Iterator[Fact]:
    kept = it.retention
    until = (
        speech.day(kept.until)
        if kept.until
        else speech.say(N_("no day yet: no export follows from it so far"))
    )
    yield speech.say(N_("Keep until")), text(until)
    yield speech.say(N_("Under")), joined([text(translate(kept.citation, speech.language)) if kept.citation else (), text(kept.text)]) or not_stated(speech)  # fmt: skip
    yield (
        speech.say(N_("Open again after")),
        text(speech.day(it.review_by)) if it.review_by else not_stated(speech),
    )


def _verify(it: Assessment, speech: Speech) -> Iterator[Block]:
    name = f"{it.reference or 'FILE'}.json"
    yield facts(
        [
            (speech.say(N_("Checksum")), code(it.checksum) if it.checksum else not_stated(speech)),
            (speech.say(N_("Command")), code("dualuse dossier verify FILE.json")),
        ]
    )
    how = N_(
        "The dossier is its JSON, which this document holds. Save it as a file, {name} for instance; the command computes the checksum, the diligence and the determination again and compares."
    )
    yield Paragraph(text(speech.say(how, name=name)))
    yield Paragraph(text(speech.say(_LEGAL)), quiet=True)
