"""Invented pages in the form in which EUR-Lex publishes consolidated Regulations: the words are ours, the classes theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from dualuse.sources.annex.text import AnnexLine

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n'
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Invented</title></head><body>\n'
)
REFERENCE = '<p class="reference">02021R0821 — EN — 15.11.2025 — 007.001</p>'


def paragraph(words: str, css: str = "norm") -> str:
    """A paragraph; ``words`` may hold markup."""
    return f'<p class="{css}">{words}</p>'


def heading(words: str, level: int = 1) -> str:
    """A heading within an annex."""
    return paragraph(escape(words, quote=False), f"title-gr-seq-level-{level}")


def item(mark: str, *content: str) -> str:
    """An item of a list as consolidated texts have it; a content without markup is a paragraph."""
    inner = "".join(part if part.startswith("<") else paragraph(part) for part in content)
    return (
        '<div class="grid-container grid-list"><div class="list grid-list-column-1">'
        f'<span>{mark} </span></div><div class="grid-list-column-2">{inner}</div></div>'
    )


def row(mark: str, *content: str) -> str:
    """An item of a list as the Official Journal has it: a table of two columns."""
    inner = "".join(part if part.startswith("<") else paragraph(part, "oj-normal") for part in content)
    return (
        '<table width="100%"><col width="4%"/><col width="96%"/><tbody><tr>'
        f'<td valign="top"><p class="oj-normal">{mark}</p></td><td valign="top">{inner}</td></tr></tbody></table>'
    )


def raised(words: str) -> str:
    """A superscript."""
    return f'<span class="superscript">{words}</span>'


def page(*blocks: str, reference: str = REFERENCE, boxed: bool = True) -> bytes:
    """A page with Annex I, in a box of its own or under its title alone, and Annex II after it."""
    annex = '<p class="title-annex-1">ANNEX I</p>' + "".join(blocks)
    annex = f'<div id="anx_I">{annex}</div>' if boxed else annex
    after = '<p class="title-annex-1">ANNEX II</p>' + paragraph("9Z999 Not of Annex I.")
    after = f'<div id="anx_II">{after}</div>' if boxed else after
    article = paragraph("Regulation (EU) 2021/821, Article 1: 1A001 is no entry here.")
    return f"{HEAD}{reference}{article}{annex}{after}</body></html>".encode()


def printed(lines: Iterable[AnnexLine], box: Callable[..., str]) -> str:
    """Lines of entries as a page has them, each list in boxes made by ``box`` (:func:`item` or :func:`row`)."""
    return "".join(_printed(_tree(lines), box))


@dataclass
class _Box:
    path: str
    content: list[str | _Box] = field(default_factory=list)


def _tree(lines: Iterable[AnnexLine]) -> list[_Box]:
    """One box per entry; each line in the box of its path, boxes without words where a path has none."""
    roots: list[_Box] = []
    opened: list[_Box] = []
    for line in lines:
        while opened and not f"{line.path}.".startswith(f"{opened[-1].path}."):
            opened.pop()
        while not opened or opened[-1].path != line.path:
            at = opened[-1].path if opened else ""
            parts = line.path.split(".")[: at.count(".") + 2 if at else 1]
            new = _Box(".".join(parts))
            (opened[-1].content if opened else roots).append(new)
            opened.append(new)
        words = re.sub(r"\^(-?[\d?,]+)", lambda match: raised(match[1]), escape(line.text, quote=False))
        opened[-1].content.append(paragraph(words))
    return roots


def _printed(boxes: Iterable[_Box], box: Callable[..., str]) -> Iterator[str]:
    for printed_box in boxes:
        mark = printed_box.path.rpartition(".")[2] + ("." if "." in printed_box.path else "")
        inner = [
            part if isinstance(part, str) else "".join(_printed([part], box)) for part in printed_box.content
        ]
        yield box(mark, *inner)
