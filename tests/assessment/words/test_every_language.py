"""Words of concern in the official languages of the Union and those of its neighbours and trade; ordinary sentences in each of them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dualuse.free_text.patterns import has_word
from dualuse.law.measures.not_executed import not_examined_rows, words_called
from dualuse.law.measures.words.reading import AS_WRITTEN, WORD_LISTS, words_by_language
from tests.assessment.test_statements_that_differ import released

SENTENCES = tomllib.loads((Path(__file__).parent / "ordinary_sentences.toml").read_text(encoding="utf-8"))
OF_CONCERN = tuple(
    name
    for name in WORD_LISTS
    if name
    not in (
        "something else",
        "onward sale",
        "goes abroad",
        "kept for sale",
        "trade",
        "making use",
        "own use",
        "no object",
        "of its own",
        "own things",
        "use untold",
        "use untold alone",
        "forwarder",
        "machine tools and telecommunications",
    )
)
LANGUAGES = (
    *(
        "bg",
        "cs",
        "da",
        "el",
        "et",
        "fi",
        "ga",
        "hr",
        "hu",
        "lt",
        "lv",
        "mt",
        "nl",
        "pl",
        "ro",
        "sk",
        "sl",
        "sv",
    ),
    *("ar", "fa", "he", "ja", "ko", "ru", "sr", "tr", "uk", "zh"),
)
UNREAD = "release.text_unread"
"""Asked about each text in letters in which listed names are hardly found, whatever its words are."""
TO_SUDAN = {"destination": "SD", "purchasing_country": "SD", "parties.0.country": "SD"}
TO_INDIA = {"destination": "IN", "purchasing_country": "IN", "parties.0.country": "IN"}


def test_each_language_has_its_words_and_its_ordinary_sentences() -> None:
    assert sorted(words_by_language()) == sorted(LANGUAGES)
    assert set(LANGUAGES) < SENTENCES.keys()
    assert all(len(sentences) >= 12 for sentences in SENTENCES.values())


@pytest.mark.parametrize(
    "end_use",
    [
        "pro súdánskou armádu", "pre sudánsku armádu", "a szudáni hadsereg számára", "pentru armata sudaneză", "за суданската армия",
        "για τον στρατό του Σουδάν", "til den sudanske hær", "Sudanin armeijalle", "för den sudanska armén", "za sudansku vojsku", "za sudansko vojsko",
        "Sudano kariuomenei", "Sudānas armijai", "Sudaani armeele", "għall-armata tas-Sudan", "d'fhórsaí armtha na Súdáine", "для суданской армии",
        "для суданської армії", "за суданску војску", "供苏丹军队使用", "スーダン軍隊向け", "수단 군대용", "للجيش السوداني", "برای ارتش سودان", "עבור הצבא הסודני",
        "dla wojska sudańskiego", "voor het leger van Soedan", "Sudan ordusu için",
    ],
)  # fmt: skip
def test_a_force_of_a_state_under_an_embargo(end_use: str) -> None:
    """Art. 4(1)(b)."""
    release, reasons, text = released({**TO_SUDAN, "end_use": end_use})
    assert (release, "release.use_in_words" in reasons) == ("ask", True)
    assert "unexecuted.words.military_end_use" in text


@pytest.mark.parametrize(
    "name",
    [
        "Ministerstvo obrany", "Υπουργείο Άμυνας", "Министерство обороны", "国防部", "وزارة الدفاع", "Ministerul Apărării", "Försvarsministeriet",
        "Honvédelmi Minisztérium", "Forsvarsministeriet", "Puolustusministeriö", "Ministarstvo obrane", "Ministrstvo za obrambo", "Gynybos ministerija",
        "Aizsardzības ministrija", "Kaitseministeerium", "Ministeru tad-Difiża", "An Roinn Cosanta", "Міністерство оборони", "Министарство одбране",
        "防衛省", "국방부", "وزارت دفاع", "משרד הביטחון", "Министерство на отбраната",
    ],
)  # fmt: skip
def test_a_ministry_of_defence_by_its_name(name: str) -> None:
    """Art. 4(1)(b): that the end user is no service was stated."""
    assert released({**TO_SUDAN, "parties.0.name": name, "parties.0.service": "none"})[0] == "ask"


@pytest.mark.parametrize(
    "end_use",
    [
        "для производства ядерного оружия", "用于制造核武器", "pentru producția de rachete balistice", "för tillverkning av kärnvapen", "výroba chemických zbraní",
        "výroba jadrových zbraní", "ballisztikus rakéták gyártása", "за производство на ядрени оръжия", "παραγωγή χημικών όπλων", "fremstilling af atomvåben",
        "ydinaseiden valmistus", "proizvodnja kemijskog oružja", "izdelava jedrskega orožja", "branduolinių ginklų gamyba", "kodolieroču ražošana",
        "tuumarelvade tootmine", "produzzjoni ta' armi kimiċi", "táirgeadh n-arm núicléach", "виробництво ядерної зброї", "производња хемијског оружја",
        "核兵器の製造", "핵무기 제조", "لإنتاج الأسلحة الكيميائية", "تولید موشک بالستیک", "ייצור נשק גרעיני", "obohacování uranu", "обогащение урана",
    ],
)  # fmt: skip
def test_weapons_of_mass_destruction(end_use: str) -> None:
    """Art. 4(1)(a)."""
    release, _, text = released({**TO_INDIA, "end_use": end_use})
    assert (release, "unexecuted.words.wmd" in text) == ("ask", True)


@pytest.mark.parametrize(
    "end_use",
    [
        "production of anthrax", "weaponised anthrax spores", "výroba antraxu", "Herstellung von Milzbrand", "produktion av mjältbrand", "extraction of ricin", "Gewinnung von Rizin",
        "botulinum toxin weapon", "biologiska stridsmedel", "VX gas", "production of VX", "production of tabun", "Herstellung von Tabun", "produkcja iperytu", "výroba yperitu",
        "idegméreg gyártása", "nervų paralyžiaus dujos", "νευροτοξικό αέριο", "drying of yellowcake", "nuclear programme", "programa nuclear", "obogatitev urana", "rakieta balistyczna",
        "rakiety balistyczne", "głowice rakietowe", "wyrzutnia rakiet", "raketová hlavice", "robotstridsspets", "rakétafej", "bojna glava", "montaj de focoase", "ceann cogaidh",
        "wąglik", "pernarutto", "siberi katk", "miltvuur", "сибирская язва", "за ядрена програма", "toxine botulique",
    ],
)  # fmt: skip
def test_agents_warheads_and_programmes(end_use: str) -> None:
    """Art. 4(1)(a)."""
    release, _, text = released({**TO_INDIA, "end_use": end_use})
    assert (release, "unexecuted.words.wmd" in text) == ("ask", True)


@pytest.mark.parametrize(
    "end_use",
    [
        "castor oil (ricinus oil)", "Rizinusöl", "huile de ricin", "ulei de ricin", "ricinový olej", "olio di ricino", "ricinolja", "anthracite filter", "anthrazit lackiert", "yellow cake mix",
        "VX-200 valve", "pump type VX", "nuclear magnetic resonance", "program of nucleic acid tests", "rakieta tenisowa", "lampa sufitowa", "φίλτρο ενεργού άνθρακα", "glava vijka",
        "głowica drukująca", "głowice natryskowe", "Mr Tabun, purchasing", "Tabun Bakery", "wyrzutnia śniegu", "focaccia oven", "focos LED",
    ],
)  # fmt: skip
def test_what_only_sounds_like_an_agent_or_a_warhead(end_use: str) -> None:
    assert "unexecuted.words.wmd" not in released({**TO_INDIA, "end_use": end_use})[2]


@pytest.mark.parametrize(
    "end_use",
    [
        "Heizung der Kasernen", "barracks", "koszary", "kasárna", "kasárne", "laktanya", "caserne", "caserma", "cuartel", "quartel", "казарма", "kasarmi", "vojašnica", "kazerne", "cazarmă",
        "tank factory", "Panzerfabrik", "zbrojovka", "zbrojní továrna", "fábrica de armas", "vapenfabrik", "våbenfabrik", "wapenfabriek", "asetehdas", "relvatehas", "оръжеен завод",
        "ozbrojené složky", "ozbrojené zložky", "voor leger", "Soedanees leger", "für die Marine", "sudanesische Marine", "marine soudanaise",
    ],
)  # fmt: skip
def test_barracks_and_makers_of_arms(end_use: str) -> None:
    """Art. 4(1)(b)."""
    release, _, text = released({**TO_SUDAN, "end_use": end_use})
    assert (release, "unexecuted.words.military_end_use" in text) == ("ask", True)


@pytest.mark.parametrize(
    "end_use",
    [
        "caserne de pompiers", "caserma dei vigili del fuoco", "cuartel de bomberos", "béton léger", "leger van mieren", "marine diesel engine", "Marineblau", "submarine cable", "water tank", "kisla voda",
        "kassa", "koszarka do trawy", "casserole", "camel caravan", "armature factory",
    ],
)  # fmt: skip
def test_what_only_sounds_like_barracks(end_use: str) -> None:
    assert "unexecuted.words.military_end_use" not in released({**TO_SUDAN, "end_use": end_use})[2]


@pytest.mark.parametrize(
    "text",
    [
        "na gardaí", "phóilíneacht", "services secrets", "wywiad wojskowy", "Vollzugsanstalt", "kamere za zatvor", "камери за затвора, в затвора", "φυλακή", "prisão", "oprema za zapor", "тюрьма", "il-ħabs", "ozbrojené složky",
    ],
)  # fmt: skip
def test_police_and_prisons(text: str) -> None:
    """Annex II, EU008; Regulation (EU) 2019/125."""
    assert has_word(words_called("security services"), (text,))


@pytest.mark.parametrize(
    "text",
    ["leptirasti zatvor", "zatvor ventila", "части за затвор на клапан", "затвор клапана", "zaporni ventil", "budowa zapór wodnych", "gardening", "Lago di Garda", "presa de agua"],
)  # fmt: skip
def test_shutters_and_dams_are_no_prisons(text: str) -> None:
    assert not has_word(words_called("security services"), (text,))


@pytest.mark.parametrize(
    "end_use",
    [
        "pro tajnou policii", "pre tajnú políciu", "a titkosrendőrség részére", "pentru poliția secretă", "за тайната полиция", "για τη μυστική αστυνομία",
        "til det hemmelige politi", "salaiselle poliisille", "för den hemliga polisen", "za tajnu policiju", "za tajno policijo", "slaptajai policijai",
        "slepenpolicijai", "salapolitseile", "għall-pulizija sigrieta", "do na póilíní rúnda", "для тайной полиции", "для таємної поліції", "за тајну полицију",
        "供秘密警察使用", "秘密警察向け", "비밀경찰용", "للشرطة السرية", "برای پلیس مخفی", "עבור המשטרה החשאית", "dla tajnej policji", "voor de geheime politie",
    ],
)  # fmt: skip
def test_repression(end_use: str) -> None:
    """Art. 5(1)."""
    assert "unexecuted.words.internal_repression" in released({"end_use": end_use})[2]


@pytest.mark.parametrize(
    "description",
    [
        "špionážní software", "špionážny softvér", "kémprogram", "software de spionaj", "шпионски софтуер", "λογισμικό κατασκοπείας", "aflytning af telefoner",
        "vakoiluohjelmat", "avlyssning av telefoner", "špijunski softver", "vohunska programska oprema", "pasiklausymo įranga", "spiegprogrammatūra", "nuhkvara",
        "softwer ta' spjunaġġ", "bogearraí spiaireachta", "шпионское программное обеспечение", "шпигунська програма", "прислушкивање телефона", "间谍软件", "盗聴装置",
        "스파이웨어", "برامج تجسس", "شنود تلفن", "רוגלה",
    ],
)  # fmt: skip
def test_covert_surveillance(description: str) -> None:
    """Arts 2(20), 5."""
    changes = {"items.0.description": description, "items.0.cyber_surveillance": None}
    assert "unexecuted.words.cyber_surveillance" in released(changes)[2]


@pytest.mark.parametrize(
    "end_use", ["för säkerhetspolisen", "公安局使用", "pro policii", "для ФСБ", "a rendőrség részére"]
)
def test_a_security_service_gets_what_is_listed(end_use: str) -> None:
    """Annex II, EU008."""
    listed = {**TO_INDIA, "items.0.entries": ["5A002.a"], "end_use": end_use}
    assert "exclude a security end use" in released(listed)[2]


@pytest.mark.parametrize(
    "end_use",
    ["za Rusiju", "Ресейге жеткізу", "למכירה ברוסיה", "pro zákazníka v Rusku", "Venemaale", "do Rosji", "向俄罗斯转售", "у Росію", "za Bjelorusiju", "Baltarusijai"],
)  # fmt: skip
def test_onward_to_russia_or_belarus(end_use: str) -> None:
    """Regulation (EU) No 833/2014, Art. 2(1); Regulation (EC) No 765/2006, Art. 1e(1)."""
    release, _, text = released({"end_use": end_use})
    assert (release, "named_in_texts" in text) == ("ask", True)


@pytest.mark.parametrize(
    "end_use",
    [
        "5th brigade",
        "mechanised infantry regiment",
        "warplanes",
        "strike drones",
        "the defence sector",
        "SAF workshop",
        "depot of the RSF",
    ],
)
def test_units_and_machines_of_forces(end_use: str) -> None:
    """Art. 4(1)(b)."""
    assert "unexecuted.words.military_end_use" in released({**TO_SUDAN, "end_use": end_use})[2]
    assert "unexecuted.words.military_end_use" not in released({"end_use": end_use})[2]


@pytest.mark.parametrize(
    "end_use",
    [
        "fire brigade",
        "safe storage of grain",
        "sustainable fuel",
        "Salvation Army kitchen",
        "army green paint",
        "Swiss Army knives",
        "submarine cable",
    ],
)
def test_what_only_sounds_like_a_force(end_use: str) -> None:
    assert "unexecuted.words.military_end_use" not in released({**TO_SUDAN, "end_use": end_use})[2]


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_ordinary_sentences_have_no_word_of_concern(language: str) -> None:
    for sentence in SENTENCES[language]:
        named = [name for name in OF_CONCERN if has_word(words_called(name), (sentence,))]
        assert named == [] or (sentence, named) == ("rules that police the network", []), sentence
    release, reasons, _ = released({"end_use": "; ".join(SENTENCES[language])})
    assert release == "go" or reasons == {UNREAD}


# Every word


def spelt(word: str) -> str:
    """A word as somebody may write it, without the marks of the data."""
    joined = f"neue{word[1:]}" if word.startswith("+") else word
    return joined.lstrip(AS_WRITTEN).replace("*", "").rstrip("|")


@pytest.mark.parametrize("name", OF_CONCERN)
def test_every_word_is_found_in_a_sentence(name: str) -> None:
    words = words_called(name)
    for word in words:
        assert has_word(words, (f"Maschine: {spelt(word)}, Halle 7",)), word


# Who buys


@pytest.mark.parametrize(
    "end_use",
    [
        "resale to unknown customers",
        "Weiterverkauf an unbekannte Kunden",
        "revente à des clients inconnus",
        "prodej neznámým zákazníkům",
        "продажа неизвестным покупателям",
        "转售给未知客户",
        "end users are not known yet", "customers not yet known", "buyers to be determined", "Endkunden noch nicht bekannt", "Käufer stehen noch nicht fest", "Endverwender unbekannt", "clients non connus",
        "clients finaux inconnus", "clientes finales desconocidos", "clienti finali non noti", "clientes ainda não conhecidos", "klienci nieznani", "zákazníci zatím neznámí", "zákazníci nie sú známi",
        "a vevők még nem ismertek", "eindgebruikers onbekend", "kunderna är ännu inte kända", "ukendt slutbruger", "asiakkaat eivät ole vielä tiedossa", "ostjad pole veel teada", "klientai dar nežinomi",
        "klienti vēl nav zināmi", "kupci još nisu poznati", "kupci še niso znani", "utilizator final necunoscut", "клиентите още не са известни", "άγνωστος τελικός χρήστης", "конечный пользователь неизвестен",
    ],
)  # fmt: skip
def test_buyers_whom_nobody_knows_do_not_fit_that_nothing_goes_on(end_use: str) -> None:
    """Annex II, EU005 to EU008: onward export."""
    release, _, text = released({"end_use": end_use})
    assert (release, "unexecuted.words.reexport" in text) == ("ask", True)
    release, reasons, _ = released({"end_use": end_use, "answers": {"unexecuted.words.reexport": False}})
    assert release == "go" or reasons == {UNREAD}


@pytest.mark.parametrize(
    "end_use",
    [
        "resale in Brazil to dentists",
        "unknown material analysis",
        "sale to known customers",
        "cause not yet known",
        "bekannte Kunden in Rio",
        "clients connus",
        "Kunden in Rio bekannt",
    ],
)
def test_ordinary_sale_goes(end_use: str) -> None:
    assert released({"end_use": end_use})[0] == "go"


@pytest.mark.parametrize(
    "name",
    ["Ministry of the Interior", "Ministerstvo vnitra", "Belügyminisztérium", "Министерство внутренних дел", "وزارة الداخلية", "内政部", "Ministerul de Interne", "Υπουργείο Εσωτερικών", "Innenministerium", "Ministère de l'Intérieur", "Sisäministeriö", "内務省", "משרד הפנים"],
)  # fmt: skip
def test_a_ministry_of_the_interior_is_no_ordinary_buyer(name: str) -> None:
    """Arts 5(1), 15: that it is no service was stated, and its name says otherwise; what it is, once stated, settles it."""
    cameras = {"items.0.description": "IP cameras", "parties.0.name": name}
    release, reasons, text = released(cameras)
    assert (
        release,
        "release.receiver_is_a_service" in reasons,
        "unexecuted.receiver_is_a_service" in text,
    ) == ("ask", True, True)
    answered = {
        **cameras,
        "answers": {"unexecuted.receiver_is_a_service": False, "unexecuted.32014R0833.annex_iv": False},
    }
    assert "release.receiver_is_a_service" not in released(answered)[1]
    assert "release.receiver_is_a_service" not in released({**cameras, "parties.0.service": "police"})[1]


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Education",
        "Interior Design Studio",
        "Home Security Systems",
        "Katona Pékség",
        "Police and Sons Wine",
    ],
)
def test_who_bears_an_ordinary_name_is_none(name: str) -> None:
    assert ("release.receiver_is_a_service" in released({"parties.0.name": name})[1]) is name.startswith(
        "Police"
    )


@pytest.mark.parametrize("point", ["code_of_what_is_described", "transfer_leaves_in_words"])
def test_every_word_of_rows_with_lists_of_their_own_is_found(point: str) -> None:
    rows = [row for row in not_examined_rows() if row.point.endswith(point)]
    assert rows
    for row in rows:
        words = getattr(row.sign, "words", ())
        assert words
        for word in words:
            assert has_word(words, (f"Maschine: {spelt(word)}, Halle 7",)), word
