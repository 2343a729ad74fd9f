"""Signing in with password and second factor, by an invitation first; what is refused, and what ends; on both databases."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, override_settings

from dualuse.licensing.events.models import Event
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.moments import at, now
from dualuse.licensing.people.models import Person
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.signing_in.forgetting import forget_signing_in
from dualuse.licensing.signing_in.inviting import VALID, invite
from dualuse.licensing.signing_in.leaving import leave
from dualuse.licensing.signing_in.models import Invitation, Kept
from dualuse.licensing.signing_in.second_factor import enrol, new_secret, reset_second_factor
from tests.support.service_pages import PASSWORD, Codes, Visitor, words_of
from tests.support.service_people import People, record_people

OFFICER, EXPORTER = "officer@example.org", "exporter@example.org"
PAGES = ("/", "/account", "/cases", "/recovery-codes", "/cases/A-1", "/cases/A-1/propose")


@pytest.fixture
def secret(people: People) -> str:
    """That of the officer's device; everybody has the same password."""
    for person in Person.objects.all():
        person.set_password(PASSWORD)
        person.save()
    record_people()
    secret = new_secret()
    enrol(Person.objects.get(email=OFFICER), secret)
    return secret


@pytest.fixture
def officer(secret: str, codes: Codes) -> Visitor:
    """The officer, who signed in."""
    visitor = Visitor()
    assert visitor.sign_in(OFFICER, code=codes.of(secret)).status_code == 302
    assert visitor.get("/account").status_code == 200
    return visitor


def actions(email: str) -> list[str]:
    chain = f"person:{Person.objects.get(email=email).pk}"
    return list(Event.objects.filter(chain=chain).values_list("action", flat=True))


def test_a_stranger_is_led_to_signing_in(people: People) -> None:
    for path in PAGES:
        answer = Visitor().get(path)
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/sign-in")
    assert Visitor().get("/sign-in/oidc").status_code == 404, "no provider is set"
    page = Visitor().get("/sign-in")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "unsafe" not in policy
    assert "<script" not in page.content.decode()
    assert " style=" not in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert "https://" not in page.content.decode()


def test_from_an_invitation_to_work(people: People, codes: Codes) -> None:
    person = Person.objects.get(email=OFFICER)
    assert not person.has_usable_password()
    link = f"/invited/{invite(person)}"
    visitor = Visitor()
    assert "two passwords" in words_of(visitor.post(link, password=PASSWORD, again="another long one"))
    assert "at least 12" in words_of(visitor.post(link, password="short", again="short"))
    assert "too similar" in words_of(visitor.post(link, password=OFFICER, again=OFFICER))
    assert "is chosen" in words_of(visitor.post(link, password=PASSWORD, again=PASSWORD))
    again = visitor.get(link)
    assert (again.status_code, "used already" in words_of(again)) == (404, True)
    assert visitor.sign_in(OFFICER).headers["Location"] == "/"
    for path in PAGES:
        assert visitor.get(path).headers["Location"] == "/second-factor", path
    page = visitor.get("/second-factor").content.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")  # type: ignore[index]
    assert "<svg" in page
    wrong = visitor.post("/second-factor", code="000000")
    assert (wrong.status_code, "not the code" in words_of(wrong)) == (403, True)
    done = visitor.post("/second-factor", code=codes.of(secret))
    assert len(re.findall(r"<li><code>\d{8}</code>", done.content.decode())) == 10
    assert visitor.get("/").headers["Location"] == "/cases"
    assert visitor.get("/cases").status_code == 200
    assert visitor.get("/second-factor").headers["Location"] == "/account"
    assert actions(OFFICER)[1:] == ["invited", "password_chosen", "second_factor_set_up"]
    assert list(record_faults()) == []


def test_an_invitation_ends(people: People) -> None:
    person = Person.objects.get(email=OFFICER)
    older, newer = invite(person), invite(person)
    assert Visitor().get(f"/invited/{older}").status_code == 404
    assert Visitor().get(f"/invited/{newer}").status_code == 200
    with at(now() + VALID + timedelta(seconds=1)):
        assert Visitor().get(f"/invited/{newer}").status_code == 404
    leave(person)
    assert Visitor().get(f"/invited/{newer}").status_code == 404


