"""Agents, what they are made of, and goods of Annex I, called bare, by other names, in a compound or the other way round."""

from __future__ import annotations

from typing import Final

import pytest

from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.test_descriptions_and_addresses import going_to

WMD: Final = "unexecuted.words.wmd"
ENTRIES: Final = "unexecuted.words.entries"
FIGURES: Final = "unexecuted.words.figures"
FIELDS: Final = ("end_use", "items.0.description")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "text",
    [
        "VX", "VX.", "(VX)", "VX gas", "VX synthesis", "VX-Synthese", "Vorprodukt für VX", "Novichok", "Novitschok", "agent A-234", "synthesis of A-232", "substance 33", "Foliant programme", "cyclosarin",
        "Zyklosarin", "Lewisite", "Lewisit", "sulphur mustard", "Schwefellost", "S-Lost", "moutarde au soufre", "люизит", "вещество новичок", "GD agent", "blister agents", "agents vésicants", "BZ agent",
        "methylphosphonyl difluoride", "Methylphosphonsäuredifluorid", "Thiodiglykol", "tiodiglicol", "Pinakolylalkohol", "Kampfstoffvorprodukte", "UDMH", "Ammoniumperchlorat", "otravlyayushchie veshchestva", "отравляющие вещества",
    ],
)  # fmt: skip
def test_an_agent_is_read_by_its_name(field: str, text: str) -> None:
    """Art. 4(1)(a)."""
    release, reasons, answer = released(going_to("AE", **{field: text}))
    assert (release, "release.use_in_words" in reasons, WMD in answer) == ("ask", True, True)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("end_use", "spare parts for VX compressors"), ("end_use", "VX-200 radio"), ("items.0.description", "Mixing console VX, 16 channels"), ("items.0.description", "Gate valve VX 50"), ("items.0.description", "A-234"),
        ("items.0.parameters", {"variant": "VX"}), ("reference", "VX"), ("end_use", "mustard for sausages"), ("end_use", "Senfmühle"), ("items.0.description", "mustard seed"), ("end_use", "beginners' course (новичок)"),
        ("items.0.description", "substance 33 ml"), ("items.0.description", "Lost-Foam-Guss"), ("end_use", "lost and found"), ("items.0.description", "GB plug adapter"), ("end_use", "travel agent GB"),
    ],
)  # fmt: skip
def test_what_is_called_like_an_agent_asks_nothing(field: str, text: object) -> None:
    assert WMD not in released(going_to("AE", **{field: text}))[2]


@pytest.mark.parametrize(
    "description",
    [
        "Kohlefaserprepreg", "Carbonprepreg", "Carbon-Prepreg 200 g/m²", "Kohlenstofffaser-Prepreg", "CFK-Prepreg", "carbon fibre prepreg", "prepreg, carbon fibre", "Prepreg aus Kohlefaser", "préimprégné de fibres de carbone",
        "углеродный препрег", "Maragingstahl", "steel, maraging", "Heißisostatpresse", "Filamentwickelmaschine", "Inertialnavigationssystem", "faseroptischer Kreisel", "gyro, fibre optic", "EBW-Zünder", "Kerngraphit", "Berylliumscheiben",
        "Methylphosphonyldifluorid",
    ],
)  # fmt: skip
def test_goods_of_annex_i_are_read_in_a_compound_and_the_other_way_round(description: str) -> None:
    """1A, 1C010, 1C210, 1C216, 2B004, 7A003 and others: that they are not listed was stated."""
    release, reasons, answer = released(going_to("AE", **{"items.0.description": description}))
    assert (release, "release.entries_in_words" in reasons, ENTRIES in answer) == ("ask", True, True)


@pytest.mark.parametrize(
    "description", ["Carbongewebe 240 GPa", "Prepreg 240 GPa", "C-Faser, E-Modul 230 GPa", "CFK-Band, Zugfestigkeit 4900 MPa", "carbon cloth 235 GPa"]
)  # fmt: skip
def test_a_figure_of_carbon_fibres_is_read_beside_a_compound(description: str) -> None:
    """1C210.a."""
    assert FIGURES in released(going_to("AE", **{"items.0.description": description}))[2]


@pytest.mark.parametrize(
    "description",
    [
        "Fahrradrahmen aus CFK", "Carbongewebe für Surfbretter", "glass fibre prepreg", "Prepreg-Kühlschrank", "Stahlrohr", "Berylliumkupfer-Feder", "Graphitdichtung", "Wickelmaschine für Draht", "Kreiselpumpe", "Kreiselkompass",
        "hydraulic press", "Prepreg, E-Glas 25 GPa",
    ],
)  # fmt: skip
def test_ordinary_goods_beside_them_ask_nothing(description: str) -> None:
    assert released(going_to("AE", **{"items.0.description": description}))[0] == "go"


