"""The draft of one entry: its lines as parameters and provisions in the language of sheets, and what is left to do.

Each comparison becomes a quantity; what else a line says becomes a yes/no question that quotes it. Notes are not carried
out: they stand as comments, and a person writes them as ``unless``. Parameters are named by the words of the line:
``a wall thickness of`` becomes ``wall_thickness``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from dualuse.classification.drafts.grammar import Comparison, Reading, inherited_comparator, read_line
from dualuse.classification.drafts.structure import LIST_WORDS, Node
from dualuse.classification.sheets.quantities import unit_of

_JUDGED: Final = re.compile(
    r"\b(?:designed|modified|intended|specially|usable|prepared|capable of being)\b", re.I
)
_NEGATED: Final = re.compile(
    r"\bnot (?:capable|able|designed|having|including)\b|\bunless\b|\bexcept\b", re.I
)
_OR: Final = re.compile(r"\bor\b")
_AND: Final = re.compile(r"\band\b|[,;]")

Part = dict[str, Any]
"""A condition as a sheet writes it."""


@dataclass(frozen=True, slots=True)
class DraftParameter:
    """A parameter; ``unit`` is None for yes or no."""

    name: str
    question: str
    unit: str | None = None
    judgement: bool = False


@dataclass(frozen=True, slots=True)
class DraftProvision:
    """A provision with its condition; ``lines``: (path, text) of the lines it was read from."""

    path: str
    when: Part
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Open:
    """What a person must look at first. ``words``: the part of the line, or all of it.

    ``reason``: ``formula``, ``unit_unknown``, ``outside`` (a range that is left out), ``no_comparator``,
     ``condition`` (a number without a comparison, such as the
    temperature of a test), ``direction_assumed``, ``or_between``,
    ``negated`` ("not capable of", "except"), ``list_unclear``, ``no_words`` or ``path_unknown``.
    """

    path: str
    reason: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """The draft of an entry. ``numeric``, ``understood``: lines with a number, and those of them with a comparison."""

    entry: str
    parameters: tuple[DraftParameter, ...]
    provisions: tuple[DraftProvision, ...]
    worklist: tuple[Open, ...]
    lines: int
    numeric: int
    understood: int
    comparisons: int


def draft_entry(root: Node) -> EntryDraft:
    """The draft of the entry whose lines ``root`` holds."""
    readings = dict(_readings(root, None))
    names = _Names()
    parts = {node.path: names.line(node, readings[node.path]) for node in _all(root)}
    provisions = tuple(_provisions(root, [], [], parts))
    numeric = [row for row in readings.values() if row.numeric]
    return EntryDraft(
        entry=root.path,
        parameters=tuple(names.parameters.values()),
        provisions=provisions,
        worklist=tuple(row for node in _all(root) for row in _open(node, readings[node.path])),
        lines=sum(bool(node.text) for node in _all(root)),
        numeric=len(numeric),
        understood=sum(bool(row.comparisons) for row in numeric),
        comparisons=sum(len(row.comparisons) for row in readings.values()),
    )


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _all(child)


def _readings(node: Node, inherited: str | None) -> Iterator[tuple[str, Reading]]:
    yield node.path, read_line(node.text, inherited)
    below = inherited_comparator(node.text)
    for child in node.children:
        yield from _readings(child, below)


def _provisions(
    node: Node, above: list[Part], lines: list[tuple[str, str]], parts: Mapping[str, list[Part]]
) -> Iterator[DraftProvision]:
    """A row for each provision that is met by itself: a list of which all must hold is one."""
    here = [*above, *parts[node.path]]
    read = [*lines, (node.path, node.text)]
    if node.children and node.joined == "any":
        for child in node.children:
            yield from _provisions(child, here, read, parts)
        return
    here += [_condition(child, parts) for child in node.children]
    under = [(child.path, child.text) for child in _all(node) if child is not node]
    yield DraftProvision(node.path, _together("all", here), (*read, *under))


def _condition(node: Node, parts: Mapping[str, list[Part]]) -> Part:
    own = list(parts[node.path])
    children = [_condition(child, parts) for child in node.children]
    if children:
        own += [_together("any", children)] if node.joined == "any" else children
    return _together("all", own)


def _together(joint: str, parts: list[Part]) -> Part:
    kept: list[Part] = []
    for part in parts:
        kept += [row for row in part.get(joint, [part]) if row not in kept]
    return kept[0] if len(kept) == 1 else {joint: kept}


def _open(node: Node, reading: Reading) -> Iterator[Open]:
    if not node.text:
        yield Open(node.path, "no_words", "")
    for row in reading.left:
        yield Open(node.path, row.reason, reading.text[max(0, row.start - 30) : row.end + 30].strip())
    for comparison in reading.comparisons:
        if comparison.assumed:
            yield Open(node.path, "direction_assumed", reading.text[comparison.start : comparison.end])
    if len(reading.comparisons) > 1 and _joints(reading) == "mixed":
        yield Open(node.path, "or_between", reading.text)
    if reading.comparisons and _NEGATED.search(node.text):
        yield Open(node.path, "negated", reading.text)
    if node.unclear:
        yield Open(node.path, "list_unclear", node.text)


def _joints(reading: Reading) -> str:
    """How the comparisons of a line are joined: ``any`` where "or" alone stands between them, ``mixed`` with others."""
    gaps = [
        reading.text[comparison.end : following.start]
        for comparison, following in zip(reading.comparisons, reading.comparisons[1:], strict=False)
    ]
    ors = [bool(_OR.search(gap)) for gap in gaps]
    if not any(ors):
        return "all"
    return "any" if all(ors) and not any(_AND.search(_OR.split(gap)[0]) for gap in gaps) else "mixed"


class _Names:
    """The parameters of an entry as they are found; equal words in one dimension are one quantity."""

    def __init__(self) -> None:
        self.parameters: dict[str, DraftParameter] = {}
        self._known: dict[tuple[str, ...], str] = {}

    def line(self, node: Node, reading: Reading) -> list[Part]:
        """The conditions of a line by itself: a question for its words where they say more than names, and quantities."""
        limits = [self._quantity(node.path, reading, number) for number in range(len(reading.comparisons))]
        if len(limits) > 1 and _joints(reading) == "any":
            limits = [_together("any", limits)]
        if words_of(_rest(reading)) or not (limits or node.children):
            return [self._yes_no(node, _rest(reading)), *limits]
        return limits

    def _yes_no(self, node: Node, rest: str) -> Part:
        text = node.text.strip().rstrip(";:,. ")
        name = (
            "_".join(words_of(rest)[:5] or words_of(text)[:5])
            or f"line_{path_suffix(node.path) or 'heading'}"
        )
        question = f'{node.path}: does the item meet this line, its figures aside: "{text}"?'
        if not text:
            question = f"Does the item meet {node.path}, which has no words of its own in the text imported?"
        judged = bool(_JUDGED.search(text))
        return {
            "yes": self._add(("yes", text or node.path), name, DraftParameter("", question, None, judged))
        }

    def _quantity(self, path: str, reading: Reading, number: int) -> Part:
        comparison = reading.comparisons[number]
        before = reading.text[reading.comparisons[number - 1].end if number else 0 : comparison.start]
        unit = comparison.limits[0][1].unit
        name = quantity_name(before, reading.text[comparison.end :], unit)
        name = name or "_".join(filter(None, (dimension_name(unit), path_suffix(path))))
        spoken = phrase_before(before).strip("'\" ") or name.replace("_", " ")
        question = f"{path}: what is the value ({spoken}), {_in_unit(comparison)}?"
        dimension = tuple(f"{root}{power}" for root, power in unit_of(unit).dimension.items())
        chosen = self._add(("quantity", name, *dimension), name, DraftParameter("", question, unit))
        return {
            "quantity": chosen,
            **{comparator: amount.text for comparator, amount in comparison.limits},
        }

    def _add(self, key: tuple[str, ...], name: str, parameter: DraftParameter) -> str:
        if key not in self._known:
            free = name
            count = 2
            while free in self.parameters:
                free, count = f"{name}_{count}", count + 1
            self._known[key] = free
            self.parameters[free] = DraftParameter(
                free, parameter.question, parameter.unit, parameter.judgement
            )
        return self._known[key]


def _in_unit(comparison: Comparison) -> str:
    amount = comparison.limits[0][1]
    if amount.unit:
        return f"in {amount.unit}"
    words = re.sub(r"^[-+±]? ?(?:\d[\d.,]*)?(?: x )?(?:10\^-?\d+)?", "", amount.written).strip()
    return f"as a number ({words})" if words and " " in amount.written else "as a number"


def _rest(reading: Reading) -> str:
    """What a line says beside its comparisons, their names and what opens a list."""
    rest, last = "", 0
    for comparison in reading.comparisons:
        before = reading.text[last : comparison.start]
        phrase = phrase_before(before)
        rest += " " + (before.replace(phrase, " ") if phrase else before)
        last = comparison.end
    return LIST_WORDS.sub(" ", rest + " " + reading.text[last:])


_MAXIMUM_WORDS: Final = 5
_DROPPED_WORDS: Final = (
    "a an the of any its their other than is are to from be being been by as on with at in for and or having each every"
    " which that this these those such not but specified following all both either one more least most rated capable"
    " therefor exceeding less greater equal"
)
_DROPPED: Final = frozenset(_DROPPED_WORDS.split())
_CUTS: Final = re.compile(
    r"[,;:()\[\]]|\b(?:having|with|and|or|at|in|for|by|capable of|capable|providing|containing|whose|that|which|when|over|to"
    r"|than|rated|designed|using|within|against|between|from)\b",
    re.IGNORECASE,
)
_AFTER_STOP: Final = re.compile(
    r"[,;:()\[\].]|\b(?:per|for|and|or|with|having|when|at|in|which|to)\b", re.IGNORECASE
)
_DIMENSIONS: Final = {
    (("meter", 1),): "length",
    (("meter", 2),): "area",
    (("meter", 3),): "volume",
    (("second", 1),): "time",
    (("second", -1),): "frequency",
    (("kelvin", 1),): "temperature",
    (("gram", 1),): "mass",
    (("gram", 1), ("meter", 2), ("second", -3)): "power",
    (("gram", 1), ("meter", 2), ("second", -2)): "energy",
    (("gram", 1), ("meter", -1), ("second", -2)): "pressure",
}


def words_of(text: str) -> list[str]:
    """The words of a text that say something, small and in plain letters."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if letter.isascii())
    return [
        word
        for word in re.findall(r"[a-z][a-z0-9]*", letters)
        if word not in _DROPPED and not re.fullmatch("[a-e][0-9]{3}", word)
    ]


