"""``replay``: a recorded determination is given again from its own transaction, and compared.

Under the recorded law the answer must be the same to the last byte. Under another law the difference is what the
change of the law means for this transaction.

The evidence is read back from the record, so that the answer is given again without the lists of today. Another installation, whose law may be the recorded one, is run isolated (``-I``: no variable of the environment and no
folder at hand decides what it imports) and without a shell; the determination reaches it on standard input.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from dualuse.assessment.check import check
from dualuse.assessment.listed.evidence import LEFT_OUT, NO_LISTS, Evidence, PartyScreener, Subject
from dualuse.assessment.release_holds.law_age import recorded_acceptance
from dualuse.assessment.serialisation import to_json
from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError, MissingSourceError, Problem, problem_of
from dualuse.law.collection import law_version
from dualuse.law_changes.json_diff import Difference, differences
from dualuse.schema.determination import Configuration, Determination
from dualuse.schema.reading.recorded import Recorded, malformed, recorded
from dualuse.schema.screening import Screening
from dualuse.version import software_version

_STAMPS: Final = ("law.version", "software.name", "software.version")
"""What wrote the answer, and under which law: shown on its own, never a difference of the answer."""
_LAW_STAMPS: Final = ("law.current_to",)
"""Differs with every edition of the law, whatever it says; counts only where the law is the same."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Under which law, and by what, an answer was given."""

    law: str
    software: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What came of it. ``status``: ``same``, ``reworded`` or ``differs``.

    ``reworded``: another law, or another release, has put the same into other sentences; whether they say the same is
    for a person to read.

    ``law_at_hand``: the answer was given again under the very law that it was recorded under.
    """

    reference: str
    date: str
    status: str
    law_at_hand: bool
    recorded: Stamp
    replayed: Stamp
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return self.status == "same"


def replay(determination: Determination | Mapping[str, Any]) -> Replay:
    """Give the answer of a recorded determination again, from its transaction, date, policies and language.

    What was found on the parties is taken from the record: no list of today is asked.

    Args:
        determination: what :func:`dualuse.check` returned, or the same read back from its JSON.

    Returns:
        Whether it is the same, and every difference.

    Raises:
        InputError: it is no determination, was cut short, does not hold its transaction, or holds one that the law
            installed here does not take.
    """
    if isinstance(determination, Determination):
        return replay_recorded(recorded(json.loads(to_json(determination))))
    return replay_recorded(recorded(dict(determination)))


def replay_recorded(old: Recorded) -> Replay:
    """The replay of a determination that was read.

    Raises:
        InputError: the law installed here does not take the transaction.
    """
    new = without_new_fields(old.data, json.loads(to_json(_given_again(old))))
    before, now = Stamp(old.law, old.software), Stamp(law_version(), f"dualuse {software_version()}")
    at_hand = before.law == now.law
    uncounted = _STAMPS if at_hand else (*_STAMPS, *_LAW_STAMPS)
    changed = tuple(row for row in differences(old.data, new) if row.path not in uncounted)
    return Replay(
        reference=old.reference,
        date=old.day.isoformat(),
        status=_status(changed, before == now),
        law_at_hand=at_hand,
        recorded=before,
        replayed=now,
        differences=changed,
    )


def _given_again(old: Recorded) -> Determination:
    screener = recorded_screener(old.data)
    accepted = recorded_acceptance(old.data.get("law_age"))
    try:
        return check(
            old.transaction,
            date_of_law=old.day,
            language=old.language,
            assume=old.policies,
            screener=screener,
            accept_law_age=accepted.until if accepted else None,
            person=accepted.person if accepted else "",
            configuration=recorded_configuration(old.data),
        )
    except InputError as error:
        raise InputError(_within_transaction(problem) for problem in error.problems) from None


def _within_transaction(problem: Problem) -> Problem:
    if problem.path == "assume":
        return replace(problem, path="policies")
    return replace(problem, path=f"transaction.{problem.path}" if problem.path else "transaction")


def _status(changed: tuple[Difference, ...], same_stamp: bool) -> str:
    if not changed:
        return "same"
    return "reworded" if not same_stamp and all(row.wording for row in changed) else "differs"


_SECONDS: Final = 300
_ASK_LAW: Final = """
try:
    from dualuse import law_version