@pytest.mark.parametrize(
    "description",
    [
        "termocamera raffreddata", "centrifuga a gas", "acciaio maraging", "pressa isostatica a caldo", "tubo intensificatore d'immagine", "veicolo subacqueo autonomo", "accelerometro di grado navigazione",
        "prepreg di fibra di carbonio", "sistema di intercettazione telefonica", "spettrometro di massa per UF6", "nucleo termocamera",
        "termokamera chłodzona", "chłodzona kamera termowizyjna", "wirówka gazowa", "stal maraging", "prasa izostatyczna na gorąco", "wzmacniacz obrazu", "autonomiczny pojazd podwodny", "akcelerometr klasy nawigacyjnej",
        "prepreg węglowy", "urządzenie podsłuchowe", "spektrometr masowy UF6",
        "cámara térmica refrigerada", "centrífuga de gas", "acero maraging", "prensa isostática en caliente", "tubo intensificador de imagen", "vehículo submarino autónomo", "acelerómetro de grado de navegación",
        "equipo de interceptación de comunicaciones", "núcleo de cámara térmica",
        "câmara térmica arrefecida", "câmera térmica refrigerada", "centrífuga a gás", "aço maraging", "prensa isostática a quente", "tubo intensificador de imagem", "veículo submarino autónomo",
        "acelerómetro de grau de navegação",
        "cameră termică răcită", "centrifugă cu gaz", "oțel maraging", "presă izostatică la cald", "tub intensificator de imagine", "vehicul subacvatic autonom", "accelerometru de grad de navigație",
        "gekoelde warmtebeeldcamera", "gascentrifuge", "maragingstaal", "hete isostatische pers", "beeldversterkerbuis", "autonoom onderwatervoertuig", "versnellingsmeter van navigatiekwaliteit", "afluisterapparatuur",
        "kyld värmekamera", "gascentrifug", "maragingstål", "varm isostatisk press", "bildförstärkarrör", "autonom undervattensfarkost", "avlyssningsutrustning",
        "jäähdytetty lämpökamera", "kaasusentrifugi", "maraging-teräs", "isostaattinen puristin", "kuvanvahvistinputki", "autonominen vedenalainen alus", "telekuuntelulaite",
        "ψυχόμενη θερμική κάμερα", "φυγοκεντρωτής αερίου", "χάλυβας maraging", "ισοστατική πρέσα", "λυχνία ενίσχυσης εικόνας", "αυτόνομο υποβρύχιο όχημα", "επιταχυνσιόμετρο ναυτιλίας", "σύστημα υποκλοπών",
        "hűtött hőkamera", "gázcentrifuga", "maraging acél", "izosztatikus prés", "képerősítő cső", "autonóm víz alatti jármű", "navigációs gyorsulásmérő", "lehallgató berendezés",
        "chlazená termokamera", "plynová odstředivka", "maraging ocel", "izostatický lis", "zesilovač obrazu", "autonomní podvodní vozidlo", "navigační akcelerometr", "odposlouchávací zařízení",
        "охлаждаемый тепловизор", "газовая центрифуга", "мартенситностареющая сталь", "горячий изостатический пресс", "электронно-оптический преобразователь", "автономный необитаемый подводный аппарат",
        "навигационный акселерометр", "комплекс перехвата", "углепрепрег",
        "soğutmalı termal kamera", "gaz santrifüjü", "maraging çeliği", "sıcak izostatik pres", "görüntü yoğunlaştırıcı tüp", "otonom sualtı aracı", "navigasyon sınıfı ivmeölçer", "telefon dinleme cihazı",
    ],
)  # fmt: skip
def test_goods_of_annex_i_are_read_in_other_languages(description: str) -> None:
    """0B001, 1C216, 2B004, 2B104, 3A233, 5A001, 6A002, 6A003, 7A001, 7A101, 8A001 and others: that they are not listed was stated."""
    release, reasons, answer = released(going_to("AE", **{"items.0.description": description}))
    assert (release, "release.entries_in_words" in reasons, ENTRIES in answer) == ("ask", True, True)


