"""Who may see a page: somebody who signed in, with the second factor where a position asks for one; a token never does."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.core.internal.ratelimit import consume
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from dualuse.i18n import N_, Message
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import actor_of
from dualuse.licensing.people.models import Person
from dualuse.licensing.refusals import Refusal
from dualuse.licensing.signing_in.second_factor import (
    WrongCode,
    has_second_factor,
    needs_second_factor,
)
from dualuse.portal.pages.frame import refused_page

View = Callable[..., HttpResponse]
Answer = TypeVar("Answer")


def for_people(view: View) -> View:
    """Let a view be seen by who signed in alone; it gets the actor, and its refusals are told in words."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        person = request.user
        if not isinstance(person, Person):
            return _to_sign_in(request)
        actor = actor_of(person, now().date())
        if not has_second_factor(person):
            if needs_second_factor(actor):
                return HttpResponseRedirect(reverse("set_up"))
        elif not came_with_second_factor(request):
            # It was set up elsewhere since: this session is one of a password alone.
            logout(request)
            return _to_sign_in(request)
        try:
            return view(request, actor, *arguments, **named)
        except Refusal as refusal:
            return refused_page(request, refusal)

    return guarded


def came_with_second_factor(request: HttpRequest) -> bool:
    """Whether the second factor was shown in this session."""
    return any(row["method"] == "mfa" for row in get_authentication_records(request, person_of(request)))


def signed_in_at(request: HttpRequest) -> float:
    """When somebody last signed in in this session, in seconds since 1970; 0: never."""
    return max(
        (float(row["at"]) for row in get_authentication_records(request, person_of(request))), default=0.0
    )


def person_of(request: HttpRequest) -> Person:
    """The person of a request that was let in."""
    assert isinstance(request.user, Person)
    return request.user


class TooManyCodes(Refusal):
    """So many wrong codes were entered that none is looked at for a while."""

    def __init__(self) -> None:
        super().__init__(Message("too_many_codes", N_("too many wrong codes; try again in five minutes")))


def with_code(request: HttpRequest, act: Callable[[], Answer]) -> Answer:
    """Do what a code confirms, within the number of wrong codes that a person may enter; those at signing in count, too.

    Raises:
        TooManyCodes: no more are looked at. Refusal: what is done is refused, or the code is wrong.
    """
    key = f"mfa-auth-user-{person_of(request).pk}"
    attempt = consume(request, app="allauth.account", action="login_failed", key=key)
    if attempt is None:
        raise TooManyCodes
    try:
        answer = act()
    except WrongCode:
        raise
    except Refusal:
        attempt.rollback()
        raise
    attempt.rollback()
    return answer


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else "/"
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
