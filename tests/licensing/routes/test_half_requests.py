"""What stops no service: requests that do not arrive, and those that ask for more than one may."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.test import Client

from tests.support.served import ask, run, served
from tests.support.service_people import ITEM, People

HALF = b"POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
NO_HEAD = b"POST /api/v1/check HTTP/1.1\r\nHost: 127."


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A service that waits three seconds for a body."""
    home = tmp_path_factory.mktemp("half")
    assert run(home, "migrate").returncode == 0
    with served(home, DUALUSE_BODY_SECONDS="3", DUALUSE_REQUESTS_STRANGER="100000") as number:
        yield number


@pytest.mark.parametrize("beginning", [HALF, NO_HEAD], ids=["body", "head"])
def test_twenty_requests_that_are_half_here_keep_nobody_waiting(port: int, beginning: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(20):
            half = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            half.sendall(beginning)
        time.sleep(0.3)
        began = time.monotonic()
        assert ask(port, "healthz")[0] == 200
        assert ask(port, "api/v1/entries/5A001")[0] == 200
        assert time.monotonic() - began < 2


def test_a_body_that_does_not_arrive_is_cut_off(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as half:
        half.sendall(HALF)
        began = time.monotonic()
        answer = half.recv(4096)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert 2 < time.monotonic() - began < 6


def test_a_body_that_drips_in_is_cut_off_as_well(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as half:
        half.sendall(HALF)
        half.settimeout(0.4)
        began = time.monotonic()
        answer = b""
        while not answer and time.monotonic() - began < 9:
            try:
                answer = half.recv(4096)
            except TimeoutError:
                half.sendall(b" ")
        assert answer.startswith(b"HTTP/1.1 408 ")


def test_a_body_in_parts_without_a_length_is_read(port: int) -> None:
    body = json.dumps({"description": "frequency changer"}).encode()
    head = b"POST /api/v1/classify HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as whole:
        whole.sendall(head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))
        assert whole.recv(4096).startswith(b"HTTP/1.1 200 ")


def test_more_bytes_than_any_request_has_are_not_collected(port: int) -> None:
    head = b"POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as long:
        long.sendall(head)
        assert long.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_a_path_and_a_header_are_told_as_they_were_sent(port: int) -> None:
    assert ask(port, "api/v1/entries/%C3%A9")[0] in (404, 422)
    with socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
        plain.sendall(
            b"GET /api/v1/kinds HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: de\r\nConnection: close\r\n\r\n"
        )
        answer = plain.recv(8192)
        assert answer.startswith(b"HTTP/1.1 401 ")
        assert b"melden" in answer.lower() or b"token" in answer.lower()


def test_the_head_alone_has_no_body(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as head:
        head.sendall(b"HEAD /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        parts = iter(lambda: head.recv(65_536), b"")
        answer = b"".join(parts)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"\r\n\r\n")


def checked(items: int, **more: Any) -> Any:
    body = {"activity": "export", "items": [{**ITEM, "id": str(number)} for number in range(items)], **more}
    return Client(raise_request_exception=False).generic(
        "POST", "/api/v1/check", json.dumps(body), "application/json"
    )


@pytest.mark.parametrize("items", [101, 1_000, 3_500])
def test_a_stranger_has_so_many_items_judged_at_once(people: People, items: int) -> None:
    answer = checked(items)
    assert (answer.status_code, answer.json()["guard"]) == (413, "too_large")
    assert "dualuse check" in answer.json()["title"]


def test_other_rows_count_as_well(people: People) -> None:
    answer = checked(1, parties=[{"role": "other", "name": f"N {number}"} for number in range(150)])
    assert answer.status_code == 413


def test_a_text_of_a_stranger_has_its_length(people: People) -> None:
    body = json.dumps({"description": "x" * 300_000})
    answer = Client().generic("POST", "/api/v1/classify", body, "application/json")
    assert answer.status_code == 413


def test_items_are_counted_as_work(people: People, limits_of_requests: dict[str, int]) -> None:
    from dualuse.portal.api.limiting import REQUESTS

    limits_of_requests["stranger"] = 8
    REQUESTS._counts.clear()
    statuses = [checked(40).status_code for _ in range(3)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
    REQUESTS._counts.clear()
    assert checked(1).status_code == 200
