"""How much a stranger asks for at once: counted before it is judged, refused where it is too much, and judged beside few others.

Every row, value and text counts, however deeply it lies, so that no shape of a transaction is cheaper than its work; so the requests of a minute bound what
all of them take together. Strangers have a part of the threads, and the rest is left for people and for what looks whether the service is well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest

from dualuse.i18n import N_, Message
from dualuse.licensing.refusals import Busy, TooLarge
from dualuse.portal.api.limiting import REQUESTS

_LETTERS: Final = 100
"""Of a text, that count as one piece of work more."""
_PARAMETER: Final = 5
"""Pieces of work of a parameter: the sheets of many entries may know its name."""
_TOO_LONG: Final = N_(
    "without a token at most {most} bytes are read at once; on your own machine dualuse check judges more"
)
_TOO_MANY: Final = N_(
    "at most {most} items, parties and other rows are judged at once here; on your own machine dualuse check judges more"
)
_TOO_MUCH: Final = N_(
    "rows, values and texts come to {work} pieces here, and at most {most} are judged at once; on your own machine dualuse check judges more"
)
_BUSY: Final = N_("others are being answered; ask again after the seconds of Retry-After")


def work_of(data: Any) -> int:
    """The pieces of work in JSON data: each row and value is one, each :data:`_LETTERS` of a text or a name one more, a parameter :data:`_PARAMETER`."""
    pieces = 0
    left: list[tuple[Any, int]] = [(data, 1)]
    while left:
        value, weight = left.pop()
        pieces += weight
        if isinstance(value, str):
            pieces += len(value) // _LETTERS
        elif isinstance(value, list):
            left += ((row, weight) for row in value)
        elif isinstance(value, Mapping):
            pieces += sum(len(name) // _LETTERS for name in value)
            left += ((row, _PARAMETER if name == "parameters" else weight) for name, row in value.items())
    return pieces


def see_size(request: HttpRequest) -> None:
    """Refuse a body of a stranger that is longer than one may be.

    Raises:
        TooLarge: it is.
    """
    if len(request.body) > settings.PUBLIC_BYTES:
        raise TooLarge(Message("too_large", _TOO_LONG, {"most": settings.PUBLIC_BYTES}))


def see_work(request: HttpRequest, data: Any) -> None:
    """Refuse what is more than is judged at once for a stranger, and count what it is.

    Raises:
        TooLarge: it is more. Throttled: with this, more was asked for than a minute may have.
    """
    rows = data.values() if isinstance(data, Mapping) else ()
    if sum(len(row) for row in rows if isinstance(row, list)) > settings.PUBLIC_ITEMS:
        raise TooLarge(Message("too_many_items", _TOO_MANY, {"most": settings.PUBLIC_ITEMS}))
    if (work := work_of(data)) > settings.PUBLIC_WORK:
        raise TooLarge(Message("too_much_work", _TOO_MUCH, {"work": work, "most": settings.PUBLIC_WORK}))
    REQUESTS.see_work(request, work)


_PLACES: Final = BoundedSemaphore(max(1, settings.DUALUSE_THREADS // 2))


@contextmanager
def place_for_a_stranger() -> Iterator[None]:
    """Hold one of the threads that strangers may have at a time.

    Raises:
        Busy: they have all of them.
    """
    if not _PLACES.acquire(blocking=False):
        raise Busy(Message("busy", _BUSY))
    try:
        yield
    finally:
        _PLACES.release()
