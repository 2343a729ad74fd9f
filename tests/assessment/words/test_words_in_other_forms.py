"""Words for services and for military goods: in every language of trade, in the plural, in cases and in compounds."""

from __future__ import annotations

import pytest

from dualuse.free_text.patterns import has_word
from tests.assessment.test_statements_that_differ import released
from tests.assessment.test_unexecuted import described
from tests.assessment.test_words_of_goods import MILITARY, of_item


@pytest.mark.parametrize(
    ("word", "text", "stands"),
    [
        ("ballistisch Helm", "Ballistische Helme", True),
        ("ballistisch Helm", "ballistischer Helm", True),
        ("ballistisch Helm", "mit ballistischen Helmen", True),
        ("gilet pare balles", "Gilets pare-balles", True),
        ("véhicule militaire", "véhicules militaires", True),
        ("*munition*", "Zünder für Artilleriemunition", True),
        ("*schlagstock*", "Stachelschlagstöcke", True),
        ("Sûreté de l'État", "Sûreté de l’État", True),
        ("pour Rafale|", "Pièces pour Rafale", True),
        ("pour Rafale|", "Pièces pour Rafale, neuves", True),
        ("pour Rafale|", "anémomètre pour rafales de vent", False),
        ("for stock", "rifle forestock", False),
        ("helm", "Wilhelm", False),
    ],
)
def test_a_word_stands_in_a_text_in_the_plural_a_case_or_a_compound(
    word: str, text: str, stands: bool
) -> None:
    assert has_word((word,), (text,)) is stands


@pytest.mark.parametrize(
    "description",
    [
        "Zielfernrohr für Scharfschützengewehr", "sniper scope", "lunette pour tireurs d'élite", "Ersatzteile für F-16",
        "Ersatzteile für F-16 der ägyptischen Luftwaffe", "Ballistische Helme NIJ IIIA", "Ballistische Schutzwesten",
        "Schutzwesten Klasse SK4", "Nachtsichtgerät für Infanterie", "Parts for Bayraktar TB2", "Pièces pour Rafale",
        "Gilets pare-balles", "Zünder für Artilleriemunition", "Parts for Black Hawk UH-60", "Parts for Black Hawk",
        "Gasmasken für Streitkräfte", "Militärische Funkgeräte", "Torpedorohr Dichtungen", "chalecos antibalas",
        "coletes balísticos", "giubbotti antiproiettile", "części do czołgów", "balistik kask", "kogelvrije vesten",
        "camiones militares", "elicotteri militari", "military radios", "gepanzerte Fahrzeuge", "munitions de guerre",
    ],
)  # fmt: skip
def test_military_goods_are_known_in_other_forms(description: str) -> None:
    """Common Position 2008/944/CFSP; Germany: § 8(1) no 1 AWV."""
    release, _, text = released(of_item(description))
    assert (release, MILITARY in text) == ("ask", True)
    assert released(of_item(description, answers={MILITARY: False}))[0] == "go"


@pytest.mark.parametrize(
    "description",
    [
        "anémomètre pour rafales de vent", "Warnschutzwesten", "Schutzhelme für Bauarbeiter", "Ford F-150 brake pads",
        "filter F16", "MIG-250 welding machine", "MQ-9 gas sensor", "valve B-52", "ballistic nylon bags", "Blackhawk jack",
        "boru kelepçesi", "Panzerglas", "interior design furniture", "Wilhelm pump", "radio for lorries", "plate heat exchanger",
        "Bohrmunter", "gas mask filter for painters", "Tarnfarbe", "casques de chantier", "gilets de sauvetage", "vehículo de limpieza",
    ],
)  # fmt: skip
def test_ordinary_goods_with_such_syllables_go(description: str) -> None:
    assert released(of_item(description))[0] == "go"


