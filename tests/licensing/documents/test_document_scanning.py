"""The port to the scanner: only its whole word that it found nothing makes a document clean."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from dualuse.licensing.documents.scanning import Verdict, scanned, see_setting
from tests.support.virus_scanner import FOUND, OK, Scanner, virus_scanner

CONTENT = b"x" * 200_000
UNSCANNED = Verdict("unscanned")


@pytest.fixture
def scanner() -> Iterator[Scanner]:
    with virus_scanner() as running:
        yield running


def test_the_whole_content_is_sent_in_parts(scanner: Scanner) -> None:
    assert scanned(CONTENT, scanner.setting, 5) == Verdict("clean")
    assert scanner.received == [CONTENT]


def test_a_socket_of_the_machine_does_as_well(tmp_path: Path) -> None:
    with virus_scanner(tmp_path / "clamd.sock") as scanner:
        assert scanned(CONTENT, scanner.setting, 5) == Verdict("clean")


@pytest.mark.parametrize(
    ("pieces", "verdict"),
    [
        ((OK,), Verdict("clean")),
        ((b"stre", b"am: O", b"K\0"), Verdict("clean")),
        ((FOUND,), Verdict("infected", "Eicar-Test-Signature")),
        ((b"stream: a\r\nb\xff FOUND\0",), UNSCANNED),
        ((b"stream: a\xff FOUND\0",), Verdict("infected", "a?")),
        ((b"stream: " + b"x" * 300 + b" FOUND\0",), Verdict("infected", "x" * 100)),
        ((b"INSTREAM size limit exceeded. ERROR\0",), UNSCANNED),
        ((b"stream: lstat() failed. ERROR\0",), UNSCANNED),
        ((), UNSCANNED),
        ((b"\0",), UNSCANNED),
        ((b"stream: O",), UNSCANNED),
        ((b"stream: OK",), UNSCANNED),
        ((b"stream: OK\n",), UNSCANNED),
        ((b"stream: OK\0stream: X FOUND\0",), UNSCANNED),
        ((b"1: stream: OK\0",), UNSCANNED),
        ((b"stream: OK FOUND\0",), Verdict("infected", "OK")),
        ((b"UNKNOWN COMMAND\0",), UNSCANNED),
        ((b"x" * 100_000,), UNSCANNED),
    ],
)
def test_an_answer_is_taken_as_a_whole(scanner: Scanner, pieces: tuple[bytes, ...], verdict: Verdict) -> None:
    scanner.pieces = pieces
    assert scanned(CONTENT, scanner.setting, 5) == verdict


@pytest.mark.parametrize("pieces", [(OK,), (b"stream", b": ", b"OK", b"\0")])
def test_a_late_answer_is_none(scanner: Scanner, pieces: tuple[bytes, ...]) -> None:
    scanner.pieces, scanner.pause = pieces, 0.6 / len(pieces)
    begun = time.monotonic()
    assert scanned(CONTENT, scanner.setting, 0.3) == UNSCANNED
    assert time.monotonic() - begun < 3


def test_who_does_not_take_the_content_says_nothing_of_it(scanner: Scanner) -> None:
    scanner.reads, scanner.pieces = False, ()
    assert scanned(b"x" * 8_000_000, scanner.setting, 1) == UNSCANNED


def test_nobody_listens(tmp_path: Path) -> None:
    with virus_scanner() as scanner:
        setting = scanner.setting
    assert scanned(CONTENT, setting, 1) == UNSCANNED
    assert scanned(CONTENT, f"clamd:{tmp_path}/none.sock", 1) == UNSCANNED
    assert scanned(CONTENT, "clamd:nowhere.invalid:3310", 1) == UNSCANNED


def test_none_is_said_to_be_a_choice() -> None:
    assert scanned(CONTENT, "none", 1) == Verdict("not_scanned_by_choice")


@pytest.mark.parametrize("setting", ["", "clamd", "clamd:", "clamd:host", "clamd:host:0", "clamd:host:99999", "clamd:a:b:1", "clamav:host:1", "None", "off"])  # fmt: skip
def test_a_setting_that_names_no_scanner_is_refused(setting: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        see_setting(setting, production=False)


@pytest.mark.parametrize("setting", ["clamd:localhost:3310", "clamd:[::1]:3310", "clamd:/run/clamd.sock"])
def test_a_setting_that_names_one_is_not(setting: str) -> None:
    see_setting(setting, production=True)


def test_in_production_nothing_starts_without_a_scanner() -> None:
    with pytest.raises(ImproperlyConfigured, match="DUALUSE_SCANNER"):
        see_setting("none", production=True)
    environment = {
        **os.environ,
        "DUALUSE_PRODUCTION": "1",
        "DUALUSE_SECRET_KEY": "x" * 50,
        "DJANGO_SETTINGS_MODULE": "dualuse.portal.settings",
    }
    environment.pop("DUALUSE_SCANNER", None)
    program = [sys.executable, "-c", "import django; django.setup()"]
    ended = subprocess.run(program, env=environment, capture_output=True, text=True)
    assert ended.returncode
    assert "in production documents are scanned" in ended.stderr