def test_signing_in_takes_password_and_code(secret: str, codes: Codes) -> None:
    visitor = Visitor()
    before = visitor.post("/sign-in", login=OFFICER.upper(), password=PASSWORD)
    assert before.headers["Location"].startswith("/sign-in/code")
    assert visitor.get("/account").headers["Location"].startswith("/sign-in"), "half is nothing"
    assert "Incorrect code" in words_of(visitor.post("/sign-in/code", code="123456"))
    code = codes.of(secret)
    key = visitor.client.session.session_key
    assert visitor.post("/sign-in/code", code=code).headers["Location"] == "/"
    assert visitor.client.session.session_key != key, "the session is another one"
    assert visitor.get("/account").status_code == 200
    other = Visitor()
    other.sign_in(OFFICER, code=code)
    assert other.get("/account").status_code == 302, "the code was used"


def test_a_recovery_code_counts_once(officer: Visitor, secret: str, codes: Codes) -> None:
    page = officer.post("/recovery-codes", code=codes.of(secret)).content.decode()
    code, *_ = re.findall(r"<li><code>(\d{8})</code>", page)
    for expected in (200, 302):
        visitor = Visitor()
        visitor.sign_in(OFFICER, code=code)
        assert visitor.get("/account").status_code == expected
    assert "left: 9" in words_of(officer.get("/recovery-codes"))


def test_a_copy_of_the_database_computes_no_code(secret: str, codes: Codes) -> None:
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert (len(kept) > 100, secret in kept) == (True, False)
    with override_settings(SECRET_KEY="another one"):
        visitor = Visitor()
        assert "Incorrect code" in words_of(visitor.sign_in(OFFICER, code=codes.of(secret)))
        assert visitor.get("/account").status_code == 302


def test_a_session_of_a_password_alone_ends_once_a_device_is_set_up_elsewhere(secret: str) -> None:
    visitor = Visitor()
    assert visitor.sign_in(EXPORTER).headers["Location"] == "/"
    assert visitor.get("/account").status_code == 200
    enrol(Person.objects.get(email=EXPORTER), new_secret())
    assert visitor.get("/account").headers["Location"].startswith("/sign-in")
    assert visitor.get("/second-factor").headers["Location"].startswith("/sign-in")


def test_no_device_is_set_up_long_after_signing_in(secret: str) -> None:
    visitor = Visitor()
    visitor.sign_in(EXPORTER)
    session = visitor.client.session
    session["account_authentication_methods"][0]["at"] -= 3600
    session.save()
    assert visitor.get("/second-factor").headers["Location"].startswith("/sign-in")
    assert visitor.get("/account").status_code == 302