except ImportError:
    from dualuse.law.collection import law_version
print(law_version())
"""
"""Names that every release keeps; those before 0.1.0 was out know the second one only."""
_REPLAY: Final = "from dualuse.cli import main; main()"


def check_installation(path: str) -> None:
    """Check that there is a dualuse at ``path``, whether or not an answer will need it, so that a wrong
    path is noticed.

    Raises:
        MissingSourceError: there is none.
    """
    _law_of(path)


def replay_under(old: Recorded, path: str | None) -> Replay:
    """The replay under the recorded law where it is installed here, or in the installation at ``path``.

    Raises:
        InputError: the law does not take the transaction.
        MissingSourceError: the installation at ``path`` does not hold the recorded law.
    """
    if path is None or old.law == law_version():
        return replay_recorded(old)
    return replay_elsewhere(old, path)


def replay_elsewhere(old: Recorded, path: str) -> Replay:
    """The replay of ``old`` by the installation at ``path`` (a Python, or the folder of an environment).

    Raises:
        MissingSourceError: there is no dualuse, its law is another one than the recorded, or its answer cannot be read.
    """
    law = _law_of(path)
    if law != old.law:
        what = N_("the law of {path} is {law}, not the recorded {recorded}")
        remedy = N_("Name an installation that holds the recorded law, or leave --law out")
        raise _missing("law_other", what, remedy, path=path, law=law[:80], recorded=old.law[:80])
    answer = _run(path, _REPLAY, "replay", "-", "--json", standard_input=to_json(old.data) + "\n")
    try:
        return _replay(json.loads(answer))
    except (ValueError, KeyError, TypeError):
        raise _unreadable(path, answer) from None


@lru_cache(maxsize=8)
def _law_of(path: str) -> str:
    version = _run(path, _ASK_LAW).strip()
    if not version.startswith("sha256:"):
        raise _unreadable(path, version)
    return version


def _run(path: str, program: str, *arguments: str, standard_input: str = "") -> str:
    try:
        done = subprocess.run(
            [str(_python(path)), "-I", "-c", program, *arguments],
            input=standard_input,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _unreadable(path, str(error)) from None
    if done.returncode not in (0, 1) or not done.stdout.strip():
        raise _unreadable(path, done.stderr)
    return done.stdout


def _python(path: str) -> Path:
    named = Path(path)
    for place in (named / "bin" / "python", named / "Scripts" / "python.exe", named):
        if place.is_file() and os.access(place, os.X_OK):
            return place
    what, remedy = N_("{path} is no Python"), N_("Name a Python, or the folder of its environment")
    raise _missing("law_no_python", what, remedy, path=path)


def _unreadable(path: str, output: str) -> MissingSourceError:
    lines = output.strip().splitlines()
    what = N_("the dualuse of {path} gives no replay ({said})")
    remedy = N_("Check that a release with dualuse replay is installed there")
    return _missing("law_unreadable", what, remedy, path=path, said=lines[-1][:200] if lines else "")


def _missing(code: str, what: str, remedy: str, **params: str) -> MissingSourceError:
    return MissingSourceError(
        [problem_of(Message(code, what, params), Message(f"remedy.{code}", remedy), path="--law")]
    )


def _replay(data: dict[str, Any]) -> Replay:
    return Replay(
        reference=str(data["reference"]),
        date=str(data["date"]),
        status={"same": "same", "reworded": "reworded", "differs": "differs"}[data["status"]],
        law_at_hand=data["law_at_hand"] is True,
        recorded=Stamp(str(data["recorded"]["law"]), str(data["recorded"]["software"])),
        replayed=Stamp(str(data["replayed"]["law"]), str(data["replayed"]["software"])),
        differences=tuple(
            Difference(str(row["path"]), str(row["kind"]), row["recorded"], row["recomputed"])
            for row in data["differences"]
        ),
    )


_CONFIGURATION: Final = TypeAdapter(Configuration | None)


def recorded_configuration(determination: Mapping[str, Any]) -> Configuration | None:
    """What a recorded determination took from ``dualuse.toml``.

    Raises:
        InputError: the field ``configuration`` does not fit a determination.
    """
    try:
        return _CONFIGURATION.validate_python(determination.get("configuration"))
    except ValidationError:
        raise malformed("configuration") from None


_ADAPTER: Final = TypeAdapter(Screening)


def recorded_screener(determination: Mapping[str, Any]) -> PartyScreener:
    """A screener that answers what a recorded determination holds.

    A determination of a release that did not screen says that nobody was screened, and so does its replay.

    Raises:
        InputError: the field ``screening`` does not fit a determination.
    """
    evidence = _evidence(determination)

    def answer(subjects: Sequence[Subject]) -> Evidence:
        return evidence

    return answer


def _evidence(determination: Mapping[str, Any]) -> Evidence:
    try:
        screening = _ADAPTER.validate_python(determination.get("screening"))
    except ValidationError:
        raise malformed("screening") from None
    if not screening.parties and not screening.lists:
        return LEFT_OUT if _left_out(determination.get("warnings")) else NO_LISTS
    return Evidence(
        lists=screening.lists,
        screened=(
            *(party.party for party in screening.parties if party.status != "not_screened"),
            *screening.texts,
        ),
        hits=tuple(replace(hit, effect="", effects=()) for hit in screening.hits),
        day=screening.day,
        matcher=screening.matcher,
    )


def _left_out(warnings: Any) -> bool:
    rows = warnings if isinstance(warnings, list) else []
    return any(isinstance(row, dict) and row.get("code") == "screening_left_out" for row in rows)


def without_new_fields(recorded: Mapping[str, Any], repeated: dict[str, Any]) -> dict[str, Any]:
    """``repeated`` without fields that say nothing and that the release which recorded did not know.

    Fields of ``screening`` that came together are told by their being missing together: one alone was taken out of the record.
    """
    if not any("qualifier" in hint for hint in recorded.get("customs") or () if isinstance(hint, dict)):
        repeated = {**repeated, "customs": [_unqualified(hint) for hint in repeated["customs"]]}
    repeated = {
        name: value
        for name, value in repeated.items()
        if name in recorded or (name not in _OF_FORMAT and (name not in _LATER_OF_ALL or value is not None))
    }
    duties, duties_now = recorded.get("obligations"), repeated.get("obligations")
    if isinstance(duties, list) and not any("done_by" in duty for duty in duties if isinstance(duty, dict)):
        repeated = {**repeated, "obligations": [_without_doer(duty) for duty in duties_now or ()]}
    law, law_now = recorded.get("law"), repeated.get("law")
    if isinstance(law, dict) and isinstance(law_now, dict):
        repeated = {**repeated, "law": _known_then(law, law_now, _LATER_OF_LAW)}
    before, now = recorded.get("screening"), repeated.get("screening")
    if not isinstance(before, dict) or not isinstance(now, dict):
        return repeated
    kept = _known_then(before, _known_then(before, now, _LATER), _LATER_TEXTS)
    for name, later in _LATER_OF_ROWS.items():
        old, new = before.get(name), kept.get(name)
        if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
            kept[name] = [
                _known_then(was, row, later) if isinstance(was, dict) else row
                for was, row in zip(old, new, strict=True)
            ]
    return {**repeated, "screening": kept}


def _unqualified(hint: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in hint.items() if name != "qualifier" or value is not None}


def _without_doer(duty: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in duty.items() if name != "done_by"}


_OF_FORMAT: Final = frozenset({"format"})
_LATER_OF_ALL: Final = frozenset({"law_age", "configuration"})
_LATER_OF_LAW: Final = frozenset({"known_up_to"})
_LATER: Final = frozenset({"lists", "parties", "day", "matcher"})
_LATER_TEXTS: Final = frozenset({"texts"})
_LATER_OF_ROWS: Final = {"lists": frozenset({"confirmed", "partial"}), "hits": frozenset({"weak", "remarks"})}


def _known_then(before: Mapping[str, Any], now: Mapping[str, Any], later: frozenset[str]) -> dict[str, Any]:
    if not later.isdisjoint(before):
        return dict(now)
    return {
        name: value for name, value in now.items() if name not in later or value not in ([], {}, "", False)
    }
