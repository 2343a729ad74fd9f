"""``classify`` gives no false comfort: units match nothing, what is not understood is no "not listed", trade names in three languages."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.classification.search import classify
from dualuse.classification.search.classifier import Classifier
from dualuse.classification.search.classifying import answer
from dualuse.classification.search.figures import SIGN, figures, is_unit
from dualuse.classification.search.glosses import glosses, in_english
from dualuse.classification.search.words import figures_of, words_of
from tests.support.paths import REPOSITORY

GLOSSES = sorted((REPOSITORY / "src/dualuse/classification/search/glosses").glob("*.toml"))


@pytest.mark.parametrize("thing", ["Zoom lens", "Leather belt", "Socket", "Handle"])
@pytest.mark.parametrize("figure", ["100 mm", "380 mm", "0.3 m", "75 mm to 650 mm"])
def test_a_unit_proposes_nothing(by_words: Classifier, thing: str, figure: str) -> None:
    candidates = answer(by_words, f"{thing} {figure}").candidates
    assert not {"2B231", "1A202"} & {candidate.entry for candidate in candidates[:5]}
    for candidate in candidates:
        for reason in candidate.because:
            assert "mm" not in (reason.params.get("words") or ())


@pytest.mark.parametrize("text", ["100", "mm", "GHz", "100 mm", "12 kg 3 V 5 %", "10 000"])
def test_numbers_and_units_alone_are_no_verdict(text: str) -> None:
    assert classify(text).verdict == "unsure"


@pytest.mark.parametrize(
    ("figure", "same_figure"),
    [
        ("0.1 m", "100 mm"),
        ("1,000 kg", "1 t"),
        ("1.5 GHz", "1500 MHz"),
        ("3 500 MSPS", "3.5 GSPS"),
        ("10 µm", "10 microns"),
        ("0,5 mm", "500 um"),
        ("100 Gbit/s", "100 Gbps"),
    ],
)
def test_a_figure_is_one_word_however_it_is_written(figure: str, same_figure: str) -> None:
    assert set(figures_of(figure)) & set(figures_of(same_figure))


@pytest.mark.parametrize("text", ["3A001", "IEEE802.3", "4FE", "CAS 5299-64-9", "version 2", "R2D2"])
def test_what_looks_like_a_figure_is_none(text: str) -> None:
    assert list(figures(text)) == []


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="0123456789., x×^-+eEmkgGHzVWµ°%/", max_size=60))
def test_no_figure_is_too_odd(text: str) -> None:
    assert all(word.startswith(SIGN) for word in figures_of(text))


def test_units_are_told_from_words() -> None:
    assert all(map(is_unit, ("mm", "GHz", "kg", "°C", "nm", "MPa")))
    assert not any(map(is_unit, ("lens", "pump", "probe", "radar", "mask")))


@pytest.mark.parametrize(
    "text",
    [
        "Netzwerk-Monitoring-Sonde für Telekommunikationsbetreiber 100 Gbit/s",
        "Netzwerkmonitoringsonde für Netzbetreiber",
        "Sonde de surveillance réseau pour opérateurs télécoms",
        "network monitoring probe for telecom operators, 100 Gbit/s",
    ],
)
def test_a_probe_in_networks_of_operators_is_near_the_list(by_words: Classifier, text: str) -> None:
    for classification in (classify(text), answer(by_words, text)):
        assert classification.verdict != "probably_not_listed"
        assert classification.candidates[0].provision.startswith("5A001")


@pytest.mark.parametrize(
    ("english", "others"),
    [
        (
            "5-axis machining centre",
            ("5-Achs-Bearbeitungszentrum", "Fünfachsiges Bearbeitungszentrum", "centre d'usinage 5 axes"),
        ),
        ("thermal imaging camera", ("Wärmebildkamera", "caméra thermique")),
        (
            "filament winding machine for carbon fibre",
            ("Kohlefaser-Wickelmaschine", "bobineuse de fibres de carbone"),
        ),
        ("gas centrifuge rotor", ("Gaszentrifugenrotor", "rotor de centrifugeuse à gaz")),
        ("high speed camera", ("Hochgeschwindigkeitskamera",)),
        ("hot isostatic press", ("Heißisostatische Presse", "presse isostatique à chaud")),
        ("mobile phone jammer", ("Handy-Störsender", "brouilleur de téléphones mobiles")),
        ("vacuum pump", ("Vakuumpumpe", "Vakuumpumpen", "pompe à vide")),
    ],
)
def test_german_and_french_names_reach_what_english_ones_do(
    by_words: Classifier, english: str, others: tuple[str, ...]
) -> None:
    first = answer(by_words, english).candidates[0].entry
    for name in others:
        entries = [candidate.entry for candidate in answer(by_words, name).candidates[:3]]
        assert first in entries, (name, entries)


PAIRS = [
    row.split("|")
    for row in Path(__file__).with_name("trade_name_pairs.txt").read_text("utf-8").splitlines()
    if not row.startswith("#")
]


def test_there_are_pairs_of_every_category() -> None:
    assert len(PAIRS) > 100


@pytest.mark.parametrize("row", PAIRS, ids=lambda row: row[0].strip())
def test_pairs_of_trade_names_lead_to_the_same_entry(by_words: Classifier, row: list[str]) -> None:
    english, *others = row
    first = answer(by_words, english.strip()).candidates[0].entry
    for name in (name.strip() for names in others for name in names.split(";")):
        classification = answer(by_words, name)
        entries = [candidate.entry for candidate in classification.candidates[:3]]
        assert first in entries, (name, entries)
        assert classification.verdict != "probably_not_listed", name


@pytest.mark.parametrize(
    "names",
    [
        ("cooled InSb camera core, 640x512", "InSb-Kamerakern, gekühlt, 640x512", "cœur de caméra InSb, refroidi, 640x512"),
        ("cooled thermal imaging camera core", "gekühlter Wärmebild-Kamerakern", "cœur de caméra thermique refroidi"),
        ("uncooled thermal camera core", "ungekühlter Wärmebildkern", "module caméra thermique non refroidi"),
        ("thermal imaging camera module", "Wärmebildkameramodul", "module caméra infrarouge"),
        ("night vision goggles", "Nachtsichtbrille", "jumelles de vision nocturne"),
        ("drone jammer", "Drohnen-Störsender", "brouilleur de drones"),
        ("gas turbine blade single crystal", "einkristalline Gasturbinenschaufel", "aube de turbine monocristalline"),
    ],
    ids=lambda names: names[0],
)  # fmt: skip
def test_the_same_entry_comes_first_in_every_language(by_words: Classifier, names: tuple[str, ...]) -> None:
    """A name put into English word by word met the shorter names within it, too: a camera core was a detector first."""
    first = {answer(by_words, name).candidates[0].entry for name in names}
    assert len(first) == 1


@pytest.mark.parametrize(
    "text",
    [
        # a few words that name no ordinary good
        "Generates fine particles in a chamber",
        "Stretches over 8%.",
        "Laborwaage mit Prüfprotokoll",
        "machine pour la fabrication de pièces",
        # a part of a word is no good: there are no tomatoes in it
        "Peptidsyntheseautomat",
        # most are ordinary, some are listed
        "Überwachungskamera",
        "Überwachungskamera mit Gesichtserkennung",
        "caméra de surveillance pour magasins",
    ],
)
def test_what_names_no_ordinary_good_is_not_called_not_listed(by_words: Classifier, text: str) -> None:
    for classification in (classify(text), answer(by_words, text)):
        assert classification.verdict != "probably_not_listed"


@pytest.mark.parametrize("text", ["Rohr 50 mm", "pipe", "tube 12 x 2 mm", "hydraulic block"])
def test_one_common_word_is_no_ground_for_listed(by_words: Classifier, text: str) -> None:
    for classification in (classify(text), answer(by_words, text)):
        assert classification.verdict == "unsure"


@pytest.mark.parametrize("text", ["burnetii", "C. burnetii"])
def test_one_rare_word_is(by_words: Classifier, text: str) -> None:
    assert answer(by_words, text).verdict == "probably_listed"


def test_a_word_of_no_everyday_good_is_kept_beside_a_longer_name_of_one(by_words: Classifier) -> None:
    """A krytron is listed (3A228.a), whatever it is sold with."""
    for text in ("terminal block krytron", "Reihenklemme mit Krytron", "bornier krytron"):
        assert answer(by_words, text).verdict != "probably_not_listed", text


@pytest.mark.parametrize(
    "text",
    [
        "thermal surveillance camera",
        "Wärmebild-Überwachungskamera für den Grenzschutz",
        "caméra de surveillance thermique refroidie",
        "cooled MWIR surveillance camera with 500 mm zoom",
    ],
)
def test_a_longer_name_of_trade_hides_the_ordinary_good_in_it(by_words: Classifier, text: str) -> None:
    classification = answer(by_words, text)
    assert classification.verdict == "probably_listed"
    assert classification.candidates[0].entry == "6A003"


@pytest.mark.parametrize(
    "text", ["steam iron", "Dampfbügeleisen", "fer à repasser", "Smoke detector for homes"]
)
def test_ordinary_goods_of_the_house_are_probably_not_listed(by_words: Classifier, text: str) -> None:
    for classification in (classify(text), answer(by_words, text)):
        assert classification.verdict == "probably_not_listed"


def test_what_can_be_programmed_is_no_software(by_words: Classifier) -> None:
    assert answer(by_words, "field programmable gate array").candidates[0].entry == "3A001"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Flurbzx Grontl Widget", False),
        ("Bluebottle XR-7 quarnel spindrel unit", False),
        ("Steckdosenleiste mit Schalter", True),
        ("Wooden chair for the office", True),
    ],
)
def test_what_is_not_understood_is_never_called_not_listed(text: str, known: bool) -> None:
    classification = classify(text)
    understood = 2 * len(classification.unknown_words) <= classification.words
    assert understood is known
    codes = [note.code for note in classification.notes]
    assert ("not_understood" in codes) is not known
    if not known:
        assert classification.verdict != "probably_not_listed"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("bcdfghjklmnpqrstvwxz", min_size=6, max_size=12), min_size=1, max_size=8))
def test_words_of_no_language_are_never_called_not_listed(words: list[str]) -> None:
    assert classify(" ".join(words)).verdict != "probably_not_listed"


def test_parameters_are_found_without_the_official_text(by_words: Classifier) -> None:
    for text, entry in (
        ("streak camera with a resolution of 20 ns", "6A003"),
        ("potassium fluoride", "1C350"),
        ("burnetii", "1C351"),
    ):
        assert entry in [candidate.entry for candidate in answer(by_words, text).candidates[:5]], text


@pytest.mark.parametrize("file", GLOSSES, ids=lambda file: file.stem)
def test_glosses_are_small_words_in_english(file: Path) -> None:
    words = tomllib.loads(file.read_text("utf-8"))["words"]
    assert len(words) > 500
    for word, english in words.items():
        assert word == word.lower().strip()
        assert " " not in word
        assert english == english.strip()
        assert english.isascii()


def test_compounds_are_put_into_english_only_whole() -> None:
    def known(word: str) -> bool:
        return word == "monitoring"

    assert glosses()["de"].in_english("netzwerkmonitoringsonden", known) == (
        "network",
        "monitoring",
        "probes",
    )
    assert glosses()["de"].in_english("netzwerkxyzsonde", known) == ()
    assert [word.plain for word in in_english(words_of("Sonde für das Netzwerk"), "de", known)] == [
        "probe",
        "network",
    ]
    assert in_english(words_of("network probe"), "en", lambda word: True) == []


# Everyday materials, and machines of five axes


@pytest.mark.parametrize(
    "text",
    [
        "steel water bottle",
        "gourde en acier inoxydable",
        "acier inoxydable",
        "magnesium alloy wheel",
        "Stahl-Trinkflasche",
        "imprimante laser",
        "ball bearings for skateboards",
        "roulements à billes pour skateboard",
        "x-ray film viewer",
        "photo tripod carbon fibre",
    ],
)
def test_a_material_of_everyday_goods_lists_nothing(text: str) -> None:
    assert classify(text).verdict != "probably_listed"


@pytest.mark.parametrize(
    "text", ["maraging steel tube", "titanium alloy powder", "beryllium mirror", "tungsten crucible"]
)
def test_a_material_does_not_clear_listed_goods(text: str) -> None:
    assert classify(text).verdict != "probably_not_listed"


@pytest.mark.parametrize(
    "text",
    [
        "5-Achs-Bearbeitungszentrum",
        "Fünf-Achs-Bearbeitungszentrum",
        "5-achsiges Bearbeitungszentrum",
        "Bearbeitungszentrum mit 5 Achsen",
        "5-Achs-CNC-Fräsmaschine",
        "five-axis machining centre",
        "centre d'usinage cinq axes",
    ],
)
def test_a_machining_centre_of_five_axes_mills(text: str) -> None:
    assert classify(text).candidates[0].provision == "2B001.b.2"


@pytest.mark.parametrize(
    "text",
    [
        "machine-outil 5 axes", "machine-outil à cinq axes", "fraiseuse à cinq axes", "machine à commande numérique 5 axes",
        "Werkzeugmaschine 5 Achsen", "5-Achs-Werkzeugmaschine", "Fräsmaschine mit fünf Achsen", "Werkzeugmaschine mit 5 Achsen",
        "machine tool 5 axes", "5-axis machine tool", "CNC machine with five axes", "milling machine with 5 axes",
        "máquina herramienta de 5 ejes", "centro de mecanizado de cinco ejes", "fresadora CNC 5 ejes", "maquina herramienta 5 ejes",
        "macchina utensile a 5 assi", "centro di lavoro a cinque assi", "fresatrice a 5 assi",
        "5-assige freesmachine", "bewerkingscentrum met vijf assen", "vijfassig bewerkingscentrum", "gereedschapsmachine 5 assen",
        "obrabiarka 5-osiowa", "pięcioosiowe centrum obróbcze", "frezarka 5-osiowa", "centrum obróbcze 5 osi",
    ],
)  # fmt: skip
def test_five_axes_lead_to_their_provisions_in_any_language(text: str) -> None:
    assert classify(text).candidates[0].provision.startswith("2B001.b.2")


@pytest.mark.parametrize(
    "text", ["tour 5 axes", "mesa de 5 ejes", "cinco ejes de trabajo de la empresa", "tavolo a 5 assi", "vijf assen", "wózek 5-osiowy"]
)  # fmt: skip
def test_five_axes_of_something_else_do_not(text: str) -> None:
    assert not any(candidate.provision.startswith("2B001.b.2") for candidate in classify(text).candidates[:1])


def test_a_name_of_trade_among_few_unknown_words_is_understood(by_words: Classifier) -> None:
    """Its language was doubted above a candidate that the name led to."""
    codes = {note.code for note in answer(by_words, "Drehgeber Xyzzyqua").notes}
    assert "unknown_words" not in codes
