"""Compare two sets of golden answers: what is equal, what differs only in sentences, and what differs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Versions = Mapping[str, str]
"""What the versions of an installation are: ``law``, ``software``, ``matcher``."""

SENTENCES: Final = frozenset({"text", "question"})
_SHOWN_PATHS: Final = 5
_SEALED: Final = frozenset(
    {"checksum", "hash", "hashValue", "text"}
)  # digests there may cover versions, and when something was recorded
_VERSION_FIELDS: Final = frozenset({"software", "matcher"})
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_NAMED_BY_DIGEST: Final = re.compile(r"(spdxdocs/dualuse-)[0-9a-f]{64}")  # of an answer with its versions
DIGEST: Final = re.compile(r"\b(?:sha256:)?[0-9a-f]{64}\b")


@dataclass(frozen=True)
class Difference:
    """A place where two answers differ, such as ``items[0].outcome``, and both values as JSON, cut."""

    path: str
    before: str
    after: str
    sentence: bool


@dataclass
class KindReport:
    """How the answers of one kind compare; ``differing``: the first differences of each answer that differs."""

    kind: str
    equal: int = 0
    only_sentences: dict[str, list[Difference]] = field(default_factory=dict)
    differing: dict[str, list[Difference]] = field(default_factory=dict)

    @property
    def compared(self) -> int:
        """The number of answers compared."""
        return self.equal + len(self.only_sentences) + len(self.differing)

    def add(self, identifier: str, differences: Iterable[Difference]) -> None:
        """Count an answer by its differences."""
        listed = list(differences)
        if not listed:
            self.equal += 1
        elif all(difference.sentence for difference in listed):
            self.only_sentences[identifier] = listed
        else:
            self.differing[identifier] = [difference for difference in listed if not difference.sentence]


def compare_kind(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any], versions: tuple[Versions, Versions]
) -> KindReport:
    """Compare the answers of a kind by their ids; ``versions``: those of the installations that answered."""
    report = KindReport(kind)
    for identifier in (*before, *(added for added in after if added not in before)):
        if identifier in before and identifier in after:
            plain = [
                without_versions(answers[identifier], known)
                for answers, known in zip((before, after), versions, strict=True)
            ]
            report.add(identifier, differences(*plain))
        else:
            was, now = ("there" if identifier in answers else "missing" for answers in (before, after))
            report.add(identifier, [Difference("(answer)", was, now, sentence=False)])
    return report


def without_versions(value: Any, versions: Versions, name: str = "") -> Any:
    """The answer with placeholders for versions, for digests that cover them, and for the instants of this run."""
    if isinstance(value, dict):
        return {key: without_versions(inner, versions, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_versions(inner, versions, name) for inner in value]
    if isinstance(value, str):
        return _plain_text(value, versions, name)
    return value


def _plain_text(text: str, versions: Versions, name: str) -> str:
    if name in _VERSION_FIELDS:
        return f"<{name}>"
    if _INSTANT.fullmatch(text):
        return "<instant>"
    if name in _SEALED:
        text = DIGEST.sub("<digest>", text)
    text = _NAMED_BY_DIGEST.sub(r"\1<digest>", text).replace(versions["law"], "<law>")
    software = versions["software"]
    if name == "edition" and text == versions["matcher"]:
        return "<matcher>"
    if text == software:
        return "<software>"
    if "+" in software:  # with a checksum it is nothing else, wherever it stands
        return text.replace(software, "<software>")
    named = rf'(dualuse(?: (?:· )?|","(?:version|edition)":")){re.escape(software)}'
    return re.sub(named, r"\1<software>", text)


def differences(before: Any, after: Any, path: str = "", sentence: bool = False) -> Iterator[Difference]:
    """Every place where two answers differ; below ``text`` and ``question`` it is a sentence."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in (*before, *(added for added in after if added not in before)):
            inner = f"{path}.{key}" if path else key
            yield from differences(
                before.get(key, _ABSENT), after.get(key, _ABSENT), inner, sentence or key in SENTENCES
            )
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, pair in enumerate(zip(before, after, strict=True)):
            yield from differences(*pair, f"{path}[{index}]", sentence)
    elif before != after or type(before) is not type(after):
        yield Difference(path, *_excerpts(before, after), sentence and _both_texts(before, after))


_ABSENT: Final = object()


def _both_texts(before: Any, after: Any) -> bool:
    return isinstance(before, str) and isinstance(after, str)


def _excerpts(before: Any, after: Any) -> tuple[str, str]:
    """Both values as JSON, from a little before the first character that differs."""
    texts = [
        "(absent)" if value is _ABSENT else json.dumps(value, ensure_ascii=False) for value in (before, after)
    ]
    same = next((index for index, pair in enumerate(zip(*texts, strict=False)) if len(set(pair)) > 1), 0)
    start = max(0, same - 30)
    first, second = (("…" if start else "") + text[start : start + 120] for text in texts)
    return first, second


def report_lines(reports: Iterable[KindReport], sentences_allowed: bool) -> Iterator[str]:
    """The report: a line for each kind, and the first places that differ."""
    reports = list(reports)
    yield f"{'kind':<22}{'compared':>9}{'equal':>9}{'sentences':>11}{'differ':>8}"
    for report in reports:
        numbers = (
            f"{report.compared:>9}{report.equal:>9}{len(report.only_sentences):>11}{len(report.differing):>8}"
        )
        yield f"{report.kind:<22}{numbers}"
    for report in reports:
        yield from _shown(report.kind, report.differing)
        yield from _shown(f"{report.kind}, sentences", report.only_sentences)
    if any(report.only_sentences for report in reports) and not sentences_allowed:
        yield "Sentences differ: --sentences allows that."


def _shown(title: str, answers: dict[str, list[Difference]]) -> Iterator[str]:
    for identifier, listed in list(answers.items())[:_SHOWN_PATHS]:
        yield f"\n{title}: {identifier} ({len(listed)} places)"
        for difference in listed[:_SHOWN_PATHS]:
            yield f"  {difference.path}\n    - {difference.before}\n    + {difference.after}"


def fails(reports: Iterable[KindReport], sentences_allowed: bool) -> bool:
    """Whether anything differs that must not."""
    return any(report.differing or (report.only_sentences and not sentences_allowed) for report in reports)
