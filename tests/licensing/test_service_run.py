"""The service as it is begun and run: migrated, filled, started, asked over HTTP, stopped; by the command line."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.consoles import steps
from tests.support.paths import REPOSITORY
from tests.support.served import ask, run, served


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def token(home: Path) -> str:
    """A service with an authority and a firm, and the token of an exporter."""
    before = run(home, "serve", "--port", "1")
    assert before.returncode == 2
    assert "dualuse migrate" in before.stderr
    assert before.stdout == ""
    assert "steps taken: " in run(home, "migrate").stdout
    assert run(home, "migrate").stdout == "the database is prepared already\n"
    assert run(home, "authority", "add", "DE", "--state", "DE", "--name", "Authority").returncode == 0
    added = run(
        home, "person", "add", "e@example.org", "--role", "exporter", "--organisation", "O-1", "--organisation-name",
        "Meridian", "--country", "DE", "--token", "erp", "--json",
    )  # fmt: skip
    assert added.returncode == 0, added.stderr
    return str(json.loads(added.stdout)["token"])


@pytest.fixture(scope="module")
def port(home: Path, token: str) -> Iterator[int]:
    with served(home) as number:
        yield number


def test_it_answers_over_http(port: int, token: str) -> None:
    status, body = ask(port, "readyz")
    assert (status, json.loads(body)["ready"]) == (200, True)
    assert ask(port, "api/v1/kinds")[0] == 401
    status, body = ask(port, "api/v1/kinds", token)
    assert status == 200
    assert {"individual", "global", "brokering"} <= {kind["kind"] for kind in json.loads(body)["items"]}


def test_its_description_and_its_pages_are_served_from_itself(port: int, token: str) -> None:
    status, body = ask(port, "api/v1/openapi.json", token)
    assert (status, json.loads(body)["openapi"][:4]) == (200, "3.1.")
    status, page = ask(port, "api/v1/docs")
    assert status == 200
    assert "https://" not in page
    script = page.partition('src="/')[2].partition('"')[0]
    assert ask(port, script)[0] == 200


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("authority", "add", "XX", "--state", "US", "--name", "N"), "US is no Member State"),
        (("authority", "add", "DE", "--state", "FR", "--name", "N"), "DE is there already"),
        (("person", "add", "x@example.org", "--role", "king"), "there is no role king"),
        (("person", "add", "x@example.org", "--role", "officer"), "works in an authority"),
        (
            ("person", "add", "x@example.org", "--role", "officer", "--authority", "FR"),
            "there is no FR here; known: DE",
        ),
        (("person", "add", "x", "--role", "officer", "--authority", "DE"), "no e-mail address"),
        (
            (
                "person",
                "add",
                "x@example.org",
                "--role",
                "officer",
                "--authority",
                "DE",
                "--mail-language",
                "xx",
            ),
            "nobody is written to in xx; known: ",
        ),
        (
            ("person", "deputy", "x@example.org", "--for", "e@example.org"),
            "nobody of the address x@example.org",
        ),
        (
            ("person", "deputy", "e@example.org", "--for", "e@example.org"),
            "another person of the same authority",
        ),
        (("organisation", "mandate", "O-1", "--for", "O-1"), "O-1 acts for itself without a mandate"),
        (
            ("organisation", "mandate", "O-1", "--for", "O-9", "--since", "soon"),
            "no day that reads in one way",
        ),
        (("authority", "closed", "DE", "2026-12-24"), "say why DE is closed"),
        (("authority", "closed", "DE", "2026-12-24", "--undo"), "no entry closes DE"),
        (
            ("authority", "add", "ES", "--state", "ES", "--name", "N", "--calendar", "DE"),
            "DE is no calendar of ES",
        ),
    ],
)
def test_what_does_not_fit_is_refused_in_words(
    home: Path, token: str, arguments: tuple[str, ...], words: str
) -> None:
    refused = run(home, *arguments)
    assert refused.returncode == 2
    assert words in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"DUALUSE_PRODUCTION": "1"}, "in production documents are scanned"),
        ({"DUALUSE_PRODUCTION": "1", "DUALUSE_SCANNER": "clamd:h:1"}, "DUALUSE_SECRET_KEY is not stated"),
        ({"DUALUSE_SCANNER": "clam"}, "clamd:HOST:PORT"),
        ({"DATABASE_URL": "nothing://there"}, "nothing://"),
        ({"DUALUSE_REQUESTS_STRANGER": "many"}, "many"),
        ({"DUALUSE_SMTP": "mail.example"}, "DUALUSE_SMTP is smtps://"),
        ({"DUALUSE_SMTP": "smtps://u:secret@mail.example"}, "DUALUSE_MAIL_FROM is the e-mail address"),
    ],
)
def test_a_setting_that_does_not_fit_is_no_failure_of_the_program(
    home: Path, token: str, settings: dict[str, str], words: str
) -> None:
    refused = run(home, "tick", **settings)
    assert refused.returncode == 2
    assert words in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "secret@" not in refused.stderr


def test_the_commands_of_the_page_can_be_typed_one_after_the_other(tmp_path: Path) -> None:
    """But for those that run until they are stopped, and those that ask it."""
    page = (REPOSITORY / "docs/service.md").read_text(encoding="utf-8")
    (tmp_path / "denials.jsonl").write_text(re.findall(r"```json\n(.*?)```", page, re.DOTALL)[0], "utf-8")
    commands = [step.command for step in steps(page) if step.command.startswith("dualuse ")]
    typed = [command for command in commands if not command.startswith(("dualuse serve", "dualuse demo"))]
    assert len(typed) > 6
    for command in typed:
        done = run(tmp_path, *shlex.split(command)[1:], folder=tmp_path)
        assert done.returncode == 0, (command, done.stderr)
