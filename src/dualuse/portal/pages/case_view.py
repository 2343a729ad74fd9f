"""A case as its page has it: what is stated, what was examined, what is proposed, what may be done; nothing that the actor may not see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from dualuse.law.measures.listings.model import ROLE_WORDS
from dualuse.licensing.actions import Offer, offers
from dualuse.licensing.cases.evidence import surveillance_lines
from dualuse.licensing.cases.interests import agent_of
from dualuse.licensing.cases.models import Case, CaseVersion
from dualuse.licensing.cases.own_words import OwnWords
from dualuse.licensing.cases.queries import cases_for, events_seen_by_authority
from dualuse.licensing.completeness import line_ids
from dualuse.licensing.decisions.models import Proposal, ProposedLine
from dualuse.licensing.denials.models import Consideration
from dualuse.licensing.documents.models import Document
from dualuse.licensing.documents.queries import documents_for
from dualuse.licensing.forms import form_fields
from dualuse.licensing.kinds import Kind, kinds
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.people.models import Organisation, Person
from dualuse.licensing.refusals import NotThere

_LATEST: Final = 40
"""So many events are shown, the newest first."""


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of the application itself: its title (or its name, where the forms have none any more), its form, and what is stated there."""

    title: str
    form: str
    value: Any


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its id, what the version states of it, in the transaction and in fields of its own, whether it is or may be a surveillance item (Art. 2(20)), and what is proposed of it."""

    id: str
    item: Mapping[str, Any]
    own: tuple[OwnField, ...]
    may_be_surveillance: bool
    proposed: ProposedLine | None


@dataclass(frozen=True, slots=True)
class Happened:
    """An event: its number in the record, when, what, by whom, and in which words (each with a name, or "")."""

    number: int
    at: datetime
    action: str
    by: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """What the page of a case says."""

    case: Case
    kind: Kind
    version: CaseVersion
    agent: Organisation | None
    own: tuple[OwnField, ...]
    lines: tuple[Line, ...]
    parties: tuple[tuple[str, Mapping[str, Any]], ...]
    documents: tuple[Document, ...]
    evidence: tuple[Any, ...]
    considered: tuple[Consideration, ...]
    proposal: Proposal | None
    happened: tuple[Happened, ...]
    offers: tuple[Offer, ...]

    def offer(self, action: str) -> Offer:
        """An action, and whether it is allowed."""
        return next(offer for offer in self.offers if offer.action.name == action)


def case_view(actor: Actor, reference: str) -> CaseView:
    """A case as an actor may see it.

    Raises:
        NotThere: there is none of that reference that it may see.
    """
    rows = cases_for(actor, "view_case").select_related("organisation", "authority", "assignee")
    if (case := rows.filter(reference=reference).first()) is None:
        raise NotThere.of_case(reference)
    version = case.versions.get(number=case.current)
    data = version.transaction
    words = OwnWords(actor, case)
    proposals = case.proposals.select_related("proposed_by", "second").order_by("-number")[:1]
    proposal = next(iter(words.readable_rows(proposals, lambda row: row.proposed)), None)
    proposed = {row.line: row for row in proposal.lines.all()} if proposal is not None else {}
    items = zip(line_ids(data), data.get("items") or (), strict=True)
    surveillance = set(surveillance_lines(version))
    return CaseView(
        case=case,
        kind=kinds()[case.kind],
        version=version,
        agent=agent_of(case),
        own=own_fields(version.fields),
        lines=tuple(
            Line(
                line,
                item,
                own_fields(version.lines.get(line, {})),
                line in surveillance,
                proposed.get(line),
            )
            for line, item in items
        ),
        parties=tuple((ROLE_WORDS.get(row["role"], row["role"]), row) for row in data.get("parties") or ()),
        documents=_documents(actor, case, version),
        evidence=tuple(case.evidence.filter(voided=None).select_related("made_by").order_by("pk")),
        considered=_considered(actor, case, words),
        proposal=proposal,
        happened=_happened(actor, case, words),
        offers=tuple(offers(actor, case, now().date())),
    )


def own_fields(fields: Mapping[str, Any]) -> tuple[OwnField, ...]:
    """Every field of an application itself that is stated, in the order of the forms; those that the forms do not name any more come last."""
    places = {name: number for number, name in enumerate(form_fields())}
    return tuple(
        OwnField(form_fields()[name].title, form_fields()[name].form, fields[name])
        if name in form_fields()
        else OwnField(name, "text", fields[name])
        for name in sorted(fields, key=lambda name: places.get(name, len(places)))
    )


def _documents(actor: Actor, case: Case, version: CaseVersion) -> tuple[Document, ...]:
    if not actor.may("view_document"):
        return ()
    visible = documents_for(actor).filter(case=case)
    return tuple(case.documents.in_version(version.number).filter(pk__in=visible).order_by("pk"))


def _considered(actor: Actor, case: Case, words: OwnWords) -> tuple[Consideration, ...]:
    if not cases_for(actor, "view_denial").filter(pk=case.pk).exists():
        return ()
    rows = Consideration.objects.filter(case=case).select_related("denial").order_by("pk")
    return tuple(words.readable_rows(rows, lambda row: row.made))


def _happened(actor: Actor, case: Case, words: OwnWords) -> tuple[Happened, ...]:
    if not cases_for(actor, "view_events").filter(pk=case.pk).exists():
        return ()
    events = list(events_seen_by_authority(case).select_related("content").order_by("-number")[:_LATEST])
    keys = {int(event.actor) for event in events if event.actor.isdigit()}
    names = dict(Person.objects.filter(pk__in=keys).values_list("pk", "name"))
    return tuple(
        Happened(
            event.number,
            event.effective_at,
            event.action,
            names.get(int(event.actor), event.actor) if event.actor.isdigit() else event.actor,
            _words(words.content_of(event) or {}),
        )
        for event in events
    )


def _words(content: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What people wrote in an event: the text of an action, the points of an assessment, the reasons of answers."""
    words = [("", str(content["text"]))] if content.get("text") else []
    words += [("valid_until", str(content["longer"]))] if content.get("longer") else []
    words += [("own_diligence", str(content["all_the_same"]))] if content.get("all_the_same") else []
    words += [(f"({point})", str(text)) for point, text in (content.get("points") or {}).items()]
    words += [
        (f"{row['party']} {row['list']} {row['entity']}".strip() + f": {row['conclusion']}", row["text"])
        for row in content.get("hits") or ()
    ]
    words += [
        (f"{row['question']} {row.get('item') or row.get('party') or ''}: {row['answer']}", row["reason"])
        for row in content.get("answers") or ()
    ]
    return tuple(words)
