"""Fetching a file from its official address, whole or not at all.

Fetching knows nothing of what it fetches: a page that says "try later" with status 200 is refused by the reader. What
comes is written beside its place and moved there when it is complete, as far as the server said how much it is.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

from dualuse.i18n import N_, Message
from dualuse.inputs.problem_words import reason_of
from dualuse.inputs.problems import MissingSourceError, problem_of
from dualuse.inputs.whole_files import put_in_place
from dualuse.version import __version__

if TYPE_CHECKING:
    import httpx

USER_AGENT: Final = f"dualuse/{__version__}"
_REDIRECTS: Final = 5
_REFUSED: Final = (401, 403)
_PASSING: Final = (408, 425, 429)
"""Refusals that a server asks to try again; as is every status from 500 on."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server said of the file we have, so that it need not send it again."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """``size``: bytes, unpacked; ``silence``: seconds without a byte; ``seconds``: for one attempt; ``pause``: seconds
    before the second of ``attempts``, doubled each time."""

    size: int = 1 << 30
    silence: float = 30.0
    seconds: float = 900.0
    attempts: int = 3
    pause: float = 0.5


@dataclass(frozen=True, slots=True)
class Fetched:
    """``modified``: whether the file came; else the one we have is still the current one. ``at``: UTC time."""

    modified: bool
    validators: Validators
    at: str


class _PassingError(Exception):
    """A failure that may pass: the attempt is repeated."""

    def __init__(self, what: Message) -> None:
        super().__init__(what.text)
        self.what = what


