"""Signing in, the second factor, and choosing a password by an invitation; password and code are looked at by django-allauth."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, Final

import qrcode
import requests
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView, LogoutView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.contrib.auth import logout
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from markupsafe import Markup
from qrcode.image.svg import SvgPathImage

from dualuse.i18n import N_
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.people.models import Person
from dualuse.licensing.refusals import Refusal
from dualuse.licensing.signing_in.inviting import accept, person_invited
from dualuse.licensing.signing_in.second_factor import (
    has_second_factor,
    new_secret,
    recovery_codes_left,
    renew_recovery_codes,
    set_up,
)
from dualuse.portal.pages.frame import page
from dualuse.portal.pages.gate import for_people, person_of, signed_in_at, with_code

_RECENT: Final = 15 * 60
"""Seconds after signing in within which a device may be set up: a session that was left open sets none up."""
_SECRET: Final = "second_factor_secret"
_LOG: Final = logging.getLogger("django.request")

sign_in: Final = LoginView.as_view(template_name="sign_in.html")
enter_code: Final = AuthenticateView.as_view(template_name="enter_code.html")
sign_out: Final = LogoutView.as_view(template_name="sign_out.html")


def to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider of OpenID Connect."""
    return _by_provider(request, provider_id, openid_connect.login)


def from_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Somebody comes back from the provider."""
    return _by_provider(request, provider_id, openid_connect.callback)


def _by_provider(request: HttpRequest, provider_id: str, view: Callable[..., HttpResponse]) -> HttpResponse:
    """What django-allauth answers; a provider that does not answer, or with nonsense, lets nobody in."""
    try:
        return view(request, provider_id=provider_id)
    except (requests.RequestException, KeyError, ValueError) as error:
        _LOG.error("the provider of OpenID Connect does not answer as it should", exc_info=error)
        return page(request, "socialaccount/authentication_error.html", status=503)


def nobody_signs_up(request: HttpRequest, **named: Any) -> HttpResponse:
    """Where django-allauth sends somebody whom it does not know."""
    return page(request, "stranger.html", status=403)


@require_http_methods(["GET", "POST"])
def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Set a device up: the picture to scan, the secret in letters, and the first code of it."""
    if not isinstance(request.user, Person):
        return HttpResponseRedirect(reverse("account_login"))
    person = person_of(request)
    if has_second_factor(person):
        return HttpResponseRedirect(reverse("account"))
    if time.time() - signed_in_at(request) > _RECENT:
        logout(request)
        return HttpResponseRedirect(reverse("account_login"))
    secret = request.session.setdefault(_SECRET, new_secret())
    why, status = None, 200
    if request.method == "POST":
        try:
            codes = with_code(request, lambda: set_up(person, secret, request.POST.get("code", "")))
        except Refusal as refusal:
            why, status = refusal.why, 403
        else:
            del request.session[_SECRET]
            record_authentication(request, person, "mfa", type="totp")
            request.session.cycle_key()
            return page(request, "recovery_codes.html", codes=codes, left=len(codes), why=None)
    address = get_adapter().build_totp_url(person, secret)
    picture = qrcode.make(address, image_factory=SvgPathImage, border=2).to_string(encoding="unicode")
    letters = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return page(
        request,
        "set_up.html",
        status=status,
        picture=Markup(picture),
        letters=letters,
        address=address,
        why=why,
    )


@for_people
@require_http_methods(["GET", "POST"])
def recovery_codes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How many recovery codes are left, and new ones."""
    person = person_of(request)
    if not has_second_factor(person):
        return HttpResponseRedirect(reverse("set_up"))
    codes: list[str] = []
    why, status = None, 200
    if request.method == "POST":
        try:
            codes = with_code(request, lambda: renew_recovery_codes(person, request.POST.get("code", "")))
        except Refusal as refusal:
            why, status = refusal.why, 403
    left = recovery_codes_left(person)
    return page(request, "recovery_codes.html", status=status, codes=codes, left=left, why=why)


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a password, by an invitation."""
    person = person_invited(secret)
    if person is None:
        return page(request, "invitation_over.html", status=404)
    problems: list[str] = []
    if request.method == "POST":
        password = request.POST.get("password", "")
        problems = _password_problems(person, password)
        if not problems and password != request.POST.get("again", ""):
            problems = [N_("the two passwords are not the same")]
        if not problems:
            if accept(secret, password):
                logout(request)
                return page(request, "password_chosen.html")
            return page(request, "invitation_over.html", status=404)
    rules = password_validators_help_texts()
    return page(
        request,
        "invited.html",
        status=422 if problems else 200,
        person=person,
        problems=problems,
        rules=rules,
    )


def _password_problems(person: Person, password: str) -> list[str]:
    """What is wrong with a password, in the language of the page."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        return list(error.messages)
    return []
