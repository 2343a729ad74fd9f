"""What certificates, orders and other sources say beside a word: that they deny it in a whole sentence, cite an act, or say where something goes or was made."""

from __future__ import annotations

import re
from typing import Final

from dualuse.free_text.denied import is_denied

# Denials of certificates.


def is_denied_in_evidence(plain: str, start: int, end: int) -> bool:
    """Whether the text surely denies the word at ``start`` to ``end``, or does so earlier in a sentence that neither turns nor doubts."""
    if is_denied(plain, start, end):
        return True
    if _TURNS.match(plain, start) is not None:
        return False
    if _EXCLUDED.match(plain, end) is not None:
        return True
    if _NONE_OF_IT.search(plain[:start]) is not None and _OF_IT_DENIED.match(plain, end) is not None:
        return True
    near = max(0, start - _LONGEST_DENIAL)
    negated = _NEGATED.search(plain[near:start])
    return negated is not None and _DOUBTS.search(plain, near + negated.start()) is None


_LONGEST_DENIAL: Final = 600
"""Letters before a word that are looked at; what is denied farther off counts."""


_NOT: Final = (
    r"(?<!if )not(?! yet)|neither|nor|never|(?<!noch )(?<!falls )(?<!wenn )nicht|weder|niemals|ne|n'|ni|non|nao|nie|niet"
    r"|no(?= (?:se|sera|seran|lo|la|los|las|ha|han|va|van|esta|estan|es|son|podra|podran|puede|pueden|exporta\w*|reexporta\w*|vend\w*|utiliza\w*)(?!\w))"
)
_DENIED: Final = (
    r"(?:\w*use|usage|utili[sz]\w*|\w*export\w*|\w*sales?|deliver\w*|transfer\w*|goods|items?|products?|parts?|units?|supply|business|links?|ties|connections?|relations?|customers?|clients?|owners?|ownership|subsidiar\w*"
    r"|branch(?:es)?|offices?|activit\w*|operations?|presence|\w*verwend\w*|\w*nutzung|\w*liefer\w*|\w*weitergabe|\w*verkauf|ausfuhr|guter|guts|waren?|teile?|geschaft\w*|verbindung\w*|beziehung\w*|kunden?|niederlassung\w*|tochter\w*"
    r"|eigentumer\w*|gesellschafter\w*|biens?|articles?|produits?|\w*vente|livraison|liens?|relation|filiales?|proprietaires?|uso|\w*venta|entrega|productos?|bienes|negocios?|vinculos?|clientes?|relaciones|filial|vendita|merc[ei]|prodott[oi]|legam[ei]"
    r"|attivita|rapport[oi]|client[ei]|proprietari[oi]?)"
)
_NONE: Final = r"(?:no|none of|keine?[nrms]?|aucune?|ningun[ao]?|nessun[ao]?|geen|sin|sem|senza)"
_NONE_OF: Final = rf"{_NONE}(?: the| der)?(?: \w+)? {_DENIED}"
_NONE_OF_IT: Final = re.compile(rf"(?<!\w){_NONE} $")
_OF_IT_DENIED: Final = re.compile(
    rf"\w* {_DENIED}(?= ?(?:$|[.,;:!?)]| (?:and|or|und|oder|et|ou|y|o|e)(?!\w)))"
)
"""That there is none denies what it is said of: "no use for weapons" and "no customers in Russia" do, "no delay" does not."""
_BUT: Final = "only|but|except|unless|than|without|nur|aber|sondern|ausser|ohne|sauf|mais|seulement|encore|qu'(?:en|au|aux|a)|sin|salvo|sino|aun|todavia|sem|senza|ma|ancora"
_GOES_ON: Final = (
    r"(?<!\w)(?:and|which|who)(?: \w+){0,2}? (?:deliver|ship|send|sell|sold|resell|resold|forward|pass|hand|export|re-?export|suppl|transfer|mov|goes|go)\w*"
    r"|(?<!\w)(?:und|y|et|e)(?: \w+){0,2}? (?:\w*liefer|\w*verkauf|versend|verschick|schick|exportier|weiterleit|leit|livr|vend|revend|exporte|expedi|envoi|envoy|entreg|envia|spedi|consegn|ceder|cede)\w*"
    r"|, (?:it|they|we|he|she|this|these|those|the (?:goods|items|customer|client|buyer)|es|sie|wir|er|diese|der kunde|il|elle|ils|elles|nous|on|ce|lo|se|va|vanno)(?= )"
)
"""Another statement begins there: what stands before it is not denied of what stands behind."""
_NEGATED: Final = re.compile(
    rf"(?<!\w)(?:{_NOT}|{_NONE_OF})(?!\w)(?:(?!(?<!\w)(?:{_BUT})(?!\w))(?!{_GOES_ON})[^.;!?])*$"
)
"""A negation earlier in the sentence, and nothing between that turns it."""
_DOUBTS: Final = re.compile(
    r"[^.;!?]*?(?<!\w)(?:know|knows|known|sure|certain|clear|idea|whether|guarantee\w*|confirm\w*|verif\w*|checked|rule[ds]? out|exclude[ds]?|objection\w*|problem\w*|unlikely|issue"
    r"|weiss|wissen|bekannt|sicher|klar|ob|garantier\w*|bestatigt|gepruft|auszuschliessen|ausgeschlossen|unwahrscheinlich|bedenken|einwand\w*|problem"
    r"|sai[st]?|savons|connu\w*|sur que|certain\w*|exclu\w*|clair\w*|si l'|probleme|objection|se sabe|conocid\w*|seguro|descart\w*|problema|esclu\w*|sappiamo|noto|nota)(?!\w)"
)
"""A negation of what is known, or of what stands in the way, denies nothing that is done: ``cannot be ruled out``, ``no objection``."""
_EXCLUDED: Final = re.compile(
    r"\w*(?:[ -](?:end )?use)?(?: ?[:=] ?|[ -](?:(?!not|nicht|non?|pas)\w+[ -]){0,3})"
    r"(?:(?:none|no|nein|keine?|aucune?)(?= ?(?:$|[.,;:!?)]))"
    r"|(?:forbidden|excluded|prohibited|ausgeschlossen|verboten|untersagt|exclue?s?|interdite?s?|prohibid[oa]|vietat[oa]|proibid[oa])(?!\w))"
)
"""Behind the word: that there is none, or that it is excluded."""
_TURNS: Final = re.compile(
    r"[^.;!?]*?(?<!\w)(?:but|except|unless|only|however|aber|sondern|ausser|jedoch|sauf|mais|sino|salvo|pero|ma)(?!\w)"
)


