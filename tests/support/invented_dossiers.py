"""Invented assessments for the tests of documents: a long one with names in many scripts, and one with almost nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from dualuse.assessment.check import check
from dualuse.assessment.serialisation import checksum, to_json
from dualuse.inputs.formats import ASSESSMENT
from dualuse.schema.assessment import (
    Assessment,
    Candidate,
    ClassifiedItem,
    ContextValue,
    Examined,
    Retention,
    SourceUsed,
)
from dualuse.schema.determination import Determination
from dualuse.schema.diligence import (
    Answered,
    CyberSurveillance,
    Decision,
    DiligenceResult,
    Findings,
    Flag,
    FlagState,
    Mitigation,
    Proof,
    Reason,
    ShownAnswer,
)
from dualuse.schema.screening import (
    HitBecause,
    HitDecision,
    ListedMeasure,
    ListUsed,
    ScreenedParty,
    Screening,
    ScreeningHit,
)

NAMES: Final[dict[str, str]] = {
    "Latin": "Größe Šimůnek Łódź Ażūras",
    "Greek": "Νικόλαος Παπαδόπουλος",
    "Cyrillic": "Жукова Наталья",
    "Arabic": "محمد العلوان",
    "Chinese": "张伟国际贸易",
    "Traditional": "臺灣實驗室",
    "Japanese": "株式会社さくらカメラ",
    "Korean": "김철수",
    "Thai": "สมชาย ใจดี",
    "Devanagari": "राजेश क्षत्रिय",
}
"""Invented names by script."""
_CHECKSUM: Final = "sha256:" + "0123456789abcdef" * 4
_SENTENCE: Final = (
    "The end user runs a department that intercepts communication, and its orders are not reviewed by a court"
)


def sealed(assessment: Assessment) -> bytes:
    """The JSON of an assessment, with its checksum."""
    return to_json(replace(assessment, checksum=checksum(assessment))).encode("utf-8")


def changed(content: bytes, **fields: Any) -> bytes:
    """The JSON with other values in its first level."""
    return json.dumps({**json.loads(content), **fields}, ensure_ascii=False).encode("utf-8")


@lru_cache(maxsize=8)
def minimal(language: str = "en", transaction: str = "{}") -> bytes:
    """An assessment of which nothing is known but its day."""
    stated = {"date": "2026-11-24", "items": [{}], **json.loads(transaction)}
    determination = check(stated, language=language, screener=None)
    return sealed(_assessment(determination, stated, language))


def _assessment(determination: Determination, stated: dict[str, Any], language: str) -> Assessment:
    return Assessment(
        format=ASSESSMENT,
        reference=determination.reference,
        date=determination.date,
        language=language,
        answer=(),
        transaction=stated,
        policies=(),
        classification=(),
        findings=None,
        diligence=None,
        context_place="",
        context=(),
        facts=(),
        release=determination.release,
        determination=determination,
        sources=(),
        verification="unverified",
        retention=Retention(None, "Art. 27(3)", ""),
        review_by="",
        software="dualuse 0.1.0",
    )


@lru_cache(maxsize=4)
def long(language: str = "en") -> bytes:
    """Twenty items, a party for each script, twelve flags, screening with entries found, indices with and without data."""
    stated = _transaction()
    determination = check(stated, language=language, screener=None)
    determination = replace(determination, screening=_screening(stated))
    diligence = _diligence()
    assessment = replace(
        _assessment(determination, stated, language),
        answer=(
            Reason("outcome", "An authorisation is required for the items 10 and 40"),
            Reason("stop", "two flags stop the transaction and one party may be listed"),
            Reason("todo", "settle the two stops, have the entry found decided by a person, and apply for an authorisation"),
        ),
        classification=tuple(_classified(number, item) for number, item in enumerate(stated["items"])),
        findings=Findings(determination.reference, "2026-1"),
        diligence=diligence,
        context_place="AE",
        context=_context(),
        facts=(("items.10.cyber_surveillance", True, "classification"), ("knowledge.internal_repression", "suspects", "diligence")),
        sources=_sources(),
        verification="recall",
        retention=Retention("2031-12-31", "Art. 27(3)", "five years from the end of the calendar year of the export"),
        review_by="2027-11-24",
    )  # fmt: skip
    return sealed(assessment)


def _transaction() -> dict[str, Any]:
    codes = (["5A001.f.2"], ["5A001.j"], [], ["4A005"], None)
    items = [
        {
            "id": str(10 * (number + 1)),
            "description": f"Portable network test set, model {number + 1}, with antenna and licence key",
            "kind": "goods",
            "cn_code": "85176200",
            "quantity": "2",
            "unit": "piece",
            "value": f"{18000 + 1234 * number}.50",
            "currency": "EUR",
            **({} if codes[number % 5] is None else {"entries": codes[number % 5]}),
        }
        for number in range(20)
    ]
    roles = ["end_user", "consignee", "intermediary", "purchaser", "carrier"]
    parties = [
        {
            "role": roles[number % 5],
            "name": name,
            "country": "AE",
            "service": "police" if number == 0 else "none",
        }
        for number, name in enumerate(NAMES.values())
    ]
    parties[1]["owners"] = [{"name": NAMES["Arabic"], "country": "AE", "share": "51"}]
    return {
        "reference": "Q-2026-0147",
        "date": "2026-11-24",
        "activity": "export",
        "manner": "permanent",
        "exporter": {
            "name": "Meridian Signals GmbH",
            "country": "DE",
            "icp": True,
            "address": "Marktstraße 3, Ulm",
        },
        "items": items,
        "destination": "AE",
        "parties": parties,
        "end_use": "Network testing",
        "knowledge": {"wmd": "none", "military_end_use": "none", "internal_repression": "suspects"},
    }


def _screening(stated: dict[str, Any]) -> Screening:
    parties = tuple(
        ScreenedParty(
            f"parties[{number}]", party["role"], party["name"], "review" if number == 3 else "clear"
        )
        for number, party in enumerate(stated["parties"])
    )
    hit = ScreeningHit(
        party="parties[3]", role="purchaser", queried=NAMES["Arabic"], entity="W-3", list="invented_watch_list",
        edition="2026-11-02-d0374231", dated="2026-11-02", checksum=_CHECKSUM, name=f"{NAMES['Arabic']} / Mohammed Al Alwan",
        kind="person", score=0.8712, status="review",
        because=(HitBecause("same", {}, "for", "the same in another script: محمد"), HitBecause("born", {}, "against", "born on another day: 1959, 1988")),
        measures=(ListedMeasure("asset_freeze", "Regulation (EC) No 765/2006", "BLR"),), source="https://lists.example/W-3",
        decision=HitDecision(verdict="undecided", stands=True, person="A. Muster", time="2026-11-24T10:11:12Z", reason="asked the purchaser for a copy of the passport"),
    )  # fmt: skip
    lists = (
        ListUsed("eu_fsf", "2026-11-02-5bd7cdf0", "2026-11-02", _CHECKSUM),
        ListUsed("invented_watch_list", "2026-11-02-d0374231", "", _CHECKSUM, stale=True, partial=True),
    )
    exporter = ScreenedParty("exporter", "exporter", "Meridian Signals GmbH", "clear")
    return Screening(
        status="review",
        hits=(hit,),
        lists=lists,
        parties=(exporter, *parties),
        day="2026-11-24",
        matcher="names-7",
    )


def _classified(number: int, item: dict[str, Any]) -> ClassifiedItem:
    entries = item.get("entries")
    titles = {
        "5A001.f.2": "Equipment that identifies mobile phones",
        "5A001.j": "Surveillance of IP networks",
        "4A005": "Systems for intrusion software",
    }
    ruling = {
        "product": "P-1", "person": "A. Muster", "time": "2026-03-01T08:00:00Z", "authority": "DE", "reference": "AzG-77/2026",
        "reason": "the set forces phones to identify themselves", "edition": "2025-11-15", "review_by": "2027-03-01",
        "evidence": [{"document": "data sheet.pdf", "place": "page 3", "quote": "active interrogation of handsets", "file": "ab" * 32, "link": ""}],
        "ruled_out": [{"entry": "5A001.j", "reason": "it looks at radio, not at IP traffic"}],
    }  # fmt: skip
    return ClassifiedItem(
        item=item["id"],
        description=item["description"],
        entries=None if entries is None else tuple(entries),
        titles=tuple(titles[entry] for entry in entries or ()),
        origin="none" if entries is None else "ruling" if number == 0 else "stated",
        decided=ruling if number == 0 else None,
        examined=(Examined("5A001.f", "open", ("channels", "covert"), "machine-read"),) if number % 5 == 0 else (),
        candidates=(Candidate("5A001", "5A001.f.2", "Equipment that identifies mobile phones", 0.8123),) if entries is None else (),
        doubts=(Reason("cn", "its CN code stands beside other entries than these"),) if number == 1 else (),
    )  # fmt: skip


def _answered_question(
    question: str, effect: Any, answer: Any, item: str = "", text: str = ""
) -> ShownAnswer:
    proofs = (
        Proof(document="annual report.pdf", checksum="cd" * 32, link="https://reports.example/2025", place="page 17", quote="no warrant was asked for", seen="2026-10-02"),
    )  # fmt: skip
    answered = None
    if answer:
        answered = Answered(question, answer, "stated by the sales office, and read in the report", item=item, party="", proofs=proofs, severity="high", likelihood="medium", person=NAMES["Greek"], time="2026-11-20T09:30:00Z")  # fmt: skip
    return ShownAnswer(
        question=question, step="3 parties", text=text or f"{_SENTENCE} ({question})", effect=effect, answered=answered,
        source="Rec. (EU) 2024/2659, Annex", reference="1.4.3", verification="recall", item=item, party="",
    )  # fmt: skip


def _diligence() -> DiligenceResult:
    states: list[FlagState] = ["open", "open", "open", "unknown", "unknown", "promised", "promised", "mitigated", "mitigated", "mitigated", "clear", "clear"]  # fmt: skip
    flags = tuple(_flag(number, state) for number, state in enumerate(states))
    elements = tuple(
        _answered_question(f"A0{number}", "element", answer, "10", text)
        for number, answer, text in (
            (2, "yes", "Was it specially designed for the covert surveillance of people?"),
            (4, "no", "Would the person not obviously notice it?"),
            (5, "yes", "Are natural persons surveyed?"),
            (6, "", "Does it monitor, extract, collect or analyse data?"),
        )
    )
    return DiligenceResult(
        reference="Q-2026-0147",
        examinations=(CyberSurveillance(item="10", result="no", elements=elements, fails_on=("A04",), voluntary=True),),
        flags=flags,
        answered=(_answered_question("C15", "info", "yes", text="Does the State take part in the treaty on civil rights?"),),
        open_questions=(_answered_question("D01", "raise", "", text="Who operates the set on site?"), _answered_question("D02", "raise", "unknown", "20", "May the purchaser pass it on?")),
        proposed=("indication", "aware"),
        because=(Reason("stop", "two stops are open"), Reason("flags", "three red flags are open")),
        decision=Decision("indication", "the report is of another department; asked again", "A. Muster", "2026-11-23"),
        level="indication",
        sets=(("knowledge.internal_repression", "suspects"), ("items.10.cyber_surveillance", False)),
        questionnaires=(("surveillance", "2026-1", _CHECKSUM),),
        verification="recall",
        warnings=(Reason("recalled", "the questions were not compared with the guideline"),),
    )  # fmt: skip


def _flag(number: int, state: FlagState) -> Flag:
    effect = "stop" if number < 2 else "raise"
    answer = {"unknown": "unknown", "clear": "no"}.get(state, "yes")
    measure = Mitigation(f"B{number:02}", "the vendor may switch the set off from afar", "F07", verified_by="yearly visit by the vendor" if state == "mitigated" else "", person="A. Muster", time="2026-11-21")  # fmt: skip
    return Flag(shown=_answered_question(f"B{number:02}", effect, answer), state=state, severity="high", likelihood="medium", mitigations=(measure,) if state in ("promised", "mitigated") else ())  # fmt: skip


def _context() -> tuple[ContextValue, ...]:
    def value(index: str, state: str, **more: Any) -> ContextValue:
        plain = {
            "value": "",
            "low": "",
            "high": "",
            "year": None,
            "age": None,
            "scale": "0 to 1",
            "better": "higher",
        }
        return ContextValue(
            index=index, name=f"Index of {index}", publisher="An institute", state=state, link="https://index.example/",
            licence="CC BY 4.0", checksum=_CHECKSUM, **{**plain, **more},
        )  # fmt: skip

    return (
        value("civil liberties", "data", value="0.214", low="0.170", high="0.262", year=2025, age=1),
        value("digital rights", "data", value="28", year=2024, age=2, scale="0 to 100"),
        value("killings", "data", value="3", low="", year=2026, age=0, scale="1 to 5", better="lower"),
        value("courts", "no_data"),
        value("press", "not_imported"),
    )


def _sources() -> tuple[SourceUsed, ...]:
    return (
        SourceUsed("law", "Regulation (EU) 2021/821", "2026-11-20", _CHECKSUM),
        SourceUsed("annex", "Annex I", "2025-11-15", _CHECKSUM),
        SourceUsed("list", "eu_fsf", "2026-11-02-5bd7cdf0", _CHECKSUM),
        SourceUsed("index", "civil liberties", "16", _CHECKSUM),
        SourceUsed("questionnaire", "surveillance", "2026-1", _CHECKSUM),
        SourceUsed("software", "dualuse", "0.1.0", ""),
    )
