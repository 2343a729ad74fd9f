"""What an officer examines before anything is proposed: Art. 15(1), the authority's own due diligence, denials in force, other authorities.

Each leaves evidence that holds what it looked at. What national law deems granted, or anybody imports, is no way around: a decision asks for the
evidence itself (:mod:`dualuse.licensing.decisions.guards`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from django.db import connection

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError
from dualuse.law.eu_2021_821.control_list import newest_outline, normal_code
from dualuse.law.eu_2021_821.control_list.unknown_codes import unknown_code
from dualuse.licensing.authorisations.granting import destinations
from dualuse.licensing.cases.applications import malformed
from dualuse.licensing.cases.changes import Change, changing
from dualuse.licensing.cases.evidence import (
    ASSESSMENT,
    CLASSIFICATION,
    DENIALS,
    OWN_DILIGENCE,
    SCREENING,
    SURVEILLANCE,
    counting,
    seen_by,
    surveillance_lines,
)
from dualuse.licensing.cases.models import Case, CaseVersion, Evidence
from dualuse.licensing.completeness import line_ids
from dualuse.licensing.decisions.hits import HITS, HitWords, considered
from dualuse.licensing.decisions.own_diligence import examined_version, outcome_of, repeats_question
from dualuse.licensing.decisions.screening import says_the_same, screen_parties
from dualuse.licensing.denials.explaining import explained
from dualuse.licensing.denials.matching import DenialMatch
from dualuse.licensing.denials.models import Consideration, DenialRecord
from dualuse.licensing.denials.register import edition, opened
from dualuse.licensing.kinds import kinds
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import Fault
from dualuse.licensing.wordless import wordless
from dualuse.schema.diligence import Answered, Findings

POINTS: Final = ("a", "b", "c", "d")
"""Art. 15(1): (a) international obligations and commitments, (b) sanctions, (c) national foreign and security policy, (d) end use and diversion."""
CONCLUSIONS: Final = ("essentially_identical", "not_essentially_identical")


def see_lines(version: CaseVersion, named: Iterable[str], root: str) -> None:
    """Refuse what names a line that a version has not.

    Raises:
        Malformed: each of them, at its path below ``root``.
    """
    ids = line_ids(version.transaction)
    text = N_("there is no item {line}; known: {known}")
    faults = [
        Fault(
            f"{root}.{line}",
            "line_unknown",
            Message("line_unknown", text, {"line": line, "known": ", ".join(ids)}),
        )
        for line in named
        if line not in ids
    ]
    if faults:
        raise malformed(faults)


def current_version(case: Case) -> CaseVersion:
    """The version that holds."""
    return case.versions.get(number=case.current)


def assess(
    actor: Actor,
    reference: str,
    points: Mapping[str, str],
    version: int | None = None,
    *,
    surveillance: Mapping[str, bool] | None = None,
    classification: Mapping[str, Sequence[str]] | None = None,
    hits: Sequence[HitWords] = (),
) -> Case:
    """Record the assessment under Art. 15(1), each point in words.

    Args:
        actor: the officer.
        reference: of the case.
        points: words by point, of :data:`POINTS`.
        version: see :func:`~dualuse.licensing.cases.changes.changing`.
        surveillance: by line, whether it is a cyber-surveillance item (Art. 2(20)). That it is one asks for the authority's own due diligence, whatever the
            applicant states; that it is none is recorded, and relieves of nothing: the diligence says so with its reasons.
        classification: by line, the entries that the authority itself takes it for (Art. 3); none: an empty list. One of a surveillance item asks for the own
            due diligence, too; what the applicant states stays as it is.
        hits: what is concluded of hits that the screening has shown.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: a point is missing, there are no words, or there is no such line, entry or hit.
    """
    with changing(actor, "assess", reference, version) as change:
        text = N_("point ({point}) of Art. 15(1) is assessed in words")
        rows = (
            (point, str(points.get(point) or ""), Message("point_empty", text, {"point": point}))
            for point in POINTS
        )
        if absent := list(wordless(rows)):
            raise malformed(absent)
        version_now = current_version(change.case)
        see_lines(version_now, surveillance or {}, SURVEILLANCE)
        see_lines(version_now, classification or {}, CLASSIFICATION)
        codes = _codes(classification or {})
        words = {point: points[point].strip() for point in POINTS}
        by_line = {
            name: dict(by_name)
            for name, by_name in ((SURVEILLANCE, surveillance or {}), (CLASSIFICATION, codes))
            if by_name
        }
        of_hits = considered(version_now, hits)
        _keep(change, ASSESSMENT, {"points": list(POINTS), **by_line, **({HITS: of_hits} if of_hits else {})})
        change.body |= by_line
        change.content["points"] = words
        if hits:
            change.content[HITS] = [asdict(row) for row in hits]
        return change.case


def _codes(classification: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The codes of each line as they are written in the newest edition of Annex I.

    Raises:
        Malformed: one is none of it.
    """
    edition = newest_outline()
    faults = [
        Fault(f"{CLASSIFICATION}.{line}", problem.what.code, problem.what)
        for line, written in classification.items()
        for code in written
        if normal_code(code) not in edition.codes
        for problem in (unknown_code(code, edition),)
    ]
    if faults:
        raise malformed(faults)
    return {line: [normal_code(code) or code for code in written] for line, written in classification.items()}


