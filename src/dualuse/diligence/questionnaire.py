"""The questionnaires: what is asked, in data, each file with its version and checksum.

A file that does not fit is refused when it is read, with its name and place: a question that is half read would be answered wrongly.
The questions are in our own words; ``source`` and ``reference`` say where the matter comes from, ``verification`` whether that was read
or is recalled and still to be compared.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

import tomli

from dualuse.data_folders import DataError, only_these, read_bytes, reading
from dualuse.schema.diligence import EFFECTS, Effect
from dualuse.version import legal_derivation

STEPS: Final = ("examination", "misuse", "destination", "parties", "awareness", "mitigation")
"""The files, in the order in which they are asked."""
FOLDER: Final = Path(__file__).parent / "questionnaires"

Scope = Literal["transaction", "item", "party"]
"""What a question is about: the whole transaction, each item, or each party."""
Asked = Literal["always", "cyber_surveillance"]
"""Whether it is asked always, or only where an item is or may be one for cyber-surveillance."""
Element = Literal["specially_designed", "covert", "natural_persons", "ability", "systems", "commercial_only"]
ELEMENTS: Final[tuple[Element, ...]] = get_args(Element)
"""The elements of Art. 2(20), with what recital 8 generally takes out."""
Concern = Literal["repression", "general"]
"""What an adverse answer speaks of: internal repression and serious violations (Art. 5), or anything else that must be settled."""
GRADES: Final = ("low", "medium", "high")
VERIFICATIONS: Final = ("recall", "read")
"""From the weakest: recalled, not compared with the source; read in it."""
FLAGGING: Final[tuple[Effect, ...]] = ("stop", "raise", "notify")
"""Effects whose adverse answer is a flag."""

_HEAD: Final = {"name", "version", "questions"}
_NEEDED: Final = {
    "id",
    "question",
    "adverse",
    "effect",
    "scope",
    "asked",
    "source",
    "reference",
    "verification",
}
_OPTIONAL: Final = {"title", "severity", "concern", "mitigations", "element", "self_blinding", "house_rule"}
_ID: Final = re.compile(r"[A-Z][0-9]{2}[a-z]?")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class QuestionnaireError(DataError):
    """A questionnaire that cannot be used: ``misuse.toml: B01: what is wrong``. For those who write them."""


@legal_derivation("Art. 2(20)", "Art. 5(2)")
@dataclass(frozen=True, slots=True)
class Question:
    """A question, or a measure of step F (``effect`` is then ``mitigate``, and it is not answered).

    ``text``: English, marked for translation in its file; ``adverse``: the answer that speaks against the transaction, "" where none does;
    ``severity``: of the harm (scale, scope, whether it can be undone), "" for measures; ``mitigations``: measures that may answer its flag;
    ``concern``: what it speaks of, "" for measures: only ``repression`` moves the level; ``element``: of Art. 2(20), or "";
    ``self_blinding``: its adverse answer means that available information was ignored; ``house_rule``: that its adverse answer stops is a
    rule of this program, not of ``source``; ``title``: what it is about in a few words (English), "" for measures.
    """

    id: str
    step: str
    text: str
    adverse: str
    effect: Effect
    scope: Scope
    severity: str
    asked: Asked
    source: str
    reference: str
    verification: str
    mitigations: tuple[str, ...] = ()
    element: str = ""
    self_blinding: bool = False
    concern: str = "repression"
    house_rule: bool = False
    title: str = ""

    @property
    def of_repression(self) -> bool:
        """Whether it speaks of internal repression or serious violations, so that it moves the level."""
        return self.concern == "repression"

    @property
    def flags(self) -> bool:
        """Whether its adverse answer is a flag."""
        return self.effect in FLAGGING

    @property
    def can_be_mitigated(self) -> bool:
        """Whether a measure can answer its flag: never a stop, a matter for the authority, or information that was ignored."""
        return self.effect == "raise" and not self.self_blinding


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions of one step. ``version``: a day (ISO); ``checksum``: SHA-256 of its file."""

    name: str
    version: str
    checksum: str
    questions: tuple[Question, ...]


