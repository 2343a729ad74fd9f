"""One table of statuses: its orders are those of the law, and no other module has a table of its own for a family."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final, get_args

import pytest

from dualuse.assessment.listed import parties
from dualuse.classification.sheets.results import Verdict as Examined
from dualuse.diligence.questionnaire import VERIFICATIONS
from dualuse.i18n import statuses
from dualuse.i18n.statuses import (
    ANSWER,
    AVAILABILITY,
    DILIGENCE_LEVEL,
    EFFECT,
    EXAMINED,
    FINDING,
    HIT_VERDICT,
    KNOWLEDGE,
    PARTY_STATUS,
    RELEASE,
    VERIFICATION,
    Statuses,
)
from dualuse.law.language.fact import LEVEL_WORDS
from dualuse.law.language.logic import LEVELS
from dualuse.law.language.provision import Effect, Verification
from dualuse.schema.diligence import Answer, Level
from dualuse.schema.screening import PartyStatus
from dualuse.schema.words import AVAILABILITY_STATUS, FINDING_STATUS
from dualuse.screening.decisions.decisions import Verdict

SOURCE: Final = Path(statuses.__file__).parents[1]
FAMILIES: Final = {name: family for name, family in vars(statuses).items() if isinstance(family, Statuses)}
OF_THEIR_OWN: Final = {
    "dossier/document/purpose.py": "what an examination of due diligence comes to: whether it is a cyber-surveillance item",
    "law/language/fact.py": "the words of facts are law",
}
"""Modules that word codes which a family has too, of something else."""


def test_the_orders_are_those_of_the_law() -> None:
    assert EFFECT.codes == (*(effect.word for effect in Effect), "undetermined")
    ranks = [VERIFICATION.rank(known.word) for known in Verification]
    assert ranks == sorted(ranks)
    ranks = [VERIFICATION.rank(known) for known in VERIFICATIONS]
    assert ranks == sorted(ranks)
    assert KNOWLEDGE.codes == LEVELS == tuple(LEVEL_WORDS)
    assert (
        sorted(parties._STATUSES, key=PARTY_STATUS.rank)
        == list(parties._STATUSES)
        == [code for code in PARTY_STATUS.codes if code in get_args(PartyStatus)]
    )


def test_each_family_has_the_codes_of_the_contract() -> None:
    assert RELEASE.codes == ("go", "ask", "stop")
    assert set(PARTY_STATUS.short) == set(get_args(PartyStatus))
    assert set(HIT_VERDICT.codes) == set(get_args(Verdict))
    assert set(EXAMINED.codes) == set(get_args(Examined))
    assert set(FINDING.codes) == set(FINDING_STATUS.values())
    assert set(AVAILABILITY.codes) == set(AVAILABILITY_STATUS.values())
    assert DILIGENCE_LEVEL.codes == get_args(Level)
    assert set(ANSWER.codes) == set(get_args(Answer))


def test_what_a_family_does_not_have_has_no_rank() -> None:
    with pytest.raises(KeyError):
        RELEASE.rank("perhaps")
    assert RELEASE.known("perhaps", "ask") == "ask"
    assert RELEASE.known("go", "ask") == "go"


def test_no_other_module_words_the_statuses_of_a_family() -> None:
    worded = []
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE).as_posix()
        if place == "i18n/statuses.py" or place in OF_THEIR_OWN:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Dict) and any(map(_is_sentence, node.values)):
                keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
                worded += [
                    f"{place}:{node.lineno} words {name}"
                    for name in FAMILIES
                    if keys in _forms(FAMILIES[name])
                ]
    assert not worded


def _forms(family: Statuses) -> tuple[set[str], ...]:
    """The codes that have each form."""
    forms = (family.short, family.long, family.heading, family.sentence, family.advice, family.sign)
    return tuple(set(words) for words in forms if words)


def _is_sentence(value: ast.expr) -> bool:
    """Whether it is a sentence marked for translation, or a tuple that holds one."""
    if isinstance(value, ast.Tuple):
        return any(map(_is_sentence, value.elts))
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "N_"
