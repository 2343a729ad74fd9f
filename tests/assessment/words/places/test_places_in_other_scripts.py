"""Names of places in Cyrillic, Arabic and Chinese texts: in a case, with a particle written on, and without blanks."""

from __future__ import annotations

import pytest

from dualuse.free_text.words import names_in
from tests.assessment.test_unexecuted import to
from tests.assessment.words.places.test_places_in_texts import BELARUS, DONETSK, IRAN, RUSSIA, asked

CRIMEA, KHERSON, NORTH_KOREA, SYRIA = (
    *("ukraine_areas.crimea", "ukraine_areas.kherson_zaporizhzhia"),
    *("32017R1509.named_in_texts", "32012R0036.named_in_texts"),
)


@pytest.mark.parametrize(
    ("end_use", "point"),
    [
        # Cases and adjectives.
        ("доставка в Москву", RUSSIA),
        ("для завода в Екатеринбурге", RUSSIA),
        ("завод в Ижевске", RUSSIA),
        ("в Казани", RUSSIA),
        ("в Нижнем Новгороде", RUSSIA),
        ("в Ростове-на-Дону", RUSSIA),
        ("московский завод", RUSSIA),
        ("для клиентов в Набережных Челнах", RUSSIA),
        ("для цеха в Минске", BELARUS),
        ("брестский завод", BELARUS),
        ("для клиники в Тегеране", IRAN),
        ("порт Севастополя", CRIMEA),
        ("склад у Криму", CRIMEA),
        ("шахта под Донецком", DONETSK),
        ("у Маріуполі", DONETSK),
        ("АЕС у Запоріжжі", KHERSON),
        ("посольство в Пхеньяне", NORTH_KOREA),
        ("do zakładu w Moskwie", RUSSIA),
        ("magazyn w Mińsku", BELARUS),
        # Other scripts, also without blanks and with a particle.
        ("运往莫斯科的工厂", RUSSIA),
        ("供明斯克工厂使用", BELARUS),
        ("德黑兰", IRAN),
        ("克里米亚的港口", CRIMEA),
        ("平壤", NORTH_KOREA),
        ("موسكو", RUSSIA),
        ("شحن لموسكو", RUSSIA),
        ("مصنع بروسيا", RUSSIA),
        ("کارخانه‌ای در تهران", IRAN),
        ("مستودع في دمشق", SYRIA),
        ("모스크바로 배송", RUSSIA),
        # In the languages of Central Asia, the Caucasus and of others (CLDR), with what they write onto names.
        ("Мәскеуге жеткізу", RUSSIA),
        ("Ресейге", RUSSIA),
        ("поставка Россияга", RUSSIA),
        ("Орусияга", RUSSIA),
        ("Rossiyaga", RUSSIA),
        ("Rusiyadan", RUSSIA),
        ("למוסקבה", RUSSIA),
        ("კლიენტი მოსკოვში", RUSSIA),
        ("Մոսկվայի գործարան", RUSSIA),
        ("Oroszországba", RUSSIA),
        ("Мінськ", BELARUS),
        ("Минскиге", BELARUS),
        ("Беларусьга", BELARUS),
        ("Тегеранга", IRAN),
        ("Эронга", IRAN),
        ("ირანში", IRAN),
        ("لمصنع في طهران", IRAN),
        ("Shimoliy Koreya", NORTH_KOREA),
        ("Түндүк Корея", NORTH_KOREA),
        ("Димишқ", SYRIA),
        # Other spellings.
        ("al mercato russo", RUSSIA),
        ("usine à Kertch", CRIMEA),
        ("usine de Marioupol", DONETSK),
    ],
)
def test_a_place_in_a_case_or_another_script_is_asked_about(end_use: str, point: str) -> None:
    """Regulation (EU) No 833/2014, Art. 2(1), and the like: what goes there is forbidden; where it goes is for a person to say."""
    release, reasons = asked(to("AE", "94033000", end_use=end_use))
    assert release == "ask"
    assert point in reasons


@pytest.mark.parametrize(
    "end_use",
    [
        "самариевые магниты",
        "чистый самарий",
        "криминалистическая лаборатория",
        "вентиляция шахты",
        "Minsky lecture room",
        "damask curtains",
        "Siri voice assistant",
        "голосовой помощник Сири",
        "Moske, lamper",
        "Damascus steel kitchen knives",
    ],
)
def test_other_words_are_not_asked_about(end_use: str) -> None:
    """Regulation (EU) No 833/2014, Art. 2(1): none of them names a place under measures."""
    assert asked(to("AE", "94033000", end_use=end_use))[0] == "go"


@pytest.mark.parametrize("end_use", ["для детского сада в Алматы", "мебель для школы в Астане"])
def test_a_town_behind_which_goods_go_on_tells_its_country_and_no_measure(end_use: str) -> None:
    """Regulation (EU) 2021/821, Art. 2(3): what goes to the Emirates as it is stated, and to Kazakhstan as its use says."""
    release, reasons = asked(to("AE", "94033000", end_use=end_use))
    assert release == "ask"
    assert "'answers': ['unexecuted.words.country'], 'places': ['KZ']" in reasons
    assert reasons.count("'answers':") == 1


@pytest.mark.parametrize("end_use", ["供办公室使用", "لمدرسة في دبي"])
def test_of_a_text_in_letters_that_are_hardly_read_that_alone_is_asked(end_use: str) -> None:
    """Regulation (EU) No 833/2014, Art. 2(1): no place under measures is named, and whom it may name nobody could tell."""
    assert asked(to("AE", "94033000", end_use=end_use)) == (
        "ask",
        str([{"texts": ["end_use"], "settled_by": ["parties"]}]),
    )


def test_a_town_that_its_state_stands_behind_in_brackets_is_another() -> None:
    """Regulation (EU) No 833/2014, Art. 2(1): Moscow in Idaho, where the United States are stated; elsewhere nothing is sure."""
    assert asked(to("US", "94033000", end_use="school in Moscow (Idaho)"))[0] == "go"
    assert RUSSIA in asked(to("AE", "94033000", end_use="school in Moscow (Idaho)"))[1]
    assert asked(to("AE", "94033000", end_use="Damascus Steel plant"))[0] == "ask"


@pytest.mark.parametrize(
    ("name", "text", "stands"),
    [
        ("Самара", "в самаре", True),
        ("Самара", "самарий", False),
        ("Казань", "казанью", True),
        ("Казань", "казан", False),
        ("Нижний Новгород", "нижнего новгорода", True),
        ("ДНР", "днры", False),
        ("Кемерово", "кемеровского", True),
        ("موسكو", "والموسكو", True),
        ("موسكو", "xموسكو", False),
    ],
)
def test_only_the_endings_of_its_own_declension_count(name: str, text: str, stands: bool) -> None:
    assert any(names_in((name,), text.replace("й", "и"), whole=True)) is stands
