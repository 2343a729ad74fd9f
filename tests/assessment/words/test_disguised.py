"""Words of concern and names of places whose letters are disguised: invisible signs, look-alikes, digits, dots and blanks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.free_text.patterns import has_word
from dualuse.free_text.readings import readings
from dualuse.inputs.accents import without_accents
from dualuse.law.measures.not_executed import words_called
from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.test_every_language import OF_CONCERN, TO_SUDAN, UNREAD, spelt

MILITARY = words_called("military use")
RUSSIA = "unexecuted.32014R0833.named_in_texts"


@pytest.mark.parametrize(
    "end_use",
    [
        "for the ar\u200bmy", "for the a\u00adr\u200dmy", "for the аrmу", "for the аrmy", "for the a.r.m.y", "for the a r m y", "for the 4rmy", "for the ar-my",
        "for the a_r_m_y", "for the αrmy", "for the ａｒｍｙ", "for the 𝐚𝐫𝐦𝐲", "for the ᴀʀᴍʏ", "for\u200bthe\u200barmy", "for the army", "for the ar\ufeffmy", "m1l1t4ry depot", "m1litary use",
        "для аpмии", "для а р м и и", "для ар\u200bмии", "για τον στρaτό",
    ],
)  # fmt: skip
def test_a_disguised_word_is_read(end_use: str) -> None:
    """Art. 4(1)(b)."""
    assert "unexecuted.words.military_end_use" in released({**TO_SUDAN, "end_use": end_use})[2]


@pytest.mark.parametrize(
    "end_use",
    ["to R u s s i a", "to Russ1a", "to Rus\u200bsia", "to Ruѕѕіа", "to R.u.s.s.i.a", "to Rυssia", "to Russi@", "to M0scow", "в Рoссию", "to R\u00a0u\u00a0s\u00a0s\u00a0i\u00a0a"],
)  # fmt: skip
def test_a_disguised_place_is_read(end_use: str) -> None:
    """Regulation (EU) No 833/2014, Art. 2(1)."""
    release, _, text = released({"end_use": end_use})
    assert (release, RUSSIA in text) == ("ask", True)


@pytest.mark.parametrize(
    ("end_use", "asks"),
    [("for the customer (RF)", True), ("plant in Tula (R.F.)", True), ("radio frequency (RF) amplifier", False), ("test of antennas (RF)", False)],
)  # fmt: skip
def test_an_abbreviation_in_brackets(end_use: str, asks: bool) -> None:
    """Regulation (EU) No 833/2014, Art. 2(1): it is radio frequency, too."""
    assert (RUSSIA in released({"end_use": end_use})[2]) is asks


@pytest.mark.parametrize(
    "text",
    [
        "J. R. R. Tolkien", "S.p.A. e C.", "s.r.o.", "M8 x 40 bolts", "42 A fuse", "type 4A", "A4 paper", "M4x10", "3D printer", "R134a refrigerant", "H2SO4 bath", "5G modem",
        "state-of-the-art pump", "e.g. valves", "a/b/c tests", "size S, M, L, XL", "IP67 housing", "1500 m3/h", "насос для воды", "αντλία νερού", "Wi-Fi 6E", "U.S.A. plug",
    ],
)  # fmt: skip
def test_ordinary_signs_disguise_nothing(text: str) -> None:
    for name in OF_CONCERN:
        assert not has_word(words_called(name), (text,)), name
    release, reasons, _ = released({"end_use": text})
    assert release == "go" or reasons == {UNREAD}


@pytest.mark.parametrize(
    "description",
    ["b e a r i n g s", "B.E.A.R.I.N.G.S", "b e a r i n g s, 40 pieces", "W ä l z l a g e r", "r o u l e m e n t s", "d r o n e s (spare)", "s e m i c o n d u c t o r s"],
)  # fmt: skip
def test_goods_whose_letters_stand_apart_are_read(description: str) -> None:
    """Regulation (EU) No 833/2014, Arts 2a(1) and 12g: a word that counts at the end of a phrase only counts there, too."""
    release, _, text = released(
        {"destination": "AE", "items.0.description": description, "items.0.cn_code": "73269098"}
    )
    assert (release, "code_of_what_is_described" in text) == ("ask", True)


def test_letters_apart_are_one_word_where_they_stand() -> None:
    assert readings("b e a r i n g s for a mill")[1] == "bearings for a mill"


def test_a_plain_text_has_one_reading() -> None:
    assert readings("Cooling  water for\nthe plant") == ("cooling water for the plant",)


LOOK_ALIKES = {
    "a": "аα", "c": "с", "e": "еε", "i": "іι", "o": "оο", "p": "рρ", "x": "хχ", "y": "у", "s": "ѕ",
    "а": "a", "с": "c", "е": "e", "о": "oο", "р": "pρ", "х": "xχ", "у": "y", "α": "a", "ο": "oо", "ρ": "p", "ι": "i",
}  # fmt: skip
INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")
WORDS = tuple((name, word) for name in OF_CONCERN for word in words_called(name))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WORDS), st.sampled_from(INVISIBLE), st.data())
def test_no_invisible_sign_hides_a_word(word: tuple[str, str], sign: str, data: st.DataObject) -> None:
    name, written = word[0], spelt(word[1])
    place = data.draw(st.integers(1, max(1, len(written) - 1)))
    assert has_word(words_called(name), (f"Teile: {written[:place]}{sign}{written[place:]}, Halle 7",))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([word for word in WORDS if len(spelt(word[1])) > 3]), st.data())
def test_no_look_alike_hides_a_word(word: tuple[str, str], data: st.DataObject) -> None:
    name, written = word[0], without_accents(spelt(word[1]))
    places = [place for place, letter in enumerate(written) if letter in LOOK_ALIKES]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    alike = data.draw(st.sampled_from(LOOK_ALIKES[written[place]]))
    disguised = f"{written[:place]}{alike}{written[place + 1 :]}"
    assert has_word(words_called(name), (f"Teile: {disguised}, Halle 7",)), disguised
