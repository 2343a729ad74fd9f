"""Signing in by a provider of OpenID Connect: who is here by a verified address is let in, with the second factor; nobody else; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import override_settings

from dualuse.licensing.people.models import Person
from dualuse.licensing.signing_in.leaving import leave
from dualuse.licensing.signing_in.second_factor import enrol, new_secret
from dualuse.portal.pages.adapters import ProviderAdapter
from tests.support.service_pages import Codes, Visitor, words_of
from tests.support.service_people import People

ISSUER = "https://login.example"
OFFICER, EXPORTER = "officer@example.org", "exporter@example.org"


@dataclass
class Answer:
    """What the provider answers."""

    body: dict[str, Any]
    status_code: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "application/json"})

    def json(self) -> dict[str, Any]:
        return self.body

    def raise_for_status(self) -> None:
        """It is well."""


@dataclass
class Provider:
    """A provider that says what a test lets it say of whoever comes; it notes what it was asked."""

    claims: dict[str, Any] = field(default_factory=dict)
    asked_for: list[tuple[str, Any]] = field(default_factory=list)

    def __enter__(self) -> Provider:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing is open."""

    def get(self, url: str, **others: Any) -> Answer:
        if url == f"{ISSUER}/.well-known/openid-configuration":
            names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
            return Answer({"issuer": ISSUER, **{name: f"{ISSUER}/{name}" for name in names}})
        assert url == f"{ISSUER}/userinfo_endpoint"
        return Answer(self.claims)

    def request(self, method: str, url: str, **others: Any) -> Answer:
        self.asked_for.append((url, others.get("data")))
        return Answer({"access_token": "a", "token_type": "Bearer"})

    post = request

    def comes_back(self, visitor: Visitor, **claims: Any) -> Any:
        """Somebody who went to the provider comes back from it."""
        self.claims = claims
        there = visitor.post("/sign-in/oidc", form_at="/sign-in")
        assert there.status_code == 302
        query = parse_qs(urlsplit(there.headers["Location"]).query)
        assert there.headers["Location"].startswith(f"{ISSUER}/authorization_endpoint?")
        assert query["redirect_uri"] == ["http://testserver/sign-in/oidc/back"]
        assert query["code_challenge_method"] == ["S256"]
        return visitor.get(f"/sign-in/oidc/back?code=c&state={query['state'][0]}")