def test_nobody_learns_who_is_here(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words, and as many passwords digested, for an address that nobody has."""
    from django.contrib.auth import hashers

    digested: list[str] = []
    encode = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher,
        "encode",
        lambda hasher, password, salt: digested.append(password) or encode(hasher, password, salt),  # type: ignore[func-returns-value]
    )
    invited = Person.objects.create_person("invited@example.org", "Invited")
    leave(Person.objects.get(email="other@example.org"))
    pages, counts = set(), set()
    for email in (OFFICER, "nobody@example.org", invited.email, "other@example.org"):
        digested.clear()
        answer = Visitor().post("/sign-in", login=email, password="wrong password")
        pages.add((answer.status_code, words_of(answer).replace(email, "?")))
        counts.add(len(digested))
    assert len(pages) == 1
    assert counts == {1}


def test_guesses_are_counted(secret: str, codes: Codes) -> None:
    for _ in range(5):
        assert Visitor().post("/sign-in", login=OFFICER, password="wrong password").status_code == 200
    answer = Visitor().post("/sign-in", login=OFFICER, password=PASSWORD)
    assert "Too many failed login attempts" in words_of(answer)
    assert OFFICER not in str(list(Kept.objects.values_list("cache_key", flat=True)))
    Kept.objects.all().delete()
    visitor = Visitor()
    visitor.post("/sign-in", login=OFFICER, password=PASSWORD)
    for number in range(6):
        answer = visitor.post("/sign-in/code", code=f"00000{number}")
    assert "Too many" in words_of(answer)
    assert visitor.post("/sign-in/code", code=codes.of(secret)).status_code == 200
    assert forget_signing_in(now() + timedelta(hours=1)) > 0
    assert Kept.objects.count() == 0


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "http://localhost/x",
    ],
)
def test_nobody_is_led_elsewhere(secret: str, codes: Codes, elsewhere: str) -> None:
    visitor = Visitor()
    assert visitor.sign_in(OFFICER, code=codes.of(secret), then=elsewhere).headers["Location"] == "/"
    assert visitor.post("/sign-out", next=elsewhere).headers["Location"] == "/sign-in"


def test_one_comes_back_to_where_one_was(secret: str, codes: Codes) -> None:
    asked_for = Visitor().get("/cases?after_propose=x").headers["Location"]
    assert asked_for == "/sign-in?next=%2Fcases%3Fafter_propose%3Dx"
    visitor = Visitor()
    assert visitor.sign_in(OFFICER, code=codes.of(secret), then="/account").headers["Location"] == "/account"


def test_a_form_from_elsewhere_is_refused(officer: Visitor) -> None:
    for path, fields in (
        ("/account", {"label": "erp"}),
        ("/sign-out", {}),
        ("/sign-in", {"login": OFFICER, "password": PASSWORD}),
        ("/cases/A-1/propose", {}),
        ("/recovery-codes", {}),
    ):
        answer = officer.client.post(path, fields)
        assert (answer.status_code, "did not come from a page" in words_of(answer)) == (403, True), path
    assert officer.get("/account").status_code == 200


def test_a_session_ends_when_it_is_not_used(officer: Visitor) -> None:
    cookie = officer.client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    row = Session.objects.get()
    assert row.expire_date - now() <= timedelta(seconds=settings.SESSION_COOKIE_AGE)
    Session.objects.update(expire_date=now() - timedelta(seconds=1))
    assert officer.get("/account").headers["Location"].startswith("/sign-in")


def test_signing_out_ends_the_session(officer: Visitor) -> None:
    key = officer.client.cookies[settings.SESSION_COOKIE_NAME].value
    assert officer.post("/sign-out").headers["Location"] == "/sign-in"
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert thief.get("/account").status_code == 302


@pytest.mark.parametrize("end", [leave, reset_second_factor, invite])
def test_what_ends_sessions(officer: Visitor, secret: str, codes: Codes, end: Any) -> None:
    person = Person.objects.get(email=OFFICER)
    token = new_token(person, "erp")
    record_people()
    made = end(person)
    if end is invite:
        Visitor().post(f"/invited/{made}", password=f"{PASSWORD} 2", again=f"{PASSWORD} 2")
    assert officer.get("/account").headers["Location"].startswith("/sign-in")
    again = Visitor()
    again.sign_in(OFFICER, code=codes.of(secret))
    assert again.get("/account").status_code == 302
    api = Client().get("/api/v1/cases", headers={"Authorization": f"Bearer {token}"})
    assert api.status_code == (401 if end is leave else 200)
    assert list(record_faults()) == []


def test_a_token_is_no_session_and_a_session_is_no_token(officer: Visitor) -> None:
    token = new_token(Person.objects.get(email=OFFICER), "erp")
    for path in PAGES:
        assert Visitor().get(path, Authorization=f"Bearer {token}").status_code == 302
    assert officer.get("/api/v1/cases").status_code == 401
    answer = officer.client.post("/api/v1/cases/A-1/note", "{}", "application/json")
    assert answer.status_code == 401


def test_tokens_are_made_seen_once_and_taken_back(officer: Visitor, secret: str, codes: Codes) -> None:
    assert officer.post("/account", label="erp").status_code == 422, "without a code"
    code = codes.of(secret)
    page = officer.post("/account", label=" erp ", code=code).content.decode()
    token = re.search(r"du_[\w-]+", page)[0]  # type: ignore[index]
    headers = {"Authorization": f"Bearer {token}"}
    assert Client().get("/api/v1/cases", headers=headers).status_code == 200
    assert token not in officer.get("/account").content.decode()
    assert "used already" in words_of(officer.post("/account", label="other", code=code))
    assert "of this name already" in words_of(officer.post("/account", label="erp", code=codes.of(secret)))
    assert officer.post("/account/tokens/take-back", form_at="/account", label="erp").status_code == 302
    assert Client().get("/api/v1/cases", headers=headers).status_code == 401
    assert actions(OFFICER)[-2:] == ["token_made", "token_revoked"]
    assert Invitation.objects.count() == 0


def test_pages_speak_the_language_of_the_browser(people: People) -> None:
    page = Visitor().get("/sign-in", **{"Accept-Language": "de-AT, en"}).content.decode()
    assert '<html lang="de">' in page
    assert "Accept-Language" in Visitor().get("/sign-in").headers["Vary"]
