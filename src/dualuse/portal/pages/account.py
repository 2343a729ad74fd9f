"""One's account: positions, the second factor, and the tokens of one's programs."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from dualuse.inputs.problems import InputError
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.people.models import InForce
from dualuse.licensing.refusals import Refusal
from dualuse.licensing.signing_in.own_tokens import last_day, make_token, revoke_token, tokens_of
from dualuse.licensing.signing_in.second_factor import has_second_factor, recovery_codes_left
from dualuse.portal.pages.frame import page
from dualuse.portal.pages.gate import for_people, person_of, with_code


@for_people
@require_GET
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where somebody who signed in begins: with the cases that wait, or the account."""
    works_on_cases = actor.may("propose") or actor.may("countersign")
    return HttpResponseRedirect(reverse("cases" if works_on_cases else "account"))


@for_people
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The account; a form of it makes a token, which is shown once."""
    if request.method == "GET":
        return _page(request)
    label, code = request.POST.get("label", ""), request.POST.get("code", "")
    try:
        token = with_code(request, lambda: make_token(person_of(request), label, code))
    except Refusal as refusal:
        return _page(request, status=422, why=refusal.why, label=label)
    return _page(request, token=token, label=label.strip())


@for_people
@require_http_methods(["POST"])
def take_back_token(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take a token back; one that is over already is left as it is."""
    person = person_of(request)
    with suppress(InputError):
        revoke_token(person, request.POST.get("label", ""), by=str(person.pk))
    return HttpResponseRedirect(reverse("account"))


def _page(request: HttpRequest, *, status: int = 200, **content: Any) -> HttpResponse:
    person = person_of(request)
    positions = person.positions.filter(InForce.on(now().date())).select_related("organisation", "authority")
    shared = {"token": "", "label": "", "why": None}
    return page(
        request,
        "account.html",
        status=status,
        person=person,
        positions=positions.order_by("pk"),
        tokens=tokens_of(person),
        last_day=last_day,
        has_device=has_second_factor(person),
        left=recovery_codes_left(person),
        **(shared | content),
    )
