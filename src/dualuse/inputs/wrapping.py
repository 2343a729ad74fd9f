"""Text in lines that fit a terminal or a page."""

from __future__ import annotations

import os
import re
import shutil
import textwrap
from typing import Final, TextIO

MOST_LINES: Final = 30
"""Lines of an answer that stands on one screen."""


SUBCOMMANDS: Final = frozenset(
    [
        "add",
        "annex",
        "answer",
        "ask",
        "bundle",
        "change",
        "check",
        "closed",
        "correlation",
        "decide",
        "deputy",
        "diagram",
        "diff",
        "drafts",
        "end",
        "erase",
        "heads",
        "history",
        "import",
        "invite",
        "leave",
        "mandate",
        "mitigate",
        "questions",
        "queue",
        "render",
        "reset-second-factor",
        "revoke",
        "ruling",
        "schema",
        "show",
        "sign",
        "status",
        "sync",
        "table",
        "token",
        "tokens",
        "trust",
        "validate",
        "verify",
        "version",
        "withdraw",
        "worklist",
    ]
)
"""The second words of commands in groups (``dualuse lists status``); a test holds that none is missing."""
_ARGUMENTS: Final = (
    r"'[^']*'",
    r'"[^"]*"',
    r"--?[A-Za-z][\w-]*(?:[= ](?:'[^']*'|\"[^\"]*\"))?",
    r"[A-Z][\w.-]*-[\w.-]*\w",
    r"[^\W\d_a-zäöüéèß]{3,}",
    r"\d[A-E]\d\d\d(?:\.\w+)*",
    r"[^\s()]*\w[./]\w[^\s();,]*",
    "…",
)
"""What belongs to a command behind its name: what is quoted, options, references, words in capitals, codes, files."""
_COMMAND: Final = re.compile(
    rf"\bdualuse [a-z]+\b(?: (?:{'|'.join(sorted(SUBCOMMANDS))})\b)?(?: (?:{'|'.join(_ARGUMENTS)}))*"
)
_KEPT: Final = "\N{WORD JOINER}"
"""Stands for a space within a command while lines are made."""


_CITATION: Final = re.compile(
    r"\b(?:Art\.|Abs\.|Nr\.|Buchst\.|Anhang|Annex|Arts|article|articles|paragraphe|paragraphes|annexe)"
    r" (?=\d|[IVXLivx]+\b|[a-z]\b)|\bn[º°o] (?=\d)|§§? (?=\d)|\bNo (?=\d)"
)
"""A word of a citation and the space before its number, which no line ends between."""


WIDTH: Final = 100
"""Characters of a line in a file or pipe, where nobody states another width."""
_WIDEST: Final = 110
"""Of a terminal: longer lines are hard to read."""
_STATED: Final = range(40, 401)


def stated_width() -> int | None:
    """The width that the variable ``COLUMNS`` states, as far as one can write in it; None where it states none."""
    columns = os.environ.get("COLUMNS", "").strip()
    if not (columns.isascii() and columns.isdecimal()) or int(columns) == 0:
        return None
    return max(_STATED.start, min(int(columns), _STATED.stop - 1))


def line_width(stream: TextIO) -> int:
    """How wide lines may be that are written to ``stream``: as wide as its terminal; in a file or pipe as ``COLUMNS`` says, or 100."""
    if stream.isatty():
        return min(_WIDEST, shutil.get_terminal_size((WIDTH, 24)).columns)
    return stated_width() or WIDTH


def wrapped_lines(
    text: str, width: int, first: str = "", rest: str = "", *, divided: bool = False
) -> list[str]:
    """Lines of at most ``width`` characters, where words allow it: what is to be copied stays whole.

    A command (``dualuse diligence ask offer.yaml``) is never broken: it takes a line of its own, which a terminal may fold,
    where it is longer than one. In a citation no line ends between a word and its number ("Abs. 4").

    Args:
        text: to be wrapped.
        width: in characters.
        first: what stands before the first line.
        rest: what stands before the others.
        divided: whether a word that is longer than a line is divided, as one of a list or of a stranger may be; not beside a command.
    """
    whole = _COMMAND.sub(lambda match: match[0].replace(" ", _KEPT), text)
    whole = _CITATION.sub(lambda match: match[0].replace(" ", _KEPT), whole)
    lines = textwrap.wrap(
        whole,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=divided and _KEPT not in whole,
    )
    return [line.replace(_KEPT, " ") for line in lines]


def clipped(line: str, width: int) -> str:
    """The line, or the words of it that fit, with a sign that more follow."""
    return line if len(line) <= width else marked(line, width)


def marked(line: str, width: int) -> str:
    """The line, or the words of it that fit, with a sign that more follow; none of them waits for what follows it."""
    shown = line[: width - 2]
    if len(line) > len(shown) and not line[len(shown)].isspace():
        whole, _, broken = shown.rpartition(" ")
        shown = whole if whole.strip() and len(broken) <= _LONGEST_WORD else shown
    bracket = shown.rfind("(")
    if bracket > shown.rfind(")") and len(shown) - bracket < _SHORT_START:
        shown = shown[:bracket]
    shown = shown.rstrip(_OPEN_SIGNS)
    while (words := shown.rpartition(" "))[2] in _WAITING and words[0].strip():
        shown = words[0].rstrip(_OPEN_SIGNS)
    return f"{shown} …"


def shortened(text: str, width: int) -> str:
    """The text, or the words of it that fit, to the end of a part of the sentence where one is near, with a sign that more follow."""
    if len(text) <= width:
        return text
    kept = marked(text, width).removesuffix(" …")
    end = max(kept.rfind(sign) for sign in (", ", "; ", ": "))
    return marked(f"{kept[:end]} …", width) if end > len(kept) * _NEAR_THE_END else f"{kept} …"


_NEAR_THE_END: Final = 0.75
"""Share of a text behind which it is cut at a comma."""
_OPEN_SIGNS: Final = " ,;:(…\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_LONGEST_WORD: Final = 40
_SHORT_START: Final = 12
"""Signs of what stands in brackets that say nothing without the rest."""
_WAITING: Final = frozenset(
    (
        "Art.",
        "Arts",
        "No",
        "Annex",
        "Abs.",
        "Nr.",
        "Buchst.",
        "Anhang",
        "nº",
        "article",
        "paragraphe",
        "point",
        "annexe",
        *re.findall(
            r"[\wà]+",
            "a an and any at by for from if in into of on or that the their this to under whether which who whose with"
            " als am auf aus bei das dass durch dem den der deren des die diese ein eine einem einen einer eines für gegen im in mit nach ob oder sich sowie"
            " um und unter vom von vor welche wenn wer wie wo zu zum zur über Sie geben"
            " au aux avec ce ces cette chez comme dans de des dont du en et la le les leur ou où par pour qu que qui sa ses si son sous sur un une à",
        ),
    )
)
"""Words that say nothing without what follows them, in a citation or a sentence; none of them denies."""


def clipped_sentence(sentence: str, most: int) -> str:
    """A sentence of ``most`` signs at most, cut between words, with "…" where more follows."""
    if len(sentence) <= most:
        return sentence
    end = sentence.rfind(" ", 0, most - 1)
    return sentence[: end if end > 0 else most - 2].rstrip(" ,:(·") + " …"
