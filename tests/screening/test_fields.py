"""Every part of a name field is read, or the party is not screened: the ways in which a listed name was hidden in one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse import check
from dualuse.assessment.listed.evidence import Subject
from dualuse.assessment.listed.installed import query_of
from dualuse.inputs.hidden_signs import canonical_name, readings
from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screened import Query
from dualuse.screening.matching.screener import Screener
from dualuse.screening.names.asked_names import names_in
from dualuse.screening.names.uncompared_names import uncompared
from dualuse.screening.properties import Counterparty, counterparty
from dualuse.sources.lists.listed_party import ListedName, ListedParty

NAME = "Ramzan Kadyquov"
LISTED = {
    "P1": ("person", NAME),
    "P2": ("person", "Orlow Quillonberg"),
    "F1": ("organisation", "Vandermor Gravel Works"),
    "F2": ("organisation", "Kavkaz Energy Industries"),
    "F3": ("organisation", "E. S. Co."),
    "P3": ("person", "Nik Vandermor"),
}
OTHERS = "Ann Example; Bob Sample; Cleo Specimen; Dan Pattern; Eve Model; Fay Instance"


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    place = tmp_path_factory.mktemp("index") / "names.index"
    build_index(
        [ListedParty(id, "invented", kind, (ListedName(name),)) for id, (kind, name) in LISTED.items()],  # type: ignore[arg-type]
        place,
    )
    return Screener.open(place)


def _entities_hit(screener: Screener, field: str, kind: str = "unknown") -> set[str]:
    return {hit.entity for hit in screener.screen([Query((field,), kind=kind)])[0].hits}


@pytest.mark.parametrize(
    "field",
    [
        f"{OTHERS}; {NAME}",
        f"{OTHERS.replace(';', ',')}, {NAME}",
        f"{OTHERS.replace(';', ' and')} and {NAME}",
        f"{OTHERS.replace(';', ' /')} / {NAME}",
        "\n".join([*OTHERS.split("; "), NAME]),
        f"Example Trading attn. {NAME}",
        f"Example Trading, attn: {NAME}",
        f"Example Trading z.Hd. {NAME}",
        f"Example Trading c/o {NAME}",
        f"Example Trading on behalf of {NAME}",
        f"Example Trading im Auftrag von {NAME}",
        f"Example Trading pour le compte de {NAME}",
        f"Example Trading represented by {NAME}",
        f"Example Trading (owner: {NAME})",
        f"Example Trading [beneficial owner {NAME}]",
        f"Example Trading ({NAME}",
        f"Example Trading (a branch of (the firm of {NAME}))",
        f"Example Trading - {NAME}",
        f"Example Trading, Mr {NAME}",
        f"Example Trading, Dr. {NAME}, Main Street",
        f"Please send the ordered goods to our friend {NAME} at the gate of the works",
        f"{'the goods which were ordered ' * 8}{NAME}{' and are to be sent at once' * 8}",
        f"{'x' * 60} {'example word ' * 60}{NAME}",
        "R@mzan Kadyquov",
        "Ramzan Kadyqu0v",
        "R4mz4n K4dyquov",
        "\u202evouqydaK nazmaR",
        "Example Trading \u202evouqydaK nazmaR\u202c Ltd",
        "\u2066Ramzan\u2069 Kadyquov",
        "Ramzan\x07Kadyquov",
    ],
)
def test_who_is_named_somewhere_in_a_field_is_found(screener: Screener, field: str) -> None:
    assert "P1" in _entities_hit(screener, field)
    assert "P1" in _entities_hit(screener, canonical_name(field))


@pytest.mark.parametrize(
    "field", ["Example & Sample", "AT&T Example", "Smith, John", "I. V. Petrov", "O'Brien Ltd."]
)
def test_a_name_is_not_taken_apart_without_need(field: str) -> None:
    assert len(names_in(field)) == 1


def test_more_than_can_be_read_is_not_clear(screener: Screener) -> None:
    many = "; ".join(f"Example{number} Person{number}" for number in range(200))
    for field in (many, "x" * 700, "x" * 395 + "quov"):
        assert screener.screen([Query((field,))])[0].status == "not_screened"
        assert uncompared((field,), "unknown") == "too_long"


@settings(max_examples=60, deadline=None)
@given(
    before=st.lists(
        st.sampled_from(["example", "trading", "goods", "order", "gate", "works", "office", "deliver"]),
        max_size=30,
    ),
    after=st.lists(
        st.sampled_from(["example", "trading", "goods", "order", "gate", "works", "office", "deliver"]),
        max_size=30,
    ),
)
def test_wherever_it_stands_in_a_long_field(screener: Screener, before: list[str], after: list[str]) -> None:
    if len(before) + len(after) >= 3:
        assert "P1" in _entities_hit(screener, " ".join([*before, NAME, *after]))


# One canonical form for screen and check


@pytest.mark.parametrize(
    "name", ["\u202evouqydaK nazmaR", "Ramzan\x07 Kadyquov", "Ramzan\u2067 Kadyquov", " Ramzan \n Kadyquov "]
)
def test_screen_and_check_read_a_name_alike(name: str) -> None:
    screened = counterparty("", "", {"name": [name]})
    assert isinstance(screened, Counterparty)
    data = {"items": [{"entries": []}], "parties": [{"role": "end_user", "name": name}]}
    stated = check(data, screener=None).screening
    assert stated is not None
    subject = Subject(path="parties[0]", role="end_user", name=canonical_name(name))
    assert query_of(subject).names == screened.query.names
    assert all(sign.isprintable() for sign in screened.query.names[0])


@pytest.mark.parametrize("field", [
    "Brightwater Lumber Oy, {}, Tampere, Finland",
    "Anna Lindqvist, Ilse Wanninger, {}, Mats Ekholm",
    "Anna Lindqvist + Ilse Wanninger + {} + Mats Ekholm",
    "Anna Lindqvist ~ Ilse Wanninger ~ {} ~ Mats Ekholm",
    "Anna Lindqvist\tIlse Wanninger\tPedro Calvinho\tGreta Salzwedel\t{}\tMats Ekholm",
    "1. Anna Lindqvist 2. Ilse Wanninger 3. {} 4. Mats Ekholm",
    'Brightwater Lumber Oy "{}"',
    "Brightwater Lumber Oy 「{}」",
    "Brightwater Lumber Oy „{}“",
    "Brightwater Lumber Oy '{}'",
    "Brightwater Lumber Oy <{}>",
    "Brightwater Lumber Oy - director {} - Tampere",
    *(f"Brightwater Lumber Oy {word} {{}}" for word in (
        "beneficiary", "representing", "UBO", "held in trust for", "za", "управляющий", "quorsel", "mit Blick auf")),
    "the above mentioned goods are destined for {} further use in our own facility at the address shown on the invoice",
])  # fmt: skip
@pytest.mark.parametrize(
    ("name", "entity"),
    [(NAME, "P1"), ("Kavkaz Energy Industries", "F2"), ("E. S. Co.", "F3"), ("Nik Vandermor", "P3")],
)
def test_who_is_hidden_by_a_sign_or_a_word_is_found(
    screener: Screener, field: str, name: str, entity: str
) -> None:
    assert entity in _entities_hit(screener, field.format(name))
    assert entity in _entities_hit(screener, canonical_name(field.format(name)))


@pytest.mark.parametrize("name", ["Kavkaz Energy Industries", NAME, "Nik Vandermor"])
def test_who_is_turned_round_within_a_field_is_found(screener: Screener, name: str) -> None:
    assert (
        _entities_hit(screener, f"Brightwater \u202e{name[::-1]}\u202c Oy")
        >= _entities_hit(screener, name)
        != set()
    )


@pytest.mark.parametrize(
    "address", ["c/o {}, Hauptstr. 3, Wien", "Hauptstr. 3, attn {}, Wien", "z. Hd. {}\nWien"]
)
def test_who_is_named_in_an_address_is_found(screener: Screener, address: str) -> None:
    asked = Query(("Brightwater Lumber Oy",), addresses=(address.format(NAME),))
    assert "P1" in {hit.entity for hit in screener.screen([asked])[0].hits}
    plain = Query(("Brightwater Lumber Oy",), addresses=("Hauptstr. 3, Wien",))
    assert screener.screen([plain])[0].status == "clear"


def test_cherokee_letters_read_as_what_they_look_like(screener: Screener) -> None:
    assert "F2" in _entities_hit(screener, "ᏦᎪVᏦᎪᏃ ᎬNᎬᏒᏀY ᏆNᎠUᏚᎢᏒᏆᎬᏚ")


def test_a_mark_of_direction_is_shown_and_read_both_ways() -> None:
    shown = canonical_name("Acme \u202etset")
    assert shown == "Acme [U+202E]tset"
    assert readings(shown) == ("Acme tset", "Acme test")
    assert readings("Acme [U+0041]") == ("Acme [U+0041]",)  # a letter shown so was typed so
    assert canonical_name(shown) == shown


# Dates of birth


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1984-2-01", "1984-02-01"),
        ("1984-2", "1984-02"),
        ("1984-02-1", "1984-02-01"),
        ("1984", "1984"),
        ("1984-02-01T00:00:00", "1984-02-01"),
    ],
)
def test_a_date_of_birth_is_read(text: str, expected: str) -> None:
    party = counterparty("", "Person", {"name": [NAME], "birthDate": [text]})
    assert isinstance(party, Counterparty)
    assert (party.query.birth_dates, party.unread_dates) == ((expected,), ())


@pytest.mark.parametrize(
    "text", ["1974-01-32", "1974-02-30", "31.12.1974?", "1378", f"{date.today().year + 2}"]
)
def test_a_date_that_cannot_be_is_told_and_the_name_screened(screener: Screener, text: str) -> None:
    party = counterparty("", "Person", {"name": [NAME], "birthDate": [text]})
    assert isinstance(party, Counterparty)
    assert (party.query.birth_dates, party.unread_dates) == ((), (text,))
    assert screener.screen([party.query])[0].hits


@pytest.mark.parametrize(
    "name",
    [
        "unknown", "noch nicht bekannt", "Verschiedene Kunden", "Endkunde", "k.A.", "keine Angabe", "siehe Vertrag", "divers clients",
        "à confirmer", "client final", "por definir", "desconocido", "sconosciuto", "nieznany", "do ustalenia", "onbekend", "müşteri",
    ],
)  # fmt: skip
def test_what_stands_where_nobody_is_named_yet_is_not_screened(name: str) -> None:
    assert uncompared([name], "organization") == "no_name"


@pytest.mark.parametrize(
    "name",
    [
        "Klient Consulting",
        "Diverse Works GmbH",
        "Confirmer SA",
        "Endkunden Service AG",
        "Lagerhaus GmbH",
        "Test Rite",
        "Cash Converters",
        "CPD Engineering Ltd",
        "Muster Maschinenbau GmbH",
        "REF Instruments",
        "#1 Tools Inc",
        "Name & Co KG",
        "Werksverkauf Trigema GmbH",
        "Guest Industries",
        "DIV Group",
        "NV Bekaert",
    ],
)
def test_a_firm_with_such_a_word_is_screened(name: str) -> None:
    assert uncompared([name], "organization") != "no_name"


@pytest.mark.parametrize(
    "name",
    [
        "#BEZUG!", "#WERT!", "#NAME?", "#DIV/0!", "#REF!", "#NV", "#N/A", "#NOM?", "#VALEUR!", "#ZAHL!", "#NULL!", "#NUM!", "#ÜBERLAUF!", "#SPILL!", "#N/D", "########",
        " #REF! ", "'#NV", "=VLOOKUP(A2,B:C,2,0)", "=SVERWEIS(A2;Kunden!A:B;2)", "'=A2", "=-1",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_shows_for_a_name_is_none(screener: Screener, name: str) -> None:
    assert uncompared([name], "organization") == "no_name"
    assert screener.screen([Query((name,), kind="organization")])[0].status == "not_screened"


@pytest.mark.parametrize(
    "name",
    [
        "Einmalkunde", "EINMALKUNDE", "CPD", "CPD-Kunde", "CpD Kunde", "Conto pro Diverse", "Laufkundschaft", "Barverkauf", "Barverkäufe", "Sammelkunde", "Testkunde", "Musterkunde",
        "Lagerverkauf", "Max Mustermann", "one-time customer", "walk-in customer", "Walk in", "cash sale", "Guest", "client divers", "client comptant", "vente au comptoir", "Client privé",
    ],
)  # fmt: skip
def test_an_account_for_whoever_buys_names_nobody(screener: Screener, name: str) -> None:
    assert uncompared([name], "unknown") == "no_name"
    assert screener.screen([Query((name,), kind="unknown")])[0].status == "not_screened"


def test_a_formula_that_holds_a_listed_name_is_compared_all_the_same(screener: Screener) -> None:
    assert _entities_hit(screener, f'="{NAME}"')