def examine_diligence(
    actor: Actor, reference: str, answers: Sequence[Mapping[str, Any]], version: int | None = None
) -> Case:
    """Record the authority's own due diligence on the lines that are, or may be, surveillance items (Art. 5): every question that applies, with a reason.

    Args:
        actor: who examined.
        reference: of the case.
        answers: rows with ``question``, ``answer`` (yes, no, unknown), ``reason``, and ``item`` or ``party`` where the question is of one.
        version: see :func:`~dualuse.licensing.cases.changes.changing`.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: an answer is about nothing that is asked, has no reason, or one
            that applies is missing.
    """
    with changing(actor, "examine_diligence", reference, version) as change:
        holds = current_version(change.case)
        rows = _answers(answers)
        try:
            result = examined_version(holds, Findings(reference, answers=rows))
        except InputError as error:
            raise malformed(
                [Fault(problem.path, problem.what.code, problem.what) for problem in error.problems]
            ) from None
        text = N_("{question} applies and is not answered")
        unanswered = [
            Fault(
                "answers",
                "unanswered",
                Message(
                    "unanswered",
                    text,
                    {"question": f"{question.question} {question.item or question.party}".strip()},
                ),
            )
            for question in result.open_questions
            if question.answered is None
        ]
        if unanswered:
            raise malformed(unanswered)
        outcome = outcome_of(result, rows)
        for line in surveillance_lines(holds):
            _keep(change, OWN_DILIGENCE, outcome, line)
        change.content["answers"] = [{"question": row.question, "answer": row.answer, "reason": row.reason, "item": row.item, "party": row.party} for row in rows]  # fmt: skip
        return change.case


def check_denials(actor: Actor, reference: str, version: int | None = None) -> Case:
    """Look through the denials in force for essentially identical transactions (Art. 16(5)), and compare everybody stated with the sanctions lists of
    the service (Art. 15(1)(b)); each denial that is met is to be considered. What is proposed lapses where either is not what it was proposed on.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`.
    """
    with changing(actor, "check_denials", reference, version) as change:
        case = change.case
        matches = denials_met(case, change.now.date())
        keys = [match.denial.key for match in matches]
        screened = screen_parties(current_version(case))
        before = {kind: counting(case, kind).first() for kind in (DENIALS, SCREENING)}
        change.turned = not (
            meets_the_same(before[DENIALS], keys) and says_the_same(before[SCREENING], screened.result)
        )
        _keep(change, DENIALS, {"met": keys, "matches": explained(matches)}, editions={"register": edition()})
        _keep(change, SCREENING, screened.result, editions=screened.editions)
        change.body |= {"met": len(keys), "screened": screened.result["status"]}
        return case


