"""What the tests of the pages share: cheap passwords, and a clock that gives each second factor a new code when it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.test import override_settings

from tests.support.service_pages import Codes


@pytest.fixture(autouse=True)
def cheap_passwords() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def codes(monkeypatch: pytest.MonkeyPatch) -> Codes:
    """Codes of second factors, each of a moment of its own."""
    from allauth.mfa.totp.internal import auth

    made = Codes()
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: made.now))
    return made