def quantity_name(before: str, after: str, unit: str) -> str:
    """The name of a quantity from the words before its comparison, for shares and counts from those after it.

    Empty where neither says anything: a name by :func:`dimension_name` and the path is taken then.
    """
    words = words_of(phrase_before(before))
    if re.search(r"\bcapable of(?: an?| the)?\s*$", before):
        words = words_of(_AFTER_STOP.split(after)[0])[:3] or words
    if words and not (unit in ("", "percent") and set(words) <= {"alloys", "containing", "made"}):
        return "_".join(words[-_MAXIMUM_WORDS:])
    if unit in ("", "percent"):
        cut = re.sub(r"^ ?of|\bby (?:weight|volume|mass)\b", "", after)
        words = words_of(_AFTER_STOP.split(cut)[0])[:3]
        return "_".join([*words, "share"] if words and unit else words)
    return ""


def phrase_before(before: str) -> str:
    """The last words before a comparison that belong together: ``Rings with a wall thickness of`` is ``a wall thickness``."""
    pieces = _CUTS.split(re.sub(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]", "", before))
    for piece in reversed(pieces[-3:]):
        if words_of(piece):
            return re.sub(r"(?:\s+(?:of|is|are|the|an?))+$", "", piece.strip())
    return ""


def dimension_name(unit: str) -> str:
    """What is measured in a unit, in one word: ``length``, ``time``, else ``value``."""
    if unit == "percent":
        return "share"
    dimension = tuple((name, int(power)) for name, power in unit_of(unit).dimension.items())
    return _DIMENSIONS.get(dimension, "value" if unit else "number")


def path_suffix(path: str) -> str:
    """The part of a path that tells it apart in its entry: ``a_3``; nothing for the entry itself."""
    return path[6:].replace(".", "_")
