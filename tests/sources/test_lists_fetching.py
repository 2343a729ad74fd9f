"""Fetching: what is fetched is whole or not there at all, whatever the server does."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dualuse.inputs.problems import MissingSourceError
from dualuse.sources.fetching import Fetched, Limits, Validators, address_without_secrets, fetch
from tests.support.local_server import Answer, Server

QUICK = Limits(attempts=3, pause=0.01, silence=2.0, seconds=5.0)


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def get(
    server: Server, path: str, into: Path, validators: Validators | None = None, limits: Limits = QUICK
) -> Fetched:
    return fetch(server.address + path, into, validators, limits=limits)


def test_a_file_is_fetched_and_asked_for_conditionally_the_next_time(server: Server, tmp_path: Path) -> None:
    server.answers["/list"] = Answer(b"content", etag='"1"', last_modified="Wed, 04 Mar 2026 10:00:00 GMT")
    fetched = get(server, "/list", tmp_path / "list")
    assert fetched.modified
    assert (tmp_path / "list").read_bytes() == b"content"
    assert fetched.validators == Validators('"1"', "Wed, 04 Mar 2026 10:00:00 GMT")
    assert server.seen[-1]["User-Agent"].startswith("dualuse/")
    assert "If-None-Match" not in server.seen[-1]
    (tmp_path / "list").unlink()
    again = get(server, "/list", tmp_path / "list", fetched.validators)
    assert not again.modified
    assert again.validators == fetched.validators
    assert not list(tmp_path.iterdir())
    server.answers["/list"] = Answer(b"other", etag='"2"')
    assert get(server, "/list", tmp_path / "list", fetched.validators).modified
    assert (tmp_path / "list").read_bytes() == b"other"


def test_not_modified_without_having_asked_is_an_error(server: Server, tmp_path: Path) -> None:
    server.answers["/list"] = Answer(b"", status=304)
    with pytest.raises(MissingSourceError, match="status 304"):
        get(server, "/list", tmp_path / "list")


def test_compressed_transfer_is_unpacked(server: Server, tmp_path: Path) -> None:
    server.answers["/list"] = Answer(gzip.compress(b"content" * 1000), headers={"Content-Encoding": "gzip"})
    get(server, "/list", tmp_path / "list")
    assert (tmp_path / "list").read_bytes() == b"content" * 1000


def test_redirects_are_followed_but_not_for_ever(server: Server, tmp_path: Path) -> None:
    server.answers["/old"] = Answer(status=302, headers={"Location": "/list"})
    server.answers["/list"] = Answer(b"content")
    get(server, "/old", tmp_path / "list")
    assert (tmp_path / "list").read_bytes() == b"content"
    server.answers["/round"] = Answer(status=301, headers={"Location": "/round"})
    with pytest.raises(MissingSourceError, match="from address to address"):
        get(server, "/round", tmp_path / "list")


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/x", "gopher://x", "data:text/plain,x", "http:", "//["]
)
def test_redirects_elsewhere_are_not_followed(server: Server, tmp_path: Path, target: str) -> None:
    server.answers["/old"] = Answer(status=302, headers={"Location": target})
    with pytest.raises(MissingSourceError):
        get(server, "/old", tmp_path / "list")
    assert not list(tmp_path.iterdir())


def test_no_way_leads_back_from_an_encrypted_address() -> None:
    from dualuse.sources.fetching import _target

    with pytest.raises(MissingSourceError, match="not followed"):
        _target("https://example.org/a", "http://example.org/b", "https://example.org/a")
    assert _target("https://example.org/a", "/b", "") == "https://example.org/b"
    assert _target("http://example.org/a", "https://example.org/b", "") == "https://example.org/b"


def test_a_connection_that_is_cut_leaves_what_was_there(server: Server, tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"old")
    server.answers["/list"] = Answer(b"half", announced=100)
    with pytest.raises(MissingSourceError, match="cut before the file was complete"):
        get(server, "/list", tmp_path / "list")
    assert len(server.seen) == QUICK.attempts
    assert [path.name for path in tmp_path.iterdir()] == ["list"]
    assert (tmp_path / "list").read_bytes() == b"old"


def test_a_cut_compressed_transfer_is_not_taken_for_the_whole(server: Server, tmp_path: Path) -> None:
    body = gzip.compress(bytes(range(256)) * 50)
    server.answers["/list"] = Answer(body[:100], headers={"Content-Encoding": "gzip"}, announced=len(body))
    with pytest.raises(MissingSourceError, match="cut before"):
        get(server, "/list", tmp_path / "list")


def test_a_server_that_fails_and_then_works_is_asked_again(server: Server, tmp_path: Path) -> None:
    server.answers["/list"] = [Answer(status=500), Answer(status=503), Answer(b"content")]
    get(server, "/list", tmp_path / "list")
    assert (tmp_path / "list").read_bytes() == b"content"
    server.answers["/list"] = [Answer(status=500)] * 9
    server.seen.clear()
    with pytest.raises(MissingSourceError, match="status 500"):
        get(server, "/list", tmp_path / "list")
    assert len(server.seen) == QUICK.attempts


def test_a_refusal_is_final(server: Server, tmp_path: Path) -> None:
    server.answers["/list"] = Answer(status=403)
    with pytest.raises(MissingSourceError, match=r"status 403.*token"):
        get(server, "/list?token=secret", tmp_path / "list")
    assert len(server.seen) == 1


def test_a_slow_server_is_left(server: Server, tmp_path: Path) -> None:
    server.answers["/silent"] = Answer(b"content", delay=1.0)
    limits = Limits(attempts=1, silence=0.2)
    with pytest.raises(MissingSourceError, match="does not answer"):
        get(server, "/silent", tmp_path / "list", limits=limits)
    server.answers["/drip"] = Answer(b"x" * 40, drip=0.05)
    began = time.monotonic()
    with pytest.raises(MissingSourceError, match="takes too long"):
        get(server, "/drip", tmp_path / "list", limits=Limits(attempts=1, seconds=0.3))
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_larger_than_allowed_is_not_taken(server: Server, tmp_path: Path, announced: bool) -> None:
    server.answers["/list"] = Answer(b"x" * 3_000_000, chunked=not announced)
    with pytest.raises(MissingSourceError, match="larger than the 1 MB allowed"):
        get(server, "/list", tmp_path / "list", limits=Limits(attempts=2, size=1_000_000))
    assert len(server.seen) == 1
    assert not list(tmp_path.iterdir())


def test_no_server_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(MissingSourceError, match="cannot be reached") as caught:
        fetch("http://user:word@127.0.0.1:9/list?token=secret", tmp_path / "list", None, limits=QUICK)
    text = caught.value.problems[0].text()
    assert "secret" not in text
    assert "word" not in text
    assert text.startswith("http://127.0.0.1:9/list?token=…: ")


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "list.xml", "", "https://", "http://[", "ftp://example.org/x"]
)
def test_what_is_no_address_is_told(tmp_path: Path, address: str) -> None:
    with pytest.raises(MissingSourceError, match="no address of a file"):
        fetch(address, tmp_path / "list", None, limits=QUICK)


def test_secrets_of_a_redirect_are_not_told(server: Server, tmp_path: Path) -> None:
    server.answers["/old"] = Answer(
        status=302, headers={"Location": "ftp://u:pass@example.org/x?token=secret"}
    )
    with pytest.raises(MissingSourceError) as caught:
        get(server, "/old", tmp_path / "list")
    assert "secret" not in str(caught.value)
    assert "pass@" not in str(caught.value)


def test_progress_tells_what_came_and_what_is_expected(server: Server, tmp_path: Path) -> None:
    server.answers["/list"] = Answer(b"x" * 200_000)
    progress: list[tuple[int, int]] = []
    fetch(
        server.address + "/list",
        tmp_path / "list",
        None,
        limits=QUICK,
        progress=lambda came, expected: progress.append((came, expected)),
    )
    assert progress[-1] == (200_000, 200_000)


def test_addresses_are_shown_without_secrets() -> None:
    assert (
        address_without_secrets("https://u:p@example.org:8443/a/b?token=secret&x=#t")
        == "https://example.org:8443/a/b?token=…&x=…"
    )
    assert address_without_secrets("https://[::1]/a") == "https://[::1]/a"
    assert address_without_secrets("http://[") == "…"
