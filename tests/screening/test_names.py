"""Names taken apart: whatever the script and the spelling, the words that can be compared."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dualuse.screening.index.blocking_keys import shortened_keys, whole_keys
from dualuse.screening.names.sound import scanned, skeleton, sound, transcribed
from dualuse.screening.names.vocabulary import meanings, particles, titles, trade_words
from dualuse.screening.names.word_rarity import WordClass, class_of
from dualuse.screening.names.words import LONGEST_NAME, MOST_WORDS, analyse


@pytest.mark.parametrize(
    ("writing", "other_writing"),
    [
        ("Abd al-Rahman Quillon", "Abdurrahman QUILLON"),
        ("Abdul Rahman Quillon", "'Abd-ar-Raḥmān Quillon"),
        ("J.S.C. Quillonberg", "JSC Quillonberg"),
        ("Общество с ограниченной ответственностью «Квиллон»", "ООО Квиллон"),
        ("Quillon\u200bberg Trading", "Quillonberg Trading"),
        ("Quіllonberg Trаding", "Quillonberg Trading"),  # a Ukrainian and a Russian letter among Latin ones
        ("Ｑｕｉｌｌｏｎｂｅｒｇ", "Quillonberg"),
        ("Влади\u0301мир Квилло\u0301нов", "Владимир Квиллонов"),  # stress marks
        ("Йожеф Ёлкин", "\u0418\u0306ожеф \u0415\u0308лкин"),  # composed or not
        ("Ѕеrgеу Quillon", "Sergey Quillon"),  # mostly look-alikes
        ("Ødegård Straße", "Odegard Strasse"),
        ("Quillaluddin Berg", "Quillal Uddin Berg"),
        ("Quilleddine Berg", "Quill Eddine Berg"),
        ("Quillatullah Berg", "Quillat Ullah Berg"),
        ("Quillurrahman Berg", "Quill Rahman Berg"),
        ("محمد علی", "مُحمّد علي"),  # vowel marks; Persian and Arabic letters
    ],
)
def test_writings_of_one_name_give_the_same_words(writing: str, other_writing: str) -> None:
    assert analyse(writing) == analyse(other_writing)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Юрий Квиллонов", ("yuriy", "kvillonov")),
        ("김정수", ("kim", "chong", "su")),
        ("王小明", ("wang", "xiaoming")),
        ("ქვილონი", ("kviloni",)),
        ("Κουίλλον", ("kouillon",)),
    ],
)
def test_other_scripts_become_latin(text: str, words: tuple[str, ...]) -> None:
    assert analyse(text) == words


@pytest.mark.parametrize(
    "name", ["Geraldine", "Medine", "Isabella", "Odin", "Mullah", "Aladin", "Stella", "Konstantin"]
)
def test_names_that_only_end_alike_are_not_taken_apart(name: str) -> None:
    assert len(analyse(name)) == 1


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Джеймс", "james"),
        ("Уэсли", "wesley"),
        ("Стивен", "stephen"),
        ("سعید", "saeed"),
        ("الحسين", "hussein"),
        ("אולג", "oleg"),
    ],
)
def test_names_that_another_script_writes_by_ear_are_known(text: str, latin: str) -> None:
    heard = analyse(text)[-1]
    assert heard == latin or set(meanings(heard)) & set(meanings(latin)), heard


def test_a_silent_last_letter_of_hebrew_is_no_consonant() -> None:
    assert analyse("קווילונסקה")[0].endswith("sk" + "a")


def test_scripts_without_vowels_are_marked_and_meet_by_their_consonants() -> None:
    for text, latin in (("حسم", "hasam"), ("שרה", "sarah")):
        (word,) = analyse(text)
        assert word.startswith("~")
        assert skeleton(word)[:2] == skeleton(latin)[:2]


def test_thai_and_devanagari_give_words() -> None:
    assert analyse("ใจดี")
    assert analyse("माला")


def test_what_a_word_is_in_a_name() -> None:
    words = analyse("Dr. Iwan Petrowitsch von Quillon 7 Ltd")
    assert [class_of(word) for word in words] == [
        WordClass.LIGHT,
        WordClass.CORE,
        WordClass.PATRONYMIC,
        WordClass.LIGHT,
        WordClass.CORE,
        WordClass.NUMBER,
        WordClass.FORM,
    ]
    assert class_of("petrovich") == WordClass.PATRONYMIC
    assert class_of("k") == WordClass.INITIAL


def test_the_words_of_the_vocabulary_are_written_as_names_are_read() -> None:
    assert all(word.isascii() for word in trade_words() | titles() | particles())


def test_a_name_that_is_only_a_legal_form_keeps_its_words() -> None:
    assert analyse("Limited") == ("limited",)


def test_sound_scan_and_ear() -> None:
    assert sound("yuriy") == sound("jurij")
    assert scanned("ibrahirn") == scanned("ibrahim")
    assert transcribed("mcclintock") == transcribed("makklintok")
    assert set(meanings("zavod")) & set(meanings("plant"))
    assert not set(meanings("zavod")) & set(meanings("bank"))


@given(st.text(max_size=600))
def test_any_text_gives_words_and_never_fails(text: str) -> None:
    words = analyse(text)
    assert len(words) <= MOST_WORDS
    for word in words:
        assert word
        assert word.isascii() or word.startswith("§")
        assert whole_keys(word) + shortened_keys(word)
        class_of(word)


@given(st.text(min_size=1, max_size=40))
@example("Quillon~Berg")
@example("0`0")  # an apostrophe, in whichever letters the rest is written
def test_case_and_invisible_characters_change_nothing(text: str) -> None:
    assert analyse(text + "\u200d\u2060") == analyse(text)
    ascii_only = "".join(letter for letter in text if letter.isascii())
    assert analyse(ascii_only.upper()) == analyse(ascii_only.lower())


def test_only_the_beginning_of_an_endless_name_is_read() -> None:
    assert analyse("a" * LONGEST_NAME + " quillon") == analyse("a" * LONGEST_NAME)