@pytest.mark.parametrize(
    ("description", "code"),
    [
        ("Stachelschlagstock", "73269098"),
        ("Schlagstöcke Tonfa", "95069990"),
        ("Tränengas CS", "29269070"),
        ("Reizgas, Tränengas CN", "29147000"),
        ("gas lacrimógeno", "38249996"),
        ("porras eléctricas", "85437090"),
        ("kajdanki", "73269098"),
    ],
)
def test_torture_goods_are_known_in_other_forms(description: str, code: str) -> None:
    """Regulation (EU) 2019/125, Annexes II and III."""
    result = described(description, code)
    assert result.release == "ask"
    assert "2019/125" in " ".join(row.text for row in result.release_because)


@pytest.mark.parametrize("description", ["Grilletes de acero", "steel shackles", "boru kelepçesi"])
def test_shackles_and_clamps_that_lift_or_hold_pipes_go(description: str) -> None:
    assert described(description, "73269098").release == "go"


NO_CODE = {"items.0.cn_code": None, "answers": {"unexecuted.32014R0833.annex_iv": False}}


@pytest.mark.parametrize(
    "description",
    [
        "expandable batons", "Gummiknüppel", "Einsatzstöcke", "Mehrzweckeinsatzstock", "bâtons télescopiques", "bâton de police", "porras",
        "bastones extensibles", "defensa eléctrica", "manganelli telescopici", "pałki teleskopowe", "palki policyjne", "Tonfas",
        "Beinschellen", "Fußeisen", "fers de pied", "esposas de acero", "grilletes para pies", "manette", "cavigliere di contenzione",
        "kajdany", "kajdanki nożne", "menottes", "leg irons", "Handfesseln", "polis kelepçesi", "37mm launcher", "riot gun",
        "Tränengaswerfer", "grenades lacrymogènes", "granadas lacrimógenas", "lanciagranate lacrimogene", "wyrzutnia gazu łzawiącego",
        "granaty lzawiace", "miotacz pieprzu", "Elektroschocker", "bouclier électrique", "pistola de electrochoque",
        "bastón de descarga eléctrica", "arma elettrica", "dispositivi a scarica elettrica", "pałka elektryczna", "broń elektrowstrząsowa",
        "silla de contención", "sedia di contenzione", "szubienica", "spit hoods", "water cannon", "Vehicle-mounted water cannons", "Wasserwerfer",
        "Wasserwerferfahrzeug", "canons à eau", "cañones de agua", "armatka wodna", "execution guillotine", "guillotine for executions", "guillotine d'exécution",
        "Gaskammer", "Todesstrafe", "equipment for capital punishment", "peine de mort", "cat o' nine tails", "conducted energy weapons", "Stromstoßwaffen",
        "menottes électriques", "knout",
    ],
)  # fmt: skip
def test_torture_goods_without_a_code_are_known_in_many_languages(description: str) -> None:
    """Regulation (EU) 2019/125, Annexes II and III: the customs code, or an answer, settles it."""
    release, reasons, text = released(of_item(description, **NO_CODE))
    assert (release, "release.goods_without_code" in reasons, "2019/125" in text) == ("ask", True, True)
    answers = {**NO_CODE["answers"], "unexecuted.32019R0125": False, MILITARY: False}
    assert released(of_item(description, **{**NO_CODE, "answers": answers}))[0] == "go"


@pytest.mark.parametrize(
    "description",
    [
        "strelivo", "střelivo", "streljivo", "munice", "náboje", "ammo", "cartridges 7.62x39", "patrony 7,62x39", "7.62x39 mm FMJ", "cartridges 9x19", "Patronen Kaliber 9x19", "náboje 9x19", "lőszer",
        "šaudmenys", "munīcija", "laskemoon", "ammukset", "patruunat", "боеприпаси", "πυρομαχικά", "munizzjon", "lón cogaidh", "skjutvapen", "brokovnice", "brokovnica", "haulikko", "haulipüss",
        "vadászpuska", "lovska puška", "pușcă", "ловна пушка", "κυνηγετικό όπλο", "xkubetta", "raidhfil", "hagelgevär", "jagtgevær", "medžioklinis šautuvas", "medību bise", "jahipüss",
        "pisztoly 9 mm", "pistool kaliber 9 mm", "naboje karabinowe", "cartușe de vânătoare", "cartouches de chasse",
    ],
)  # fmt: skip
def test_firearms_and_ammunition_without_a_code(description: str) -> None:
    """Regulation (EU) No 258/2012: the customs code, or an answer, settles it."""
    release, _, text = released(of_item(description, **NO_CODE))
    assert (release, "unexecuted.32012R0258" in text) == ("ask", True)
    answers = {**NO_CODE["answers"], "unexecuted.32012R0258": False, MILITARY: False}
    assert released(of_item(description, **{**NO_CODE, "answers": answers}))[0] == "go"