def address_without_secrets(address: str) -> str:
    """An address as it may be shown and kept: without user, password and the values in its query."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "…"
    host = f"[{host}]" if ":" in host else host
    query = "&".join(f"{name}=…" for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return urlunsplit((parts.scheme, host + port, parts.path, query, ""))


def fetch(
    address: str,
    into: Path,
    validators: Validators | None = None,
    *,
    limits: Limits | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Fetched:
    """Fetch ``address`` into the file ``into``, unless the server says that ours (``validators``) is the current one.

    ``progress`` is called with the bytes that came and those expected (0: not said). Raises ``MissingSourceError``
    (exit code 3) if it cannot be had, and then leaves ``into`` as it was; the address in it has no secrets.
    """
    import httpx

    limits = limits or Limits()
    part = into.with_name(f"{into.name}.part")
    timeout = httpx.Timeout(limits.silence)
    try:
        with httpx.Client(
            headers={"User-Agent": USER_AGENT}, timeout=timeout, follow_redirects=False
        ) as client:
            download = _Download(client, part, limits, progress or (lambda came, expected: None))
            fetched = _with_retries(download, address, validators or Validators())
        if fetched.modified:
            put_in_place({part: into})
        return fetched
    except OSError as error:
        what = N_("what comes cannot be written ({reason})")
        params = {"reason": reason_of(error)}
        raise _failure(address, Message("fetch_unwritable", what, params)) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _with_retries(download: _Download, address: str, validators: Validators) -> Fetched:
    """Try again what may pass, with growing pauses."""
    pause = download.limits.pause
    for attempt in range(1, download.limits.attempts + 1):
        try:
            return download.follow(address, validators)
        except _PassingError as error:
            if attempt == download.limits.attempts:
                raise _failure(address, error.what) from None
        time.sleep(pause)
        pause *= 2
    raise AssertionError("at least one attempt")


@dataclass(frozen=True, slots=True)
class _Download:
    client: httpx.Client
    part: Path
    limits: Limits
    progress: Callable[[int, int], None]

    def follow(self, address: str, validators: Validators) -> Fetched:
        """One attempt: the address, and where it sends us."""
        import httpx

        deadline = time.monotonic() + self.limits.seconds
        at = address
        for _ in range(_REDIRECTS + 1):
            _check_address(at, address)
            try:
                outcome = self._get(at, validators, deadline, address)
            except httpx.TimeoutException:
                raise _PassingError(Message("fetch_silent", N_("the server does not answer"))) from None
            except (httpx.RemoteProtocolError, httpx.ReadError, httpx.DecodingError):
                raise _PassingError(_CUT) from None
            except (httpx.InvalidURL, httpx.UnsupportedProtocol):
                raise _failure(address, _NO_ADDRESS) from None
            except httpx.HTTPError as error:
                # No address stands in what it says; what came from a server is kept short.
                raise _PassingError(
                    Message(
                        "fetch_unreachable",
                        N_("the server cannot be reached ({reason})"),
                        {"reason": (str(error) or type(error).__name__).split("://")[0][:120]},
                    )
                ) from None
            if isinstance(outcome, Fetched):
                return outcome
            at = outcome
        raise _failure(address, Message("fetch_redirects", N_("the server sends us from address to address")))

    def _get(self, at: str, validators: Validators, deadline: float, address: str) -> Fetched | str:
        """What one request gives: the file, that ours is current, or another address."""
        headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
        conditions = {name: value for name, value in headers.items() if value}
        with self.client.stream("GET", at, headers=conditions) as response:
            status = response.status_code
            if status in (301, 302, 303, 307, 308) and response.headers.get("Location"):
                return _target(at, response.headers["Location"], address)
            if status == 304 and conditions:
                return Fetched(False, validators, _now())
            if status >= 500 or status in _PASSING:
                raise _PassingError(_refusal(status))
            if status != 200:
                raise _failure(address, _refusal(status), refused=status in _REFUSED)
            self._save(response, deadline, address)
            etag, modified = response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")
            return Fetched(True, Validators(etag, modified), _now())

    def _save(self, response: httpx.Response, deadline: float, address: str) -> None:
        """Write the body, which must not be larger than allowed nor shorter than announced."""
        announced = response.headers.get("Content-Length", "")
        expected = int(announced) if announced.isdecimal() else 0
        came = 0
        if expected > self.limits.size:
            raise _failure(address, _too_large(self.limits.size))
        with self.part.open("wb") as file:
            for chunk in response.iter_bytes():
                came += len(chunk)
                if came > self.limits.size:
                    raise _failure(address, _too_large(self.limits.size))
                if time.monotonic() > deadline:
                    raise _PassingError(Message("fetch_slow", N_("the server takes too long")))
                file.write(chunk)
                self.progress(response.num_bytes_downloaded, expected)
            file.flush()
            os.fsync(file.fileno())
        if expected and response.num_bytes_downloaded != expected:
            raise _PassingError(_CUT)


def _check_address(at: str, address: str) -> None:
    try:
        parts = urlsplit(at)
        usable = parts.scheme in ("https", "http") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise _failure(address, _NO_ADDRESS)


def _target(at: str, location: str, address: str) -> str:
    """The address a redirect leads to, if it may be followed: no file of ours, and no way back from https."""
    try:
        target = urljoin(at, location)
        scheme, before = urlsplit(target).scheme, urlsplit(at).scheme
    except ValueError:
        scheme, before, target = "", "", ""
    if scheme == "https" or (scheme == before == "http"):
        return target
    raise _failure(
        address,
        Message(
            "fetch_redirect_refused",
            N_("the server sends us to {target}, which is not followed"),
            {"target": address_without_secrets(target)[:200]},
        ),
    )


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_CUT: Final = Message("fetch_cut", N_("the connection was cut before the file was complete"))
_NO_ADDRESS: Final = Message("fetch_no_address", N_("this is no address of a file"))


def _refusal(status: int) -> Message:
    return Message("fetch_refused", N_("the server answers with status {status}"), {"status": status})


def _too_large(size: int) -> Message:
    return Message(
        "fetch_too_large", N_("the file is larger than the {size} MB allowed"), {"size": size // 1_000_000}
    )


def _failure(address: str, what: Message, refused: bool = False) -> MissingSourceError:
    todo = Message(
        "remedy.fetch_failed",
        N_(
            "Try again later, or fetch the file by another way and use dualuse lists add; what is installed stays"
        ),
    )
    if refused:
        todo = Message(
            "remedy.fetch_refused",
            N_("Check the token in the address, or fetch the file with a browser and use dualuse lists add"),
        )
    if what is _NO_ADDRESS:
        todo = Message("remedy.fetch_no_address", N_("Write an address that begins with https://"))
    return MissingSourceError([problem_of(what, todo, file=address_without_secrets(address))])