def meets_the_same(before: Evidence | None, keys: Iterable[str]) -> bool:
    """Whether an earlier look at the register met the denials of these keys, and no others."""
    return before is not None and sorted(before.result["met"]) == sorted(keys)


def consider_denial(
    actor: Actor, reference: str, denial: str, conclusion: str, text: str, version: int | None = None
) -> Case:
    """Record what a person concluded of a denial: essentially identical or not, and why. What is proposed lapses where that was not concluded before.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: there is no such denial or conclusion, or no words say why.
    """
    with changing(actor, "consider_denial", reference, version) as change:
        if conclusion not in CONCLUSIONS:
            words = N_("{conclusion} is no conclusion; known: {known}")
            params = {"conclusion": conclusion, "known": ", ".join(CONCLUSIONS)}
            raise malformed(
                [Fault("conclusion", "conclusion_unknown", Message("conclusion_unknown", words, params))]
            )
        state, _, name = denial.partition("/")
        row = DenialRecord.objects.filter(member_state=state, reference=name).first()
        if row is None:
            words = N_("there is no denial {denial} in the register")
            raise malformed(
                [Fault("denial", "denial_unknown", Message("denial_unknown", words, {"denial": denial}))]
            )
        subject = {
            "case": change.case,
            "denial": row,
            "seen": seen_by(DENIALS, current_version(change.case)),
            "stamp": row.stamp,
        }
        before = Consideration.objects.filter(**subject).order_by("-pk").first()
        change.turned = before is None or before.conclusion != conclusion
        why = Message("text_empty", N_("say in words why it was concluded"))
        if faults := list(wordless([("text", text, why)])):
            raise malformed(faults)
        Consideration.objects.create(
            **subject,
            conclusion=conclusion,
            text=text.strip(),
            made=change.now,
        )
        change.body |= {"denial": row.pk, "conclusion": conclusion}
        change.content["text"] = text.strip()
        return change.case


def denials_met(case: Case, on: Any) -> tuple[DenialMatch, ...]:
    """The denials in force that the case may repeat, by the register as it is now."""
    kind, version = kinds()[case.kind], current_version(case)
    places = destinations(kind, version) if kind.destinations == "many" else None
    return opened(str(connection.settings_dict["NAME"])).matches(version.transaction, on, places)


def _keep(
    change: Change,
    kind: str,
    result: Mapping[str, Any],
    line: str = "",
    editions: Mapping[str, Any] | None = None,
) -> None:
    row = Evidence.objects.create(
        case=change.case,
        kind=kind,
        line=line,
        seen=seen_by(kind, current_version(change.case), line),
        editions=dict(editions or {}),
        result=dict(result),
        made_by_id=change.actor.key,
        made=change.now,
    )
    change.body.setdefault("evidence", []).append(row.pk)


def _answers(rows: Sequence[Mapping[str, Any]]) -> tuple[Answered, ...]:
    faults = []
    for number, row in enumerate(rows):
        if row.get("answer") not in ("yes", "no", "unknown"):
            text = N_("an answer is yes, no or unknown")
            faults.append(
                Fault(f"answers[{number}].answer", "answer_unknown", Message("answer_unknown", text))
            )
    text = N_("an answer has its reason in words; of “unknown”, what was looked for, and where")
    why = Message("reason_empty", text)
    faults += wordless(
        (f"answers[{number}].reason", str(row.get("reason") or ""), why) for number, row in enumerate(rows)
    )
    again = Message("reason_repeats", N_("this says the question again, and not why it is answered so"))
    faults += (
        Fault(f"answers[{number}].reason", again.code, again)
        for number, row in enumerate(rows)
        if repeats_question(str(row["question"]), str(row.get("reason") or ""))
    )
    if faults:
        raise malformed(faults)
    return tuple(
        Answered(
            str(row["question"]),
            row["answer"],
            str(row["reason"]).strip(),
            str(row.get("item") or ""),
            str(row.get("party") or ""),
        )
        for row in rows
    )