@pytest.mark.parametrize(
    "description",
    [
        "ink cartridges", "filter cartridges", "náboje kol", "náboje kola zadní", "O-ring 9x19", "O-Ring 9x19 mm", "mustepatruuna", "stříkací tryska", "festékszóró pisztoly", "verfpistool", "connector pitch 7.62 mm",
        "патрон токарный", "CO2-Patronen", "liimipüstol", "ammonia sensor", "amunt", "12 gauge wire",
    ],
)  # fmt: skip
def test_cartridges_hubs_and_spray_guns_go(description: str) -> None:
    assert released(of_item(description, **NO_CODE))[0] == "go"


@pytest.mark.parametrize(
    "description",
    [
        "camouflage nets", "Tarnnetze für Fahrzeuge", "Mehrspektral-Tarnnetz", "filets de camouflage", "redes de camuflaje", "reti mimetiche",
        "siatki maskujące", "siatka maskujaca", "kamuflaj ağı", "camouflagenetten",
    ],
)  # fmt: skip
@pytest.mark.parametrize("code", [None, "56081980"])
def test_camouflage_nets_are_asked_about(description: str, code: str | None) -> None:
    """Common Position 2008/944/CFSP; Germany: § 8(1) no 1 AWV."""
    release, _, text = released(of_item(description, **{**NO_CODE, "items.0.cn_code": code}))
    assert (release, MILITARY in text) == ("ask", True)


@pytest.mark.parametrize(
    "description",
    [
        "manette de commande", "Guillotine für Papier", "paper guillotine", "hydraulic guillotine shears", "guillotine à papier", "massicot", "snow cannon",
        "Schneekanone", "canon à neige", "Beregnungskanone", "irrigation gun", "water pump", "riding whip", "fish beheading machine", "script execution software", "potence murale",
        "Steuerknüppel", "Stahlknüppel", "protección contra descargas eléctricas",
        "ceppi freno", "grilletes de acero", "LED batten", "pistola eléctrica de pintura", "camouflage trousers for children",
        "bâtons de ski", "bastones de senderismo", "pałki perkusyjne", "bouclier thermique", "armadio elettrico", "boru kelepçesi",
        "catene da neve", "scarica di acqua", "fishing nets", "Mikrofongalgen", "defensa contra incendios", "rocket stove",
    ],
)  # fmt: skip
def test_ordinary_goods_without_a_code_go(description: str) -> None:
    assert released(of_item(description, **NO_CODE))[0] == "go"


@pytest.mark.parametrize(
    "description",
    ["leg irons", "water cannon", "Wasserwerfer", "canon à eau", "execution guillotine", "Handschellen", "menottes", "kajdanki", "tear gas launchers", "esposas policiales", "Elektroschocker", "manganelli", "police batons"],
)  # fmt: skip
def test_torture_goods_are_asked_about_beside_a_code_that_does_not_fit(description: str) -> None:
    """Regulation (EU) 2019/125: the description or the code of valves is wrong."""
    release, _, text = released(of_item(description))
    assert (release, "unexecuted.32019R0125" in text) == ("ask", True)
    assert released(of_item(description, answers={"unexecuted.32019R0125": False}))[0] == "go"
    release, _, text = released({"end_use": f"production of {description}"})
    assert (release, "unexecuted.32019R0125" in text) == ("ask", True)
