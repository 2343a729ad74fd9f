"""Citations as a reader of each language writes them: ``Art. 4(1)(a)`` is ``Art. 4 Abs. 1 Buchst. a`` in German.

Provisions are named in one form, which is their identity in data: ``Regulation (EU) No 833/2014, Art. 2(1)``. It is
written in the reader's form where it reaches a person, in a sentence or alone. English keeps the form of the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

_FIRST_DEFINITION: Final = 7
"""Art. 2 of the Regulation lists definitions by number, Art. 2 of most other acts has paragraphs: where no act is named, a
number from this one on is a definition. What is below and means a definition is written out in its translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How a language cites: the words for one Article and for several, labels by level for one and several, what stands between."""

    article: str
    articles: str
    labels: Mapping[str, tuple[str, str]]
    between: str
    closing: str
    joints: Mapping[str, str]


_FORMS: Final[dict[str, _Form]] = {
    "de": _Form(
        article="Art.",
        articles="Art.",
        labels={
            "paragraph": ("Abs.", "Abs."),
            "definition": ("Nr.", "Nr."),
            "point": ("Buchst.", "Buchst."),
            "subpoint": ("Ziff.", "Ziff."),
        },
        between=" ",
        closing="",
        joints={"and": "und", "or": "oder", "to": "bis"},
    ),
    "fr": _Form(
        article="article",
        articles="articles",
        labels={
            "paragraph": ("paragraphe", "paragraphes"),
            "definition": ("point", "points"),
            "point": ("point", "points"),
            "subpoint": ("", ""),
        },
        between=", ",
        closing=")",
        joints={"and": "et", "or": "ou", "to": "à"},
    ),
}
_Words = tuple[tuple[str, Mapping[str, str]], ...]
_SUBJECTS: Final = (
    ("national value limit", "nationale Wertgrenze", "seuil de valeur national"),
    ("sale by a broker", "Verkauf durch einen Vermittler", "vente par un courtier"),
    ("services related to the Common Military List", "Dienstleistungen zur Gemeinsamen Militärgüterliste",
     "services liés à la liste commune des équipements militaires"),
    ("services", "Dienstleistungen", "services"),
    ("other entries", "übrige Einträge", "autres entrées"),
    ("entries outside the dual-use list", "Einträge außerhalb der Dual-Use-Liste",
     "entrées hors de la liste des biens à double usage"),
    ("software", "Software", "logiciels"), ("equipment", "Ausrüstung", "équipements"),
    ("protective clothing", "Schutzkleidung", "vêtements de protection"),
    ("dual-use items", "Güter mit doppeltem Verwendungszweck", "biens à double usage"),
    ("assistance", "Unterstützung", "assistance"), ("without customs codes", "ohne Zolltarifnummern", "sans codes douaniers"),
    ("second subparagraph", "Unterabsatz 2", "deuxième alinéa"),
    ("humanitarian exemption", "humanitäre Ausnahme", "exemption humanitaire"), ("medical exemption", "medizinische Ausnahme", "exemption médicale"),
)  # fmt: skip
"""What a citation says behind a comma of what it is about."""
_OF_ACTS: Final[_Words] = (
    (
        r"\bDelegated Regulation \(EU\) (?=\d)",
        {"de": "Delegierte Verordnung (EU) ", "fr": "règlement délégué (UE) "},
    ),
    (r"Regulation \(EU\) No (?=\d)", {"de": "Verordnung (EU) Nr. ", "fr": "règlement (UE) nº "}),
    (r"Regulation \(EC\) No (?=\d)", {"de": "Verordnung (EG) Nr. ", "fr": "règlement (CE) nº "}),
    (r"Regulation \(EU\) (?=\d)", {"de": "Verordnung (EU) ", "fr": "règlement (UE) "}),
    (r" with Annex(?:es)? ", {"de": " mit Anhang ", "fr": " avec l’annexe "}),
    (r"\bAnnex (?=[IVXL])", {"de": "Anhang ", "fr": "annexe "}),
    (r",? Section (?=[A-I]\b)", {"de": " Abschnitt ", "fr": ", section "}),
    (r",? Part (?=\w)", {"de": " Teil ", "fr": ", partie "}),
    (r" and (?=Annex|Anhang|annexe|Art\.|[IVXL]|\d)", {"de": " und ", "fr": " et "}),
    (
        r" and the (\d+)(?:st|nd|rd|th) package\b",
        {"de": r" und das \1. Paket", "fr": r" et le \1e train de mesures"},
    ),
    (r"\bParts (?=[IVX])", {"de": "Teile ", "fr": "parties "}),
    (r"\bderogations of the act\b", {"de": "Ausnahmen des Rechtsakts", "fr": "dérogations de l’acte"}),
    (r"\bderogations of (?=Arts )", {"de": "Ausnahmen von ", "fr": "dérogations aux "}),
    (r"\bderogations of (?=Art\. )", {"de": "Ausnahmen von ", "fr": "dérogations à l’"}),
    (
        r"\bArts (\d+[a-z]*) (?:and|und|et) (?=\d+[a-z]*\()",
        {"de": r"Art. \1 und Art. ", "fr": r"article \1 et article "},
    ),
    (r"\bArt\. (\d+), (\d+)(?=[);?.]|$)", {"de": r"Art. \1 und \2", "fr": r"articles \1 et \2"}),
    (r"\bArts (?=\d)", {"de": "Art. ", "fr": "articles "}),
    (r"(?<=[\da-zA-Z]) to (?=\d|[IVX])", {"de": " bis ", "fr": " à "}),
    (r"\(text until ([\d.]+)\)", {"de": r"(Fassung bis \1)", "fr": r"(texte jusqu’au \1)"}),
    (
        r", points that ended on ([\d.]+)$",
        {"de": r", am \1 ausgelaufene Buchstaben", "fr": r", points qui ont pris fin le \1"},
    ),
    (
        r"\(Kherson and Zaporizhzhia\)",
        {"de": "(Cherson und Saporischschja)", "fr": "(Kherson et Zaporijjia)"},
    ),
    (r"\(Kyrgyzstan\)", {"de": "(Kirgisistan)", "fr": "(Kirghizstan)"}),
    *(
        (rf", {subject}(?=$|, (?:mit|avec) | \()", {"de": f", {german}", "fr": f", {french}"})
        for subject, german, french in _SUBJECTS
    ),
    (
        r", acts of (\d+) that were not read$",
        {"de": r", nicht gelesene Rechtsakte von \1", "fr": r", actes de \1 qui n’ont pas été lus"},
    ),
    (
        r", act of (\d+) that was not read$",
        {"de": r", nicht gelesener Rechtsakt von \1", "fr": r", acte de \1 qui n’a pas été lu"},
    ),
    (
        r", act after 25 February 2025 that was not read$",
        {
            "de": ", nicht gelesener Rechtsakt nach dem 25.2.2025",
            "fr": ", acte postérieur au 25.2.2025 qui n’a pas été lu",
        },
    ),
)
"""Words of names of acts and of what lies in them, with those of each language; they are written in this order."""
_OF_DOCUMENTS: Final[_Words] = (
    (r"\bRec(?:ommendation|\.) \(EU\) (?=\d)", {"de": "Empfehlung (EU) ", "fr": "recommandation (UE) "}),
    (r"\bReg(?:ulation|\.) \(EU\) (?=\d)", {"de": "Verordnung (EU) ", "fr": "règlement (UE) "}),
    (r"\brecital (?=\d)", {"de": "ErwG ", "fr": "considérant "}),
    (r"\bcore element (?=\d)|\belement (?=\d)", {"de": "Kernelement ", "fr": "élément clé "}),
    (r"\bSections (?=[A-I] and [A-I]\b)", {"de": "Abschnitte ", "fr": "sections "}),
    (
        r"\bcat\. (\d) part (\d) notes\b",
        {"de": r"Kategorie \1 Teil \2, Anmerkungen", "fr": r"catégorie \1, partie \2, notes"},
    ),
    (r"\bCriterion (?=\d)", {"de": "Kriterium ", "fr": "critère "}),
    (r"\bappendix\b", {"de": "Anlage", "fr": "appendice"}),
    (r"\bindicators\b", {"de": "Indikatoren", "fr": "indicateurs"}),
    (r"\bend-user\b", {"de": "Endverwender", "fr": "utilisateur final"}),
    (r"\bend-use\b", {"de": "Endverwendung", "fr": "utilisation finale"}),
    (r"\bshipping\b", {"de": "Versand", "fr": "expédition"}),
    (r"\bproduct(?=;|$)", {"de": "Produkt", "fr": "produit"}),
    (
        r"\bhuman-rights FAQ\b",
        {"de": "Fragen und Antworten zu Menschenrechten", "fr": "FAQ droits de l’homme"},
    ),
    (
        r"\bCDT Europe comment on draft\b",
        {"de": "Stellungnahme von CDT Europe zum Entwurf", "fr": "CDT Europe sur le projet"},
    ),
    (
        r"^Danish Business Authority$",
        {"de": "Dänische Gewerbebehörde", "fr": "autorité danoise des entreprises"},
    ),
    (
        r"\bUser's Guide to CP (?=\d)",
        {"de": "Leitfaden zum Gemeinsamen Standpunkt ", "fr": "guide de la position commune "},
    ),
    (r"\bCP (?=\d)", {"de": "Gemeinsamer Standpunkt ", "fr": "position commune "}),
    (r"/CFSP\b", {"de": "/GASP", "fr": "/PESC"}),
    (
        r"\bOECD DD Guidance\b",
        {"de": "OECD-Leitfaden zur Sorgfaltspflicht", "fr": "guide OCDE de diligence"},
    ),
    (r"(?<=\d) step (?=\d)", {"de": ", Schritt ", "fr": ", étape "}),
    (
        r"\bRestrictive measures of the Union and the United Nations\b",
        {
            "de": "Restriktive Maßnahmen der Union und der Vereinten Nationen",
            "fr": "mesures restrictives de l’Union et des Nations unies",
        },
    ),
    (
        r"\bUS State Dept guidance (?=\d)",
        {
            "de": "Leitlinien des Außenministeriums der USA, ",
            "fr": "orientations du département d’État des États-Unis, ",
        },
    ),
    (
        r"\bWassenaar advisory questions \((\d+), rev\. (\d+)\)",
        {
            "de": r"Fragenkatalog des Wassenaar-Arrangements (\1, Fassung \2)",
            "fr": r"questions indicatives de l’arrangement de Wassenaar (\1, rév. \2)",
        },
    ),
    (r"\bregulations under (?=Art)", {"de": "Verordnungen nach ", "fr": "règlements au titre de l’"}),
    (
        r"\blists of the Security Council\b",
        {"de": "Listen des Sicherheitsrats", "fr": "listes du Conseil de sécurité"},
    ),
    (
        r", as the Member States have used it\b",
        {
            "de": ", wie ihn die Mitgliedstaaten genutzt haben",
            "fr": ", tel que les États membres l’ont utilisé",
        },
    ),
    (r"\bsanctions law\b", {"de": "Sanktionsrecht", "fr": "droit des sanctions"}),
    (r"\bTFEU\b", {"de": "AEUV", "fr": "TFUE"}),
    (r" of (?=Verordnung|règlement)", {"de": " der ", "fr": " du "}),
    (r"\bAnnex\b", {"de": "Anhang", "fr": "annexe"}),
    (r"(?<=[A-I]) and (?=[A-I]\b)", {"de": " und ", "fr": " et "}),
)
"""Words of references to guidance, beside those of acts."""
_JOINTS: Final = {
    "and": "and", "und": "and", "et": "and", "or": "or", "oder": "or", "ou": "or", "to": "to", "bis": "to", "à": "to",
}  # fmt: skip
_GROUPS: Final = r"(?:\([0-9]{1,3}[a-z]{0,2}\)|\([a-z]{1,4}\))+"
_CITED: Final = re.compile(
    r"\b(?P<word>[Aa]rts?\.?|[Aa]rtikel[ns]?|[Aa]rticles?)[ \N{NO-BREAK SPACE}]"
    rf"(?P<number>\d+[a-z]{{0,3}})(?P<points>{_GROUPS}(?:(?:,| and| und| et| or| oder| ou| to| bis| à) {_GROUPS})*)?"
    r"(?! = )"  # a value to be typed as it stands
)
_LISTED: Final = re.compile(
    rf"\b(?:[Aa]rts?\.?|[Aa]rtikel[ns]?|[Aa]rticles?) \d+[a-z]{{0,3}}{_GROUPS}(?:(?:,| and| und| et| or| oder| ou) (?:\d+[a-z]{{0,3}})?{_GROUPS})+"
)
_ABBREVIATED: Final = re.compile(
    r"\b[Aa]rts?\.? (?=\d)|(?<=\d), par\. (?=\d+[a-z]* (?:à|et) )|(?<=[\da-zé]), par\. (?=\d)"
)
_OTHER_ACT_BEFORE: Final = re.compile(r"\b(\d+/\d+)\)?[,;] $")
_OTHER_ACT_AFTER: Final = re.compile(r"^ (?:of|der|du) [^;:,]{0,30}?\b(\d+/\d+)")
_PART: Final = re.compile(rf"\b(?P<word>Teil|partie) (?P<number>\w{{1,3}})(?P<points>{_GROUPS})")
"""A part of an Annex whose points are numbered: ``Anhang II, EU001 Teil 3(3)``."""
_WHOLE: Final = re.compile(
    r"(?:Arts?\.? \d|Annex(?:es)? [IVXL]|(?:Delegated )?Regulation \(E|Ausfuhrliste Part )"
)


def cited(text: str, language: str) -> str:
    """``text`` with the citations in it as a reader of ``language`` writes them."""
    form = _FORMS.get(language)
    if form is None or not text:
        return text
    if _WHOLE.match(text):
        text = _in_words(text, _OF_ACTS, language)
    if language == "fr":
        text = _ABBREVIATED.sub(_in_full, text)
    if language in _TWO_ANNEXES:
        pattern, words = _TWO_ANNEXES[language]
        text = pattern.sub(words, text)
    if "(" not in text:
        return text
    if language == "de":
        text = _SECTION_SIGN.sub(r"\1 Abs. \2", text)
    text = _PART.sub(partial(_points_of_part, form), text)
    text = _LISTED.sub(partial(_spelled_out, form), text)
    return _CITED.sub(partial(_written, text, form), text)


_TWO_ANNEXES: Final = {
    "de": (re.compile(r"\bmit Anhang ([IVXL]+[a-z]?) und ([IVXL]+[a-z]?)\b"), r"mit den Anhängen \1 und \2"),
    "fr": (re.compile(r"\bl’annexe ([IVXL]+[a-z]?) et ([IVXL]+[a-z]?)\b"), r"les annexes \1 et \2"),
}


_IN_WORDS: Final = re.compile(
    r"\(E[UC]\)|\b(?:Annex|Arts?|recital|Criterion|of the Union|US State Dept guidance|Wassenaar advisory questions"
    r"|indicators|end-user?|shipping|product|human-rights FAQ|CDT Europe|Danish Business|User's Guide|CP|OECD)\b"
)
"""References that have words of a language of their own."""


def referred(reference: str, language: str) -> str:
    """A citation such as ``Rec. (EU) 2024/2659, Annex 2.4``, as a reader of ``language`` writes it.

    Names of other documents than those known here stay as they are.
    """
    form = _FORMS.get(language)
    if form is None or _IN_WORDS.search(reference) is None:
        return reference
    return cited(_in_words(reference, (*_OF_ACTS, *_OF_DOCUMENTS), language), language)


def _in_words(text: str, rows: _Words, language: str) -> str:
    """The text with the words of a language, as far as it has some."""
    for pattern, words in rows:
        if language in words:
            text = re.sub(pattern, words[language], text)
    return text


_SECTION_SIGN: Final = re.compile(r"(§ \d+[a-z]{0,2}) ?\((\d+[a-z]?)\)")


def _spelled_out(form: _Form, match: re.Match[str]) -> str:
    """Give each of several citations its own word: ``Arts 4(3), 5(3)`` becomes ``Art. 4(3), Art. 5(3)``."""
    first, *rest = re.split(r"((?:,| and| und| et| or| oder| ou) )(?=\d)", match[0])
    words = (f"{joint}{form.article} {point}" for joint, point in zip(rest[::2], rest[1::2], strict=True))
    return "".join((first, *words))


_ACT: Final = re.compile(r"(Regulation \(E[UC]\) (?:No )?\d+/\d+), (?=Arts? ?\.?)")


def names_act(citation: str) -> bool:
    """Whether the citation begins with the act that its Article is of."""
    return _ACT.match(citation) is not None


def by_act(citations: Iterable[str]) -> list[list[str]]:
    """The citations of each act together, its name in the first alone; those that name no act come before all others."""
    acts: dict[str, list[str]] = {"": []}
    for citation in citations:
        match = _ACT.match(citation)
        act = match[1] if match else ""
        rows = acts.setdefault(act, [])
        rows.append(citation[match.end() :] if match and rows else citation)
    return [rows for rows in acts.values() if rows]


@lru_cache(maxsize=4096)
def is_citation(text: str) -> bool:
    """Whether the text begins as the name of a provision does."""
    return _WHOLE.match(text) is not None


_SEVERAL: Final = re.compile(r"\d+[a-z]* (?:à|et) \d+[a-z]*\b(?!\()")


def _in_full(match: re.Match[str]) -> str:
    """The abbreviations of a French sentence in full."""
    words = match[0]
    if "par." in words:
        return ", paragraphes " if _SEVERAL.match(match.string, match.end()) else ", paragraphe "
    several = (
        words.lower().startswith("arts")
        or match.string[: match.start()].endswith(("des ", "aux ", "les "))
        or _SEVERAL.match(match.string, match.end()) is not None
    )
    return "articles " if several else "article "


def _written(text: str, form: _Form, match: re.Match[str]) -> str:
    points = match["points"] or ""
    if not points:
        return match[0]
    word = form.articles if match["word"].lower() in ("arts", "arts.") else form.article
    if match["word"].startswith("Artikel") or match["word"].startswith("article"):
        word = match["word"]
    first_level = _first_level(text, match)
    return f"{word} {match['number']}{_points(points, first_level, form)}"


def _points_of_part(form: _Form, match: re.Match[str]) -> str:
    return f"{match['word']} {match['number']}{_points(match['points'], 'definition', form)}"


def _first_level(text: str, match: re.Match[str]) -> str:
    if match["number"] != "2":
        return "paragraph"
    before = _OTHER_ACT_BEFORE.search(text[: match.start()])
    after = _OTHER_ACT_AFTER.match(text[match.end() :])
    act = (before or after or ["", ""])[1]
    if act:
        return "definition" if act == "2021/821" else "paragraph"
    number = re.match(r"\((\d+)\)", match["points"])
    return "definition" if number and int(number[1]) >= _FIRST_DEFINITION else "paragraph"


def _points(points: str, first_level: str, form: _Form) -> str:
    """``(1)(a) and (b)`` with a label for each level, told again only where the level changes."""
    pieces = re.findall(r"(,| and| und| et| or| oder| ou| to| bis| à)? ?\((\w+)\)", points)
    levels = _levels([value for _, value in pieces], first_level)
    written = ""
    for place, ((joint, value), level) in enumerate(zip(pieces, levels, strict=True)):
        closed = value + (form.closing if level != "paragraph" else "")
        if joint and levels[place - 1] == level:
            words = form.joints.get(_JOINTS.get(joint.strip(), ""), "")
            written += f" {words} {closed}" if words else f", {closed}"
            continue
        several = place + 1 < len(pieces) and bool(pieces[place + 1][0]) and levels[place + 1] == level
        label = form.labels[level][several]
        before = " und " if joint.strip() in ("and", "und") and form.between == " " else form.between
        before = " et " if joint.strip() in ("and", "et") and form.between == ", " else before
        written += f"{before}{label} {closed}" if label else f" {closed}"
    return written


def _levels(values: list[str], first_level: str) -> list[str]:
    levels: list[str] = []
    for value in values:
        if value[0].isdigit():
            levels.append(first_level)
        elif re.fullmatch(r"[ivx]{2,4}", value) or (value in "ivx" and levels and levels[-1] == "point"):
            levels.append("subpoint")
        else:
            levels.append("point")
    return levels
