"""The transactions that are asked about: the cases of the repository, and seeded variations of them."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

Transaction = dict[str, Any]
Named = tuple[str, Transaction]


def words(text: str) -> list[str]:
    """The words of a text: a long list of codes on few lines."""
    return text.split()


ACTIVITIES: Final = ("export", "brokering", "technical_assistance", "transit", "intra_union_transfer")
MANNERS: Final = ("permanent", "exhibition", "after_repair", "electronic")
LEVELS: Final = ("none", "suspects", "aware", "informed")
GROUNDS: Final = (
    "wmd", "military_end_use", "illicit_military_parts", "internal_repression", "human_rights", "security_end_use",
    "public_security", "reexport",
)  # fmt: skip
STATES: Final = (
    words("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")
)  # fmt: skip
PARTNERS: Final = words("AU CA IS JP NZ NO CH LI GB US")
OTHERS: Final = words(
    "AE AF AM AR AZ BR BY CD CF CL CN EG GE HK HT ID IL IN IQ IR KE KP KR KZ LB LY MA MM MN MO MX MY NI PK QA RS RU SA "
    "SD SG SO SS SY TH TM TN TR TW UA UA-43 UA-14 VE VN XK YE ZA ZW XI XC XL PR GL NC CY-NORTH DE-BUESINGEN"
)  # fmt: skip
ROLES: Final = (
    "end_user",
    "consignee",
    "purchaser",
    "intermediary",
    "agent",
    "broker",
    "carrier",
    "vessel",
    "other",
)
SERVICES: Final = ("none", "none", "military", "paramilitary", "police", "intelligence", "other_security")
LICENCES: Final = (
    "individual", "global", "large_project", "national_general", "brokering", "technical_assistance", "transit",
    "intra_union_transfer",
)  # fmt: skip
DECIDED: Final = (
    "Art. 4(2)", "Art. 4(3)", "Art. 5(2)", "Art. 5(3)", "Art. 6(2)", "Art. 6(3)", "Art. 6(4)", "Art. 7(1)", "Art. 7(2)",
    "Art. 8(2)", "Art. 8(4)", "Art. 8(5)", "Art. 11(2)",
)  # fmt: skip
CUSTOMS_CODES: Final = words(
    "85176200 84715000 90303100 84571010 85423190 88062100 29299000 38220000 84141089 9031"
)
DAYS: Final = (
    "2021-09-09", "2022-02-25", "2022-02-26", "2022-05-05", "2023-01-12", "2023-12-16", "2024-06-25", "2024-11-08",
    "2025-11-14", "2025-11-15", "2026-08-01", "2026-08-20",
)  # fmt: skip
_FIRST_DAY: Final = date(2021, 9, 9)


def repository_transactions(root: Path) -> Iterator[Named]:
    """Every transaction of the scenarios, the conformance cases, the examples and the stories, once."""
    seen: set[str] = set()
    for name, transaction in (*_cases(root), *_scenarios(root), *_examples(root)):
        key = json.dumps(transaction, sort_keys=True)
        if key not in seen:
            seen.add(key)
            yield name, transaction


def _cases(root: Path) -> Iterator[Named]:
    for file in sorted((root / "conformance").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            case = json.loads(line)
            yield f"case/{case['id']}", case["transaction"]


def _scenarios(root: Path) -> Iterator[Named]:
    for path in sorted((root / "tests").rglob("scenarios/**/*.yaml")):
        document = read_yaml(path)
        for case in document.get("cases", ()):
            transaction = copy.deepcopy(document["base"])
            for place, value in (case.get("with") or {}).items():
                set_at(transaction, place.split("."), copy.deepcopy(value))
            yield f"scenario/{path.stem}/{case['name']}", transaction


def _examples(root: Path) -> Iterator[Named]:
    for path in sorted(
        (*root.glob("examples/transactions/*.yaml"), *root.glob("examples/stories/*/transaction.yaml"))
    ):
        yield f"example/{path.parent.name}/{path.stem}", read_yaml(path)
    yield "example/screening/offer", read_yaml(root / "examples/screening/offer.yaml")


class _TextConstructor(SafeConstructor):
    """Leaves numbers and days as they are written: 1E201 is an entry of Annex I, 10 the id of an item."""


for _tag in ("int", "float", "timestamp"):
    _TextConstructor.add_constructor(f"tag:yaml.org,2002:{_tag}", lambda _, node: node.value)


def read_yaml(path: Path) -> Any:
    """The plain data of a YAML file, days as text."""
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = _TextConstructor
    return reader.load(path.read_text("utf-8"))


def set_at(data: Any, place: list[str], value: Any) -> None:
    """Set the value at a place such as ``items.0.entries``; None takes a field away."""
    head, *rest = place
    key: Any = int(head) if isinstance(data, list) else head
    if rest:
        if isinstance(data, dict) and not isinstance(data.get(key), dict | list):
            data[key] = {}
        set_at(data[key], rest, value)
    elif isinstance(data, list):
        data[key : key + 1] = [value]
    elif value is None:
        data.pop(key, None)
    else:
        data[key] = value


def circumstances(root: Path) -> list[str]:
    """Every circumstance that a transaction can state, from the published schema: the modules behind it may move."""
    schema = json.loads((root / "docs/schema/transaction.json").read_text("utf-8"))
    return list(schema["$defs"]["Circumstances"]["properties"])


class Variations:
    """Draws transactions: from known ones with some fields changed, and wholly invented ones."""

    def __init__(
        self, seed: int, known: list[Transaction], codes: list[str], circumstances: list[str]
    ) -> None:
        self.random = random.Random(seed)
        self.known = known
        self.codes = codes
        self.circumstances = circumstances
        pools: dict[str, set[str]] = {"answers": set(), "item answers": set(), "national": {"DE:5A902"}}
        for transaction in known:
            pools["answers"] |= set(transaction.get("answers") or ())
            for item in transaction["items"]:
                pools["item answers"] |= set(item.get("answers") or ())
                pools["national"] |= set(item.get("national_entries") or ())
        self.answers, self.item_answers, self.national = (sorted(pool) for pool in pools.values())

    def changed(self) -> Transaction:
        """A known transaction with one to five changes."""
        transaction = copy.deepcopy(self.random.choice(self.known))
        changes = (
            self._forget, self._forget, self._day, self._place, self._exporter, self._activity, self._knowledge,
            self._circumstance, self._answer, self._item, self._party, self._licence, self._decision,
        )  # fmt: skip
        for change in self.random.choices(changes, k=self.random.randint(1, 5)):
            change(transaction)
        return transaction

    def invented(self) -> Transaction:
        """A transaction of which each field is stated or not."""
        transaction: Transaction = {"items": [{"id": "1"}]}
        self._day(transaction)
        for number in range(1, self.random.choice((1, 1, 1, 2, 3))):
            transaction["items"].append({"id": str(number + 1)})
        self._activity(transaction)
        for change, times in (
            (self._place, 3), (self._exporter, 3), (self._knowledge, 9), (self._circumstance, 8), (self._item, 12),
            (self._party, 2), (self._answer, 2), (self._licence, 1), (self._decision, 1),
        ):  # fmt: skip
            for _ in range(self.random.randint(0 if times < 3 else times // 3, times)):
                change(transaction)
        return transaction

    def answering(self, transaction: Transaction, asked: list[str]) -> Transaction:
        """The transaction with answers to some of the questions that its determination asked."""
        answered = copy.deepcopy(transaction)
        for question in asked:
            if question.startswith("item.") and self.random.random() < 0.8:
                item = self.random.choice(answered["items"])
                item.setdefault("answers", {})[question] = self.random.random() < 0.5
            elif question.partition(".")[0] in ("option", "covered", "place", "parties", "done"):
                answered.setdefault("answers", {})[question] = self.random.random() < 0.5
            elif question.startswith("circumstances."):
                answered.setdefault("circumstances", {})[question.partition(".")[2]] = (
                    self.random.random() < 0.5
                )
            elif question.startswith("knowledge."):
                answered.setdefault("knowledge", {})[question.partition(".")[2]] = self.random.choice(LEVELS)
        return answered

    def licensed(self) -> Transaction:
        """A known transaction with an authorisation that covers it, or would if one of its fields were another."""
        draw = self.random
        transaction = draw.choice(self.known)
        names = [party["name"] for party in transaction.get("parties") or () if "name" in party]
        kinds = {
            "export": LICENCES[:4],
            "brokering": ("brokering",),
            "intra_union_transfer": ("intra_union_transfer",),
        }
        activity = transaction.get("activity") or "export"
        licence = {
            "kind": draw.choice(kinds.get(activity, (activity,))),
            "reference": "L-1",
            "items": [str(item.get("id", "1")) for item in transaction["items"]],
            "destination": transaction.get("destination"),
            "end_user": names[0] if names else None,
            "valid_until": "2027-07-31",
            "left": draw.choice((None, "1000000")),
        }
        if draw.random() < 0.4:
            field, value = draw.choice(
                (("valid_until", "2021-09-09"), ("destination", "JP"), ("left", "0"), ("items", ["9"]))
            )
            licence[field] = value
        stated = {field: value for field, value in licence.items() if value is not None}
        return {**copy.deepcopy(transaction), "authorisations": [stated]}

    def party(self) -> dict[str, Any]:
        """An invented party."""
        draw = self.random
        party: dict[str, Any] = {"role": draw.choice(ROLES if draw.random() < 0.4 else ROLES[:2])}
        if draw.random() < 0.8:
            party["name"] = draw.choice(
                ("Rift Valley Works Ltd", "Example Directorate", "Lusail Observatory", "Example AG")
            )
        if draw.random() < 0.8:
            party["country"] = self._any_place()
        if draw.random() < 0.8:
            party["service"] = draw.choice(SERVICES)
        if draw.random() < 0.2:
            party["owners"] = [
                {
                    "name": "Quillhaven Holding",
                    "country": self._any_place(),
                    "share": draw.choice(("50", "51", "20")),
                }
            ]
        return party

    def _any_place(self) -> str:
        draw = self.random
        return draw.choice(draw.choices((OTHERS, PARTNERS, STATES), (6, 3, 1))[0])

    def _forget(self, transaction: Transaction) -> None:
        places = [(transaction, key) for key in transaction if key not in ("items", "date")]
        for part in (*transaction["items"], *(transaction.get("parties") or ())):
            places += [(part, key) for key in part if key not in ("id", "role")]
        for name in ("knowledge", "circumstances", "answers", "exporter"):
            places += [(transaction[name], key) for key in transaction.get(name) or ()]
        if places:
            holder, key = self.random.choice(places)
            del holder[key]

    def _day(self, transaction: Transaction) -> None:
        draw = self.random
        later = _FIRST_DAY + timedelta(days=draw.randrange(1900))
        transaction["date"] = draw.choice(DAYS) if draw.random() < 0.6 else later.isoformat()

    def _place(self, transaction: Transaction) -> None:
        field = self.random.choices(
            ("destination", "purchasing_country", "dispatched_from", "located_in", "consigned_to"),
            (8, 2, 1, 1, 1),
        )[0]
        transaction[field] = self._any_place()

    def _exporter(self, transaction: Transaction) -> None:
        exporter = transaction.setdefault("exporter", {})
        draw = self.random
        if draw.random() < 0.7:
            exporter["country"] = draw.choice(STATES if draw.random() < 0.93 else PARTNERS + OTHERS)
        else:
            exporter["icp"] = draw.random() < 0.6

    def _activity(self, transaction: Transaction) -> None:
        transaction["activity"] = self.random.choices(ACTIVITIES, (5, 2, 2, 2, 2))[0]
        if self.random.random() < 0.8:
            transaction["manner"] = self.random.choices(MANNERS, (4, 2, 2, 2))[0]

    def _knowledge(self, transaction: Transaction) -> None:
        level = self.random.choices(LEVELS, (6, 1, 1, 1))[0]
        transaction.setdefault("knowledge", {})[self.random.choice(GROUNDS)] = level

    def _circumstance(self, transaction: Transaction) -> None:
        transaction.setdefault("circumstances", {})[self.random.choice(self.circumstances)] = (
            self.random.random() < 0.5
        )

    def _answer(self, transaction: Transaction) -> None:
        draw = self.random
        if draw.random() < 0.8:
            transaction.setdefault("answers", {})[draw.choice(self.answers)] = draw.random() < 0.5
        else:
            item = draw.choice(transaction["items"])
            item.setdefault("answers", {})[draw.choice(self.item_answers)] = draw.random() < 0.5

    def _item(self, transaction: Transaction) -> None:
        draw = self.random
        item = draw.choice(transaction["items"])
        match draw.randrange(8):
            case 0 | 1 | 2:
                item["entries"] = draw.choice(
                    ([], *([[draw.choice(self.codes)]] * 4), draw.sample(self.codes, 2))
                )
            case 3:
                item["national_entries"] = draw.choice(([], [draw.choice(self.national)]))
            case 4:
                item["kind"] = draw.choice(("goods", "goods", "software", "technology"))
            case 5:
                item["cyber_surveillance"] = draw.random() < 0.4
            case 6:
                item["cn_code"] = draw.choice(CUSTOMS_CODES)
            case _:
                item["value"] = draw.choice(("1000", "2499.99", "4900", "5000", "10000.01", "250000"))
                item["currency"] = draw.choice(("EUR", "EUR", "EUR", "USD"))
                item["quantity"], item["unit"] = str(draw.randint(1, 90)), draw.choice(("piece", "kg", "l"))

    def _party(self, transaction: Transaction) -> None:
        parties = transaction.get("parties") or []
        transaction["parties"] = (parties if self.random.random() < 0.5 else []) + [self.party()]

    def _licence(self, transaction: Transaction) -> None:
        draw = self.random
        item = draw.choice(transaction["items"])
        licence: dict[str, Any] = {"kind": draw.choice(LICENCES), "reference": f"L-{draw.randint(1, 99)}"}
        if draw.random() < 0.7:
            licence["items"] = draw.choice(([item.get("id", "1")], item.get("entries") or ["1"]))
        if draw.random() < 0.7:
            licence["destination"] = transaction.get("destination") or self._any_place()
        if draw.random() < 0.4:
            names = [party["name"] for party in transaction.get("parties") or () if "name" in party]
            licence["end_user"] = draw.choice((*names, "Somebody Else Ltd"))
        if draw.random() < 0.7:
            licence["valid_until"] = draw.choice(("2022-01-31", "2024-12-31", "2027-07-31"))
        if draw.random() < 0.4:
            licence["left"] = draw.choice(("0", "1", "100", "5000000"))
        transaction["authorisations"] = [*(transaction.get("authorisations") or ()), licence]

    def _decision(self, transaction: Transaction) -> None:
        draw = self.random
        day = date.fromisoformat(transaction["date"]) - timedelta(days=draw.randint(0, 40))
        provision = draw.choice(DECIDED)
        result = draw.choice(("not_required", "prohibited" if provision == "Art. 7(1)" else "required"))
        transaction["authority_decisions"] = [
            *(transaction.get("authority_decisions") or ()),
            {"provision": provision, "result": result, "date": max(day, _FIRST_DAY).isoformat()},
        ]
