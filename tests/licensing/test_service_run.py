"""The service as it is begun and run: migrated, filled, started, asked over HTTP, stopped; by the command line."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

COMMAND = [sys.executable, "-m", "dualuse"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "DUALUSE_HOME": str(home), "DATABASE_URL": "", "DUALUSE_LANGUAGE": "en"}
    return subprocess.run(
        [*COMMAND, *arguments], env=settings, capture_output=True, text=True, check=False, timeout=120
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(port: int, path: str, token: str = "") -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with urlopen(Request(f"http://127.0.0.1:{port}/{path}", headers=headers), timeout=20) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


@pytest.fixture(scope="module")
def token(home: Path) -> str:
    """A service with an authority and a firm, and the token of an exporter."""
    before = run(home, "serve", "--port", "1")
    assert before.returncode == 2
    assert "dualuse migrate" in before.stderr
    assert "steps were taken" in run(home, "migrate").stdout
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
    number = free_port()
    settings = {**os.environ, "DUALUSE_HOME": str(home), "DATABASE_URL": ""}
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(number)],
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        for _ in range(300):
            try:
                if ask(number, "healthz")[0] == 200:
                    break
            except (URLError, OSError):
                time.sleep(0.2)
        yield number
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=30)


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
    ],
)
def test_what_does_not_fit_is_refused_in_words(
    home: Path, token: str, arguments: tuple[str, ...], words: str
) -> None:
    refused = run(home, *arguments)
    assert refused.returncode == 2
    assert words in refused.stderr
    assert "Traceback" not in refused.stderr