@pytest.fixture
def provider(people: People, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    made = Provider()
    monkeypatch.setattr(ProviderAdapter, "get_requests_session", lambda adapter: made)
    app = {
        "provider_id": "oidc",
        "name": "House",
        "client_id": "dualuse",
        "secret": "s",
        "settings": {"server_url": ISSUER},
    }
    providers = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    with override_settings(
        SOCIALACCOUNT_PROVIDERS=providers, OIDC_ISSUER=ISSUER, OIDC_NAME="House", OIDC_ORIGIN=ISSUER
    ):
        yield made


def test_a_verified_address_joins_an_identity_to_who_is_here(provider: Provider) -> None:
    visitor = Visitor()
    page = visitor.get("/sign-in")
    assert "Sign in by House" in words_of(page)
    assert f"form-action 'self' {ISSUER}" in page.headers["Content-Security-Policy"]
    answer = provider.comes_back(
        visitor, sub="7", email="Exporter@Example.org", email_verified=True, name="E. Xporter", phone="1"
    )
    assert answer.headers["Location"] == "/"
    assert EXPORTER in words_of(visitor.get("/account"))
    account = SocialAccount.objects.get()
    assert (account.uid, account.user.email, account.extra_data) == ("7", EXPORTER, {})
    assert SocialToken.objects.count() == 0
    # The identity is known from now on, whatever its address.
    again = Visitor()
    provider.comes_back(again, sub="7", email="other@example.org", email_verified=True)
    assert EXPORTER in words_of(again.get("/account"))
    assert SocialAccount.objects.get().extra_data == {}
    assert EmailAddress.objects.count() == 0


@pytest.mark.parametrize(
    "claims",
    [
        {"email": EXPORTER, "email_verified": False},
        {"email": EXPORTER},
        {"email": EXPORTER, "email_verified": "no"},
        {"email": "stranger@example.org", "email_verified": True},
        {"email": "other@example.org", "email_verified": True},
        {},
    ],
)
def test_nobody_else_is_let_in(provider: Provider, claims: dict[str, Any]) -> None:
    leave(Person.objects.get(email="other@example.org"))
    before = Person.objects.count()
    visitor = Visitor()
    answer = provider.comes_back(visitor, sub="8", **claims)
    assert (answer.status_code, "Nobody signs up" in words_of(answer)) == (403, True)
    assert visitor.get("/account").status_code == 302
    assert (Person.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_a_provider_is_no_second_factor(provider: Provider, codes: Codes) -> None:
    person = Person.objects.get(email=OFFICER)
    claims = {"sub": "9", "email": OFFICER, "email_verified": True}
    visitor = Visitor()
    assert provider.comes_back(visitor, **claims).headers["Location"] == "/"
    assert visitor.get("/cases").headers["Location"] == "/second-factor"
    secret = new_secret()
    enrol(person, secret)
    visitor = Visitor()
    assert provider.comes_back(visitor, **claims).headers["Location"].startswith("/sign-in/code")
    assert visitor.get("/cases").headers["Location"].startswith("/sign-in")
    assert visitor.post("/sign-in/code", code=codes.of(secret)).headers["Location"] == "/"
    assert visitor.get("/cases").status_code == 200
    leave(person)
    assert provider.comes_back(Visitor(), **claims).status_code == 403


def test_an_answer_that_nobody_asked_for_is_refused(provider: Provider) -> None:
    answer = Visitor().get("/sign-in/oidc/back?code=c&state=invented")
    assert (answer.status_code, "did not say who you are" in words_of(answer)) == (401, True)
    assert provider.asked_for == []


def test_a_provider_that_does_not_answer_lets_nobody_in(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_answer(url: str, **others: Any) -> Answer:
        raise requests.ConnectionError

    monkeypatch.setattr(provider, "get", no_answer)
    visitor = Visitor()
    answer = visitor.post("/sign-in/oidc", form_at="/sign-in")
    assert (answer.status_code, "did not say who you are" in words_of(answer)) == (503, True)
    assert visitor.get("/account").status_code == 302


def test_the_settings_of_a_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib

    from django.core.exceptions import ImproperlyConfigured

    from dualuse.portal.pages import sign_in_settings

    monkeypatch.setenv("DUALUSE_OIDC_ISSUER", f"{ISSUER}/realm/")
    with pytest.raises(ImproperlyConfigured, match="DUALUSE_OIDC_CLIENT"):
        importlib.reload(sign_in_settings)
    monkeypatch.setenv("DUALUSE_OIDC_CLIENT", "dualuse")
    read = importlib.reload(sign_in_settings)
    assert (f"{ISSUER}/realm", ISSUER) == (read.OIDC_ISSUER, read.OIDC_ORIGIN)
    monkeypatch.setenv("DUALUSE_PRODUCTION", "1")
    monkeypatch.setenv("DUALUSE_HOSTS", "licences.example,.other.example")
    read = importlib.reload(sign_in_settings)
    assert (read.SESSION_COOKIE_SECURE, read.SESSION_COOKIE_NAME) == (True, "__Host-session")
    assert read.SERVICE_URL == "https://licences.example"
    assert read.CSRF_TRUSTED_ORIGINS == ["https://*.other.example", "https://licences.example"]
    for name, value in (
        ("DUALUSE_URL", "http://licences.example"),
        ("DUALUSE_OIDC_ISSUER", "http://login.example"),
    ):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            with pytest.raises(ImproperlyConfigured, match=name):
                importlib.reload(sign_in_settings)
    for name in ("DUALUSE_OIDC_ISSUER", "DUALUSE_OIDC_CLIENT", "DUALUSE_PRODUCTION", "DUALUSE_HOSTS"):
        monkeypatch.delenv(name)
    importlib.reload(sign_in_settings)


@pytest.mark.parametrize("sub", [None, "", " "])
def test_an_identity_without_a_name_is_nobodys(provider: Provider, sub: Any) -> None:
    answer = provider.comes_back(Visitor(), sub=sub, email=EXPORTER, email_verified=True)
    assert answer.status_code in (403, 503), "refused by the service, or before by what reads the answer"
    assert not SocialAccount.objects.exists()


def test_a_second_identity_is_not_joined_to_one_person(provider: Provider) -> None:
    first = provider.comes_back(Visitor(), sub="7", email=EXPORTER, email_verified=True)
    assert first.headers["Location"] == "/"
    second = provider.comes_back(Visitor(), sub="8", email=EXPORTER, email_verified=True)
    assert second.status_code == 403
    assert SocialAccount.objects.get().uid == "7"
