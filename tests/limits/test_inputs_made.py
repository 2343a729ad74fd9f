"""Some thousand inputs made of the kept ones for each parser; ``make fuzz`` looks for ten minutes, guided by coverage."""

from __future__ import annotations

import random
import time
from typing import Final

import pytest

from tests.support.fuzzed import FILES, PARSERS, fed

_SECONDS: Final = 5.0
"""For each parser: ten of them take a minute, in turns (``tests/support/turns.py``), so that each day takes two of them ten seconds."""
_MARKS: Final = (b"\x00", b"\xff", b"\xed\xa0\x80", b'"', b"'", b"{", b"[", b"]", b"<", b">", b"&", b"\n", b"\r", b"-", b"9" * 400, b"0x", b"1e9", b"...")  # fmt: skip


def _changed(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """The input with a few things put in, taken out, doubled, exchanged, or taken from another one."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(changed))
        end = min(len(changed), start + int(chance.expovariate(0.1)))
        match chance.randrange(5):
            case 0:
                changed[start:end] = chance.choice(_MARKS)
            case 1:
                del changed[start:end]
            case 2:
                changed[start:start] = changed[start:end]
            case 3 if start < len(changed):
                changed[start] ^= 1 << chance.randrange(8)
            case _:
                place = chance.randint(0, len(other))
                changed[start:end] = other[place : place + chance.randint(0, 40)]
    return bytes(changed)


@pytest.mark.parametrize("parser", PARSERS)
def test_inputs_made_of_the_kept_ones(parser: str) -> None:
    chance = random.Random(f"{parser} {time.strftime('%Y-%m-%d')}")  # others each day
    inputs = [path.read_bytes() for path in FILES if path.parent.name == parser]
    until = time.process_time() + _SECONDS
    while time.process_time() < until:
        content = _changed(chance.choice(inputs), chance.choice(inputs), chance)
        try:
            fed(parser, content)
        except Exception:
            print(f"{parser}: {content!r}")
            raise
