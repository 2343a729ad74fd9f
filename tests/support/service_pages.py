"""People at the pages of the service, as a browser without scripts sends their forms."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.test import Client

PASSWORD = "correct horse battery"
_FIELD = re.compile(r"""<input[^>]*name="csrfmiddlewaretoken"[^>]*value="([^"]+)\"""")


@dataclass
class Codes:
    """Codes of devices: each that is asked for is of the next moment, so that none was used before."""

    now: float = field(default_factory=time.time)

    def of(self, secret: str) -> str:
        """The next code."""
        self.now += 30
        return self.again(secret)

    def again(self, secret: str) -> str:
        """The code of the moment, which may have been used."""
        from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

        return format_hotp_value(hotp_value(secret, int(self.now) // 30))


@dataclass
class Visitor:
    """A browser: it keeps cookies, and sends a form with the secret that the page before it has."""

    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path, headers=headers)

    def post(self, path: str, *, form_at: str = "", **fields: Any) -> Any:
        """Send a form of a page.

        Args:
            path: where it goes.
            form_at: the page that it stands in; "": the same.
            fields: what is entered.
        """
        page = self.client.get(form_at or path)
        match = _FIELD.search(page.content.decode())
        secret = match[1] if match else ""
        return self.client.post(path, {**fields, "csrfmiddlewaretoken": secret})

    def sign_in(self, email: str, password: str = PASSWORD, code: str = "", then: str = "") -> Any:
        """Sign in, with a code where one is asked for; the last answer."""
        fields = {"next": then} if then else {}
        answer = self.post("/sign-in", login=email, password=password, **fields)
        if code and answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/code"):
            return self.post("/sign-in/code", code=code)
        return answer


def words_of(answer: Any) -> str:
    """The words of a page, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())