@pytest.mark.parametrize(
    "description",
    [
        "obrabiarka pięcioosiowa", "tornio a cinque assi", "centro di lavoro a 5 assi", "centro de mecanizado de cinco ejes", "centro de maquinação de cinco eixos", "centru de prelucrare cu 5 axe", "vijfassig bewerkingscentrum",
        "5-assige freesmachine", "femaxlig fleroperationsmaskin", "5-axlig fräsmaskin", "viisiakselinen työstökeskus", "5-akselinen jyrsinkone", "πενταξονικό κέντρο κατεργασίας", "öttengelyes megmunkálóközpont",
        "5 tengelyes marógép", "pětiosé obráběcí centrum", "5osá frézka", "пятиосевой станок", "пятикоординатный обрабатывающий центр", "5-координатный станок с ЧПУ", "beş eksenli işleme merkezi", "5 eksenli freze tezgahı",
        "5-osiowe centrum obróbcze", "frequentieomvormer 1000 Hz", "frekvensomriktare 1000 Hz", "taajuusmuuttaja 1000 Hz", "μετατροπέας συχνότητας 1000 Hz", "frekvenciaváltó 1000 Hz", "frekvenční měnič 1000 Hz",
        "convertizor de frecvență 1000 Hz", "conversor de frequência 1000 Hz", "falownik 1000 Hz", "convertitore di frequenza 1000 Hz", "преобразователь частоты 1000 Гц", "frekans dönüştürücü 1000 Hz", "koolstofvezel 240 GPa",
        "kolfiber 240 GPa", "hiilikuitu 240 GPa", "ανθρακονήματα 240 GPa", "szénszál 240 GPa", "uhlíková vlákna 240 GPa", "fibră de carbon 240 GPa", "włókno węglowe 240 GPa", "fibra de carbono 240 GPa",
        "карбон: углеродное волокно 240 ГПа", "karbon fiber 240 GPa", "termokamera 30 Hz", "värmekamera 30 Hz", "lämpökamera 30 Hz", "θερμική κάμερα 30 Hz", "hőkamera 30 Hz", "warmtebeeldcamera 30 Hz", "cameră termică 30 Hz",
        "câmara térmica 30 Hz", "kamera termowizyjna 30 Hz", "termal kamera 30 Hz", "тепловизор 30 Гц", "termocamera 30 Hz",
    ],
)  # fmt: skip
def test_a_figure_of_annex_i_is_read_in_other_languages(description: str) -> None:
    """1C010, 1C210, 2B001, 2B201, 3A225 and 6A003: that they are not listed was stated."""
    release, reasons, answer = released(going_to("AE", **{"items.0.description": description}))
    assert (release, "release.figures_in_words" in reasons, FIGURES in answer) == ("ask", True, True)


@pytest.mark.parametrize(
    "description",
    [
        "värmekamera 9 Hz", "lämpökamera 9 Hz", "hőkamera 9 Hz", "warmtebeeldcamera", "wirówka do sałaty", "wirówka laboratoryjna", "centrifuga per insalata", "centrifuga de laboratorio", "lekcentrifug", "linko",
        "odstředivka na med", "центрифуга для белья", "çamaşır santrifüjü", "camera frigorifica", "kamera internetowa", "chlazená vitrína", "gekoelde vitrine", "kyld monter", "soğutmalı vitrin", "охлаждаемая витрина",
        "prasa do drukarni", "presse à fruits", "prensa para uvas", "frequentieregelaar 50 Hz", "falownik 400 Hz", "taajuusmuuttaja 50 Hz", "frekvenční měnič 50 Hz, spínací frekvence 4 kHz", "koolstofvezel fietsframe",
        "kolfiberram till cykel", "szénszálas horgászbot", "uhlíkové vlákno kolo", "obrabiarka trzyosiowa", "frézka 3 osy", "stůl pro 5 osob", "5-osobowy namiot", "sorvi 3 akselia", "vijf assen voor aanhanger", "öt tengely",
        "petiolární", "bescherming", "five axes of evil poster", "podvodní světlo", "onderwaterlamp", "podwodny aparat fotograficzny", "подводный светильник", "sualtı kamerası", "akcelerometr w telefonie",
        "навигационный приёмник", "valvola di intercettazione", "sistema di intercettazione gas", "sistema de interceptación de grasas", "Überwachungskamera Baby", "přehrávač", "auricolari", "posilovač obrazu HDMI", "ocel",
        "stal nierdzewna", "acciaio inox", "теплоизоляция", "навигационная система автомобиля", "navigatore satellitare", "sistema de navegación GPS", "amplificatore d'immagine per TV", "prepreg PCB FR4", "fräsmaskin 3-axlig",
        "aanhangwagen met vijf assen", "прицеп пятиосевой", "wielokanałowy rejestrator", "comutator de rețea", "gázkazán", "plynový kotel", "kaasugrilli", "gaskachel", "газовый котел", "gaz sobası", "газовая плита",
    ],
)  # fmt: skip
def test_ordinary_goods_in_other_languages_ask_nothing(description: str) -> None:
    assert released(going_to("AE", **{"items.0.description": description}))[0] == "go"