# Acts that are cited.


def names_an_act(plain: str, start: int, end: int) -> bool:
    """Whether the name of a place at ``start`` to ``end`` is part of that of an act, in a sentence that does not go round it."""
    sentence = _SENTENCE.search(plain[:start])
    if sentence is not None and _DODGES.search(sentence[0]) is not None:
        return False
    return _ACT_BEHIND.match(plain, end) is not None or _ACT_BEFORE.search(plain[:start]) is not None


_SENTENCE: Final = re.compile(r"[^;!?]*$")
_DODGES: Final = re.compile(
    r"(?<!\w)(?:circumvent|bypass|evad|ignor|despite|in spite|notwithstanding|avoid|around|umgeh|umgang|trotz|ungeachtet|contourn|malgre|elud|a pesar|esquiv|aggir|nonostante|omij|mimo)"
)
"""Who goes round an act names where something goes."""
_ACT_BEHIND: Final = re.compile(
    r"(?:(?:,|/| and| or| und| oder| et| y) ?\w+){0,3}[ -](?:related )?(?:sanctions?|regulations?|annex|embargo|measures|lists?|clause|sanktion|verordnung|klausel|liste)"
)
DECLARATION: Final = re.compile(
    r"\w*[ _-]*(?:\w+[ _-])?(?:declaration|statement|undertaking|affirmation|clause|faq|guidance|checklist|questionnaire|sanction|embargo|erklar|klausel|frageb|merkblatt|leitfaden|clausula|clausola|dichiaraz|declarac)"
)
"""What a document is about: that nothing goes there."""
ACT_IN_NAME: Final = re.compile(
    r"(?:833[/-]2014|765[/-]2006|267[/-]2012|36[/-]2012|2017[/-]1509)[ .,()-]*$"
    r"|(?<!\w)no[ -](?:re-?)?export(?:[ -](?:to|nach|russia|and|or|belarus))*[ -]*$"
)
"""Before the name, right behind the number of an act, or that nothing is exported there."""
_ACT_BEFORE: Final = re.compile(
    r"(?<!\w)(?:\w*(?:regulation|verordnung|reglement|sanction|sanktion|annex|anhang|anhange|embargo|massnahm|mesure|measure)\w*|833/2014|765/2006|267/2012|36/2012|2017/1509)"
    r"(?> (?:\(?e[ugc]\)?|no\.?|nr\.?|n°|of|the|on|art\.?|article|artikel|annex|anhang|annexe|against|gegen|contre|contra|concerning|regarding|ueber|uber|[ivxlc]+|[\d/.]+),?)*"
    r"(?: \(|(?<=against) |(?<=gegen) |(?<=contre) |(?<=contra) |(?<=concerning) |(?<=regarding) |(?<= on) )$"
)
"""What is spoken of is an act: behind the name of a place, or before it with nothing between that is not of its title."""


def cites_an_entry(plain: str, start: int) -> bool:
    """Whether the sentence of a word at ``start`` names an entry of a control list before it: the words are those of the list."""
    return _ENTRY.search(plain[:start]) is not None


_ENTRY: Final = re.compile(r"(?<!\w)[0-9][a-e][0-9]{3}(?:\.[a-z0-9]+)*\.?(?:(?![.;!?] ).)*$")

FOR_THERE: Final = re.compile(
    r"(?<!\w)(?:for|to|in|at|into|destined|bound|destination|fuer|fur|nach|im|zum|zur|pour|vers|a|au|aux|en|destine|para|hacia|em|per|verso|dla|do|w|voor|naar|pro|till|til|icin|для|в|во|на|до|用于|供|من|في|إلى)"
    r"(?>[ :]+[^\s.;:]+){0,4}[ :]+$|(?:运往|供应|用于|発送|向け|出口到)$"
)
"""Says for where something is, a few words before the name."""


def is_where_it_was_made(plain: str, start: int) -> bool:
    """Whether a text says that something was made in the place whose name begins at ``start``: not where it goes."""
    return _MADE_THERE.search(plain, max(0, start - _LONGEST_ORIGIN), start) is not None


_MADE_THERE: Final = re.compile(
    r"(?<!\w)(?:(?:made|manufactured|produced|assembled|designed|developed|invented|printed|built) (?:in|by)|product of|origin(?:ating)?(?: in| is)?:?"
    r"|country of origin:?|hergestellt in|gefertigt in|ursprung(?:sland)?:?|fabrique(?:e|s|es)? (?:en|au|aux)|origine:?|pays d'origine:?"
    r"|originaires? d[eu']|fabricad[oa]s? en|hecho en|origen:?|prodott[oi] in|fabbricat[oi] in|fabricad[oa]s? n[ao])(?: the| la| le| der| den)? ?$"
)
"""Says where something was made, not where it goes."""
_LONGEST_ORIGIN: Final = 60
"""Letters that are looked at for that."""