def read_questionnaire(content: bytes, file: str) -> Questionnaire:
    """The questionnaire in ``content``.

    Raises:
        QuestionnaireError: it is no TOML, a key is unknown or missing, a value is none of those known, or an id stands twice.
    """
    try:
        data = tomli.loads(content.decode())
    except (UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise QuestionnaireError(f"{file}: {error}") from None
    _check_keys(data, _HEAD, set(), file)
    name, version = data["name"], data["version"]
    if name not in STEPS:
        raise QuestionnaireError(f"{file}: name: {name!r} is none of {', '.join(STEPS)}")
    if not isinstance(version, str) or not _DAY.fullmatch(version):
        raise QuestionnaireError(f"{file}: version: {version!r} is no day")
    if not isinstance(data["questions"], list):
        raise QuestionnaireError(f"{file}: questions: not a list")
    questions = tuple(_question(row, name, file) for row in data["questions"])
    _check_unique((question.id for question in questions), file)
    return Questionnaire(name, version, hashlib.sha256(content).hexdigest(), questions)


def read_folder(folder: Path) -> tuple[Questionnaire, ...]:
    """The questionnaires of ``folder``, one file per step.

    Raises:
        DataError: a file of no step lies there.
        QuestionnaireError: as :func:`read_questionnaire`; or an id stands in two files, or a measure that is named does not exist.
    """
    only_these(folder, *(f"{name}.toml" for name in STEPS))
    loaded = tuple(_read(folder / f"{name}.toml") for name in STEPS)
    questions = [question for questionnaire in loaded for question in questionnaire.questions]
    _check_unique((question.id for question in questions), folder.name)
    measures = {question.id for question in questions if question.effect == "mitigate"}
    for question in questions:
        if strange := set(question.mitigations) - measures:
            raise QuestionnaireError(
                f"{question.step}.toml: {question.id}: no measure: {', '.join(sorted(strange))}"
            )
    return loaded


def _read(path: Path) -> Questionnaire:
    with reading(path):
        return read_questionnaire(read_bytes(path), path.name)


@lru_cache(maxsize=1)
def questionnaires() -> tuple[Questionnaire, ...]:
    """The questionnaires of this release, in the order of :data:`STEPS`."""
    return read_folder(FOLDER)


@lru_cache(maxsize=1)
def questions() -> Mapping[str, Question]:
    """All questions and measures by id, in the order in which they are asked."""
    return {
        question.id: question for questionnaire in questionnaires() for question in questionnaire.questions
    }


@lru_cache(maxsize=1)
def version() -> str:
    """The version of all questionnaires together: the newest of theirs."""
    return max(questionnaire.version for questionnaire in questionnaires())


def _question(row: Any, step: str, file: str) -> Question:
    if not isinstance(row, dict):
        raise QuestionnaireError(f"{file}: questions: not a table")
    place = f"{file}: {row.get('id', '?')}"
    _check_keys(row, _NEEDED, _OPTIONAL, place)
    if not isinstance(row["id"], str) or not _ID.fullmatch(row["id"]):
        raise QuestionnaireError(f"{place}: id: write it like A01 or A06a")
    measure = row["effect"] == "mitigate"
    known = {
        "adverse": ("yes", "no", ""),
        "effect": EFFECTS,
        "scope": get_args(Scope),
        "asked": get_args(Asked),
        "verification": VERIFICATIONS,
        "severity": ("",) if measure else GRADES,
        "concern": ("",) if measure else get_args(Concern),
        "element": (*ELEMENTS, ""),
        "self_blinding": (True, False),
        "house_rule": (True, False),
    }
    for key, values in known.items():
        if (value := row.get(key, _DEFAULTS.get(key, ""))) not in values:
            raise QuestionnaireError(f"{place}: {key}: {value!r} is none of {values}")
    for key in ("question", "source", "reference", *(() if measure else ("title",))):
        if not isinstance(row.get(key), str) or not row[key].strip():
            raise QuestionnaireError(f"{place}: {key}: no text")
    measures = row.get("mitigations", [])
    if not isinstance(measures, list) or not all(isinstance(measure_id, str) for measure_id in measures):
        raise QuestionnaireError(f"{place}: mitigations: not a list of ids")
    question = Question(
        id=row["id"],
        step=step,
        text=row["question"],
        adverse=row["adverse"],
        effect=row["effect"],
        scope=row["scope"],
        severity=row.get("severity", ""),
        asked=row["asked"],
        source=row["source"],
        reference=row["reference"],
        verification=row["verification"],
        mitigations=tuple(measures),
        element=row.get("element", ""),
        self_blinding=row.get("self_blinding", False),
        concern=row.get("concern", ""),
        house_rule=row.get("house_rule", False),
        title=row.get("title", ""),
    )
    _check_fit(question, place)
    return question


_DEFAULTS: Final[dict[str, Any]] = {"self_blinding": False, "house_rule": False}


def _check_fit(question: Question, place: str) -> None:
    """Refuse fields that do not fit each other: an effect without the answer that causes it would never take place."""
    effect, element = question.effect, question.element
    faults = (
        (
            effect in (*FLAGGING, "element", "examine", "aware") and not question.adverse,
            f"adverse: {effect} needs the answer that causes it",
        ),
        (effect == "element" and not element, "element: missing"),
        (
            element
            and (effect not in ("element", "exclude") or question.scope != "item" or not question.adverse),
            "element: only of an item, of effect element or exclude, with adverse",
        ),
        (
            (question.mitigations or question.self_blinding) and effect != "raise",
            "mitigations and self_blinding belong to effect raise",
        ),
        (question.house_rule and effect != "stop", "house_rule belongs to effect stop"),
        (
            question.concern == "general" and (element or effect == "aware"),
            "concern: an element and awareness are of repression",
        ),
    )
    for is_fault, text in faults:
        if is_fault:
            raise QuestionnaireError(f"{place}: {text}")


def _check_keys(row: Mapping[str, Any], needed: set[str], optional: set[str], place: str) -> None:
    if unknown := row.keys() - needed - optional:
        raise QuestionnaireError(f"{place}: unknown: {', '.join(sorted(unknown))}")
    if missing := needed - row.keys():
        raise QuestionnaireError(f"{place}: missing: {', '.join(sorted(missing))}")


def _check_unique(ids: Iterable[str], place: str) -> None:
    seen: set[str] = set()
    for question_id in ids:
        if question_id in seen:
            raise QuestionnaireError(f"{place}: {question_id} stands twice")
        seen.add(question_id)
