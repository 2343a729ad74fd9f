"""Uses of concern, surveillance, firearms and precursors in Spanish, Italian, Portuguese, Polish, Turkish and Dutch."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.test_statements_that_differ import QUIET, released
from tests.assessment.test_words_of_goods import SURVEILLANCE, of_item
from tests.assessment.words.test_words_in_other_forms import NO_CODE

RUSSIA, BELARUS = (f"unexecuted.{act}.named_in_texts" for act in ("32014R0833", "32006R0765"))


@pytest.mark.parametrize(
    "words",
    [
        "fabricación de misiles", "enriquecimiento de uranio", "armas químicas", "arricchimento dell'uranio", "testate nucleari",
        "enriquecimento de urânio", "destruição em massa", "broń chemiczna", "wzbogacanie uranu", "pociski balistyczne", "füze üretimi",
        "uranyum zenginleştirme tesisi", "kernwapens", "uraniumverrijking", "massavernietigingswapens",
    ],
)  # fmt: skip
def test_weapons_of_mass_destruction(words: str) -> None:
    """Art. 4(1)(a)."""
    release, reasons, text = released({"end_use": words})
    assert (release, "release.use_in_words" in reasons, "unexecuted.words.wmd" in text) == ("ask", True, True)


@pytest.mark.parametrize(
    "words",
    ["represión de manifestantes", "prigionieri politici", "jornalistas da oposição", "inwigilacja opozycji", "gazetecilerin takibi", "oproerbeheersing"],
)  # fmt: skip
def test_repression(words: str) -> None:
    """Art. 5(1)."""
    assert "unexecuted.words.internal_repression" in released({"end_use": words})[2]


@pytest.mark.parametrize(
    "words",
    [
        "reactor nuclear",
        "centrale nucleare",
        "usina nuclear",
        "elektrownia jądrowa",
        "nükleer santral",
        "kerncentrale",
    ],
)
def test_nuclear_installations_in_nine_countries(words: str) -> None:
    """§ 9 AWV."""
    places = {"destination": "PK", "purchasing_country": "PK", "parties.0.country": "PK", "end_use": words}
    assert "unexecuted.words.nuclear_facility" in released(places)[2]
    assert released({"end_use": words})[0] == "go"


@pytest.mark.parametrize(
    "description",
    [
        "sistema de interceptación de comunicaciones", "programas espía", "reconocimiento facial", "captatore informatico",
        "intercettazioni telefoniche", "riconoscimento facciale", "escuta telefônica", "interceção de comunicações", "oprogramowanie szpiegowskie",
        "podsłuch telefonów", "rozpoznawanie twarzy", "casus yazılım", "dinleme cihazı", "yüz tanıma sistemi", "afluisterapparatuur", "gezichtsherkenning",
    ],
)  # fmt: skip
def test_covert_surveillance(description: str) -> None:
    """Arts 2(20), 5."""
    changes = of_item(description, **{"items.0.cyber_surveillance": None})
    release, _, text = released(changes)
    assert (release, SURVEILLANCE in text) == ("ask", True)


@pytest.mark.parametrize(
    ("description", "act"),
    [
        ("armas de fuego", "258/2012"),
        ("fucili da caccia", "258/2012"),
        ("espingardas", "258/2012"),
        ("strzelby myśliwskie", "258/2012"),
        ("av tüfeği", "258/2012"),
        ("jachtgeweren", "258/2012"),
        ("anhídrido acético", "111/2005"),
        ("permanganato di potassio", "111/2005"),
        ("bezwodnik octowy", "111/2005"),
        ("kwas siarkowy", "111/2005"),
        ("potasyum permanganat", "111/2005"),
        ("azijnzuuranhydride", "111/2005"),
    ],
)
def test_goods_of_acts_by_customs_code_where_none_is_stated(description: str, act: str) -> None:
    release, reasons, text = released(of_item(description, **NO_CODE))
    assert (release, "release.goods_without_code" in reasons, act in text) == ("ask", True, True)


@pytest.mark.parametrize(
    "description",
    [
        "valvola di intercettazione", "Karabinerhaken", "acetonitrile", "tennisraket", "moschettone", "cohetes de feria", "reaktor szklany",
        "válvula de interceptação", "torturador de juguete", "logística software", "boya tabancası", "Raketentisch",
    ],
)  # fmt: skip
def test_ordinary_goods_go(description: str) -> None:
    assert released(of_item(description, **NO_CODE))[0] == "go"


@pytest.mark.parametrize(
    ("end_use", "point"),
    [
        ("用于俄罗斯", RUSSIA),
        ("最終用途はロシアです", RUSSIA),
        ("出口到白俄罗斯", BELARUS),
        ("ベラルーシ向け", BELARUS),
    ],
)
def test_a_place_is_named_where_no_blanks_stand_between_words(end_use: str, point: str) -> None:
    release, _, text = released({"end_use": end_use})
    assert (release, point in text) == ("ask", True)
    assert point not in released({"end_use": "用于工厂"})[2]


def owned(code: str, **fields: Any) -> dict[str, Any]:
    return {
        "items.0": {**QUIET["items"][0], "cn_code": code},
        "parties.0.owners": [{"name": "Petr Example", "share": "60", **fields}],
    }


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        (owned("85423190"), True),
        (owned("85423190", country="BR"), False),
        (owned("85423190", share="20"), True),  # nothing is stated of the rest
        (owned("84818099"), False),
    ],
)
def test_common_high_priority_goods_ask_for_the_country_of_who_controls_the_buyer(
    changes: dict[str, Any], asks: bool
) -> None:
    """833/2014, Art. 12gb: an owner of whom no country is stated may sit anywhere."""
    assert ("unexecuted.32014R0833.owned" in released(changes)[2]) is asks
