"""The words and signs that join one name to another in a field, in the languages of those who fill it in."""

from __future__ import annotations

import re
from typing import Final

_JOINING: Final = (
    # whose post, whose agent
    r"c/o|care of|(?-i:c\.\s?o\.)|attn|att|attention|fao|f\.a\.o\.|for the attention of|z\.\s?hd\.(?:\s?v\.)?|zu h[äa]nden(?: von)?|"
    r"[àa] l['’]attention de|aux bons soins de|on behalf of|o/b/o|obo|in the name of|for and on behalf of|acting for|acting as agent for|"
    r"agents? (?:for|of)|nominee (?:for|of)|trustees? (?:for|of)|im auftrag(?: von| der| des)?|(?-i:i\.\s?[AV]\.)|im namen(?: von| der| des)?|"
    r"vertreten durch|pour le compte de|au nom de|repr[ée]sent[ée]e? par|represented by|signed by|by order of|on account of|(?-i:p\.\s?p\.)|per pro",
    # what it was or is called
    r"formerly(?: known as)?|previously(?: known as)?|f/k/a|fka|n/k/a|now known as|a/k/a|aka|a\.k\.a\.|also known as|alias|d/b/a|dba|"
    r"doing business as|trading as|t/a|known as|ehemals|vormals|fr[üu]her|auch bekannt als|genannt|anciennement",
    # whose it is
    r"owned by|controlled by|(?:beneficial |ultimate )?owners?|managed by|operated by|subsidiary of|affiliate of|(?:a )?branch of|"
    r"in trust for|held for|(?:ultimate )?beneficiar(?:y|ies)|ubo|representing|representative|directors?|managers?|shareholders?|"
    r"per conto di|por cuenta de|en nombre de|em nome de|por conta de|namens|w imieniu|u ime|(?-i:za)|ad[ıi]na|"
    r"от имени|по поручению|в лице|на имя|владелец|управляющий|директор|бенефициар|"
    r"inhaber(?:in)?|eigent[üu]mer(?:in)?|gesch[äa]ftsf[üu]hrer(?:in)?|propri[ée]taire|g[ée]rant|directed by",
)
BETWEEN: Final = re.compile(
    r"\s*(?:[;|\r\n\t]|\s/+\s|\b(?:" + "|".join(_JOINING) + r")(?![\w-])\.?\s*:?|\bex-(?=\w))\s*",
    re.IGNORECASE,
)
"""Where one name ends and another begins."""
SIGN: Final = re.compile(r"[^\w\s.'’]|\s[-–—]|\.\s?[A-Za-z]\.|[\r\n\t]|\b\d{1,2}\.\s")
"""A sign behind which another name may stand."""
FIRST_WORDS: Final = frozenset(
    [
        "care",
        "attn",
        "att",
        "attention",
        "fao",
        "for",
        "zu",
        "à",
        "a",
        "aux",
        "on",
        "in",
        "acting",
        "agent",
        "agents",
        "nominee",
        "trustee",
        "trustees",
        "im",
        "vertreten",
        "pour",
        "au",
        "représenté",
        "représentée",
        "represente",
        "representee",
        "represented",
        "signed",
        "by",
        "per",
        "z",
        "i",
        "p",
        "c",
        "f",
        "formerly",
        "previously",
        "fka",
        "nka",
        "now",
        "aka",
        "also",
        "alias",
        "dba",
        "doing",
        "trading",
        "known",
        "ehemals",
        "vormals",
        "früher",
        "fruher",
        "auch",
        "genannt",
        "anciennement",
        "owned",
        "controlled",
        "beneficial",
        "ultimate",
        "owner",
        "owners",
        "managed",
        "operated",
        "subsidiary",
        "affiliate",
        "branch",
        "inhaber",
        "inhaberin",
        "eigentümer",
        "eigentümerin",
        "eigentumer",
        "eigentumerin",
        "geschäftsführer",
        "geschäftsführerin",
        "geschaftsfuhrer",
        "geschaftsfuhrerin",
        "propriétaire",
        "proprietaire",
        "gérant",
        "gerant",
        "directed",
        "held",
        "beneficiary",
        "beneficiaries",
        "ubo",
        "representing",
        "representative",
        "director",
        "directors",
        "manager",
        "managers",
        "shareholder",
        "shareholders",
        "por",
        "en",
        "em",
        "namens",
        "w",
        "u",
        "za",
        "adina",
        "adına",
        "от",
        "по",
        "в",
        "на",
        "владелец",
        "управляющий",
        "директор",
        "бенефициар",
        "obo",
        "and",
        "und",
        "et",
        "y",
        "и",
    ]
)
"""Words with which a joining begins: a name without any of them, and without a sign, is not looked at any further."""
