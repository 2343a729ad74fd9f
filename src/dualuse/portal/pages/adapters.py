"""How django-allauth is fitted to the service: nobody signs up, a provider's identity is joined to a person who is there, secrets are enciphered."""

from __future__ import annotations

import logging
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from cryptography.fernet import InvalidToken
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from dualuse.licensing.people.models import Person
from dualuse.licensing.signing_in.recording import changing_person, record
from dualuse.licensing.signing_in.second_factor import new_secret
from dualuse.portal.ciphers import cipher
from dualuse.portal.pages.frame import page

_LOG: Final = logging.getLogger("django.request")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People come by ``dualuse person add`` alone, and go on to pages of this service alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """No page answers a script."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Whether it is an address within this service: a path, and no other host, however it is written."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No letter of django-allauth is sent: what is told to people, the service tells itself."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of second factors stand in the database enciphered, by a key from that of the service: a copy of the database computes no code."""

    def encrypt(self, text: str) -> str:
        """The text as it is kept."""
        return cipher("second factor").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was kept; of what was kept by another key something that no device has, so that no code fits."""
        try:
            return cipher("second factor").decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            _LOG.error("a second factor was enciphered by another DUALUSE_SECRET_KEY; nobody can use it")
            return new_secret()


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Identities of a provider of OpenID Connect."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Join an identity that is new to the person of its address, if the provider says that the address was verified.

        What the provider tells beside is not kept.

        Raises:
            ImmediateHttpResponse: nobody here has such an address, or the person left.
        """
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            # It was looked up, and kept with what the provider told.
            sociallogin.account.save(update_fields=["extra_data"])
            if not sociallogin.user.is_active:
                raise ImmediateHttpResponse(_stranger(request))
            return
        addresses = [row.email.strip().lower() for row in sociallogin.email_addresses if row.verified]
        person = Person.objects.filter(email__in=addresses, is_active=True).first() if addresses else None
        if not sociallogin.account.uid.strip() or sociallogin.account.uid == "None":
            raise ImmediateHttpResponse(_stranger(request))
        if person is not None and SocialAccount.objects.filter(user=person).exists():
            # The provider says that another identity has the address now: whether that is the same person, whoever runs the service finds out.
            raise ImmediateHttpResponse(_stranger(request))
        if person is None or sociallogin.state.get("process") == "connect":
            raise ImmediateHttpResponse(_stranger(request))
        sociallogin.user = person
        sociallogin.email_addresses = []
        sociallogin.account.user = person
        with changing_person(person) as locked:
            sociallogin.account.save()
            record(locked, "identity_joined", {"provider": sociallogin.account.provider}, by=str(locked.pk))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up."""
        return False


def _stranger(request: HttpRequest) -> Any:
    return page(request, "stranger.html", status=403)
