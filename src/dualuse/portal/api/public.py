"""What anybody may ask, without a token: to judge a transaction, to classify a product, what an entry is. The shapes are those of the command line.

Nothing that is asked here is stored, and nobody is screened: who is on a list is the exporter's to look up with its own lists, or with a token.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field, StringConstraints

from dualuse import check, classify
from dualuse.assessment.serialisation import to_json
from dualuse.classification.search.classifying import installed_texts
from dualuse.documents.entry_lookup import describe
from dualuse.inputs.formats import DETERMINATION, ENTRY, with_format
from dualuse.inputs.problems import MissingSourceError, Problem
from dualuse.licensing.actions import Body, shaped
from dualuse.licensing.cases.applications import malformed
from dualuse.licensing.refusals import Fault
from dualuse.portal.api.problems import language_of
from dualuse.portal.api.public_work import place_for_a_stranger, see_size, see_work
from dualuse.portal.api.requests import in_openapi, sent_in, signed_in
from dualuse.record.workspace import workspace_at
from dualuse.screening.output import answer_data, not_screened
from dualuse.screening.properties import counterparty
from dualuse.screening.session import session
from dualuse.sources.home import home

router = Router(tags=["public"])
screening = Router(tags=["exporter"])


class Product(Body):
    """A product in words."""

    description: Annotated[str, StringConstraints(min_length=1, max_length=10_000)]
    id: Annotated[str, StringConstraints(max_length=200)] = ""


class AskedParty(Body):
    """A party in the shape of ``screen --file``: a schema of FollowTheMoney, and its properties."""

    id: Annotated[str, StringConstraints(max_length=200)] = ""
    schema_: Annotated[str, StringConstraints(max_length=40)] = Field("LegalEntity", alias="schema")
    properties: dict[str, list[str]]


@router.post("check", auth=None)
def post_check(request: HttpRequest) -> HttpResponse:
    """Judge a transaction under the law of its date: the answer of ``dualuse check --json``, with nobody screened."""
    see_size(request)
    data = sent_in(request)
    if not isinstance(data, dict):
        data = {"": data}
    see_work(request, data)
    with place_for_a_stranger():
        determination = check(data, language=language_of(request), screener=None)
    return _json(to_json(with_format(DETERMINATION, determination)))


@router.post("classify", auth=None, openapi_extra=in_openapi(Product))
def post_classify(request: HttpRequest) -> HttpResponse:
    """The entries of Annex I that a product may belong to: the answer of ``dualuse classify --json``."""
    see_size(request)
    product = shaped(Product, sent_in(request))
    see_work(request, product.description)
    with place_for_a_stranger():
        answer = classify(product.description, installed_texts(), product.id)
    return _json(json.dumps(answer.as_data(language_of(request)), ensure_ascii=False))


@router.get("entries/{code}", auth=None)
def get_entry(request: HttpRequest, code: str) -> HttpResponse:
    """An entry or provision of Annex I: the answer of ``dualuse entry CODE --json``."""
    return _json(to_json(with_format(ENTRY, describe(code, language_of(request)))))


@screening.post("screen", openapi_extra=in_openapi(AskedParty))
def post_screen(request: HttpRequest) -> dict[str, Any]:
    """Compare a party with the sanctions lists of the service: the answer of ``dualuse screen --json``; nothing of it is stored."""
    signed_in(request, "screen")
    return _screened(shaped(AskedParty, sent_in(request)), language_of(request))


def _screened(party: AskedParty, language: str) -> dict[str, Any]:
    subject = counterparty(party.id, party.schema_, party.properties)
    if isinstance(subject, Problem):
        raise malformed([Fault(subject.path, subject.what.code, subject.what)])
    place = home()
    try:
        opened = session(place, workspace_at("", place), date.today())
    except MissingSourceError as error:
        return not_screened(party.id, error.problems[0], language)
    (answer,) = opened.answers([subject.query])
    return answer_data(answer, opened, language, subject.messages)


def _json(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")
