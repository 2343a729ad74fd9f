"""What reads like surveillance by how its words stand together: what is watched, and that it is watched, in whichever form a language joins them.

Lists of words (:mod:`dualuse.law.measures`) know names and compounds. Here German genitives and compounds ("Überwachung der Telekommunikation", "Handyortung"),
English nouns before and behind ("communications interception", "monitoring of subscribers") and French ones with their articles count by the same few words.
Means of communication alone are nothing, nor is watching alone: a network that is monitored for its load, a camera, a pump whose data come by telephone. The words are
ours and from memory; they only ever ask an authority to look (Art. 2(20), 5(2)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from dualuse.free_text.denied import is_denied
from dualuse.free_text.readings import readings

_LINKS_DE: Final = r"(?:der|des|die|das|den|dem|von|vom|fur|fuer|aller|jeder|fremder|privater|verschlusselter|laufender|mobiler|digitaler|und|oder)"
_LINKS_EN: Final = r"(?:the|all|any|private|encrypted|mobile|cellular|digital|electronic|personal|users'?|subscribers'?|customers'?|and|or)"
_LINKS_FR: Final = r"(?:de|des|du|d'|la|les|le|l'|toutes|electroniques|mobiles|privees?|et|ou)"
_SPOKEN_DE: Final = (
    r"(?:tele)?kommunikation(?!s?(?:anlage|netz|system|gerat|geraet|modul|einrichtung|technik|mast|turm|leitung|satellit|verbindung|schnittstelle|kabel|infrastruktur))\w*"
    r"|fernmeldeverkehrs?|fernmeldegeheimnis\w*|telefonate?n?|telefongesprache?n?|telefonverkehrs?|telefonie|telefone?n?|telefonanschlusse?n?|mobiltelefone?n?|handys|smartphones"
    r"|e-?mails?(?:verkehrs?)?|emailverkehrs?|internetverkehrs?|datenverkehrs?|nachrichtenverkehrs?|funkverkehrs?|messenger\w*|chats|kurznachrichten|gesprache?n?|teilnehmern?"
)
_SPOKEN_EN: Final = (
    r"(?:tele)?communications?(?! (?:network|equipment|line|link|cable|tower|mast|device|module|interface|bus|port|satellite|system|site|infrastructure|room|unit|status|quality))(?!s)"
    r"|(?:phone|telephone|voice|video|voip|mobile) ?calls|(?:telephone|phone) conversations|telephony|smartphones|mobile phones|cell ?phones|e-?mails|e-?mail traffic|internet traffic|web traffic|text messages|messengers?"
    r"|instant messages|chats|subscribers|signalling traffic|signaling traffic|private messages"
)
_SPOKEN_FR: Final = r"(?:tele)?communications|conversations|appels|telephones?(?: (?:mobiles?|portables?))?|smartphones|courriels|messageries?|messages|trafic internet|correspondances?|abonnes|terminaux mobiles"
_WATCH_DE: Final = r"(?:\w*uberwachung\w*|\w*ueberwachung\w*|abhoren|abhoeren|abhor\w+|mithoren|mithor\w+|mitlesen|mitschneiden|mitschnitt|abfangen|ausspahen|ausspaehen|ausspahung|auslesen|ortung|lokalisierung|auswertung|erfassung|ausleitung|aufklarung|infiltration|durchsuchung)"
_WATCH_EN: Final = r"(?:surveillance|interception|intercepting|monitoring|eavesdropping|wire-?tapping|tapping|recording|snooping|spying|infiltration|geolocation|location tracking|exploitation)"
_WATCH_FR: Final = r"(?:surveillance|interceptions?|ecoutes?|captation|espionnage|enregistrement|geolocalisation|localisation|infiltration|piratage)"
_AIR_EN: Final = r"gsm|umts|lte|cdma|tetra|tetrapol|[2345]g|wlan|wi-?fi|thuraya|inmarsat|iridium|satphone|satellite phone|handset|mobile phone|cell ?phone"
_PHRASES: Final = (
    # German: what is watched behind it in the genitive, before it, or in one word with it.
    rf"{_WATCH_DE} (?:{_LINKS_DE} ){{1,4}}(?:{_SPOKEN_DE})(?!\w)",
    rf"(?:{_SPOKEN_DE}) (?:\w+ ){{0,2}}(?:abzuhoren|abzuhoeren|abhoren|abhoeren|abhort|mitzuhoren|mithoren|mitzulesen|mitlesen|mitliest|abzufangen|abfangen|auszuspahen|ausspahen|auszulesen|uberwachen|ueberwachen|uberwacht|zu orten|orten|infiltrieren)(?!\w)",
    r"(?:fern|online|quellen|live)[- ]?(?:durchsuchung|forensik|infiltration|tku)\w*",
    r"(?:tele(?:kommunikation|fon)s?|fernmelde|handy|mobilfunk|mobiltelefon|smartphone|gesprachs?|internet|messenger|e-?mail|chat|teilnehmer|personen)[- ]?(?:uberwachung|ueberwachung|ortung|peilung|abhor\w*|abhoer\w*|mitschnitt|forensik|infiltration|ausleitung|ausspahung)\w*",
    r"vorratsdaten(?:speicherung)?\w*",
    r"(?:gesichts?|emotions?|gang(?:art|bild)?)(?:en)?[- ]?(?:erkennung|wiedererkennung|identifikation|identifizierung)\w*",
    # English
    rf"{_WATCH_EN} (?:of|into|on) (?:{_LINKS_EN} ){{0,3}}(?:{_SPOKEN_EN})(?!\w)",
    rf"(?:{_SPOKEN_EN}|telecoms?|mass|bulk|covert|internet|phone|telephone|mobile|subscriber) (?:data )?(?:surveillance|interception|intercept|eavesdropping|wire-?tapping|tapping|snooping)(?!\w)",
    r"(?:remote|covert|live|mobile|phone|smartphone|cell ?phone|handset|digital|computer|cyber|cloud|network)(?: (?:device|phone|computer|data|mobile|digital|memory))?[- ]forensics?(?! (?:dna|light|science|medicine))\w*",
    r"forensics? (?:\w+ ){0,3}(?:smartphones?|mobile phones?|cell ?phones?|handsets?|computers|hard disks?|telephones?|messengers?)(?!\w)",
    r"remote (?:\w+ )?(?:search|access|extraction) (?:\w+ )?(?:of|to|from) (?:\w+ )?(?:suspects?|targets?|smartphones?|target devices?|computers of)(?!\w)",
    r"(?:retention|storage) of (?:communications?|telecommunications?|traffic|subscriber) (?:meta)?data|(?:communications?|telecom\w*|traffic) data retention",
    r"data retention (?:\w+ ){0,3}(?:for|of|by) (?:\w+ ){0,2}(?:telecom\w*|operators|communications?|subscribers|isps?)(?!\w)",
    r"(?:emotion|facial|face|gait)[- ](?:recognition|identification)(?!\w)|gait[- ]tracking|(?:emotion|gait)[- ](?:detection|analytics)",
    # Names by which it is sold and known, with or without hyphens and dots.
    r"i[. -]?m[. -]?s[. -]?i[. -]{0,2}(?:catcher|grabber|fanger)s?(?!\w)|(?:aftappen|intercept(?:ion|ie)|onderscheppen) van (?:tele)?communicatie\w*|telefoontap\w*",
    r"(?:tracking|locating|location|geolocation) of (?:mobile )?(?:subscribers|phones|handsets)(?!\w)|call recording of targets(?!\w)|(?:spyware|predator|intrusion|infection) (?:infection )?servers?(?!\w)|intruzni software",
    r"(?:intercettazion[ei]|interceptacion|escuchas?|podsluch\w*|prislusnostn\w*) (?:delle |de las |de los |di |de )?(?:(?:tele)?comunicazioni|(?:tele)?comunicaciones|telefonic\w+|telefoniczn\w+|rozmow)|captator[ei] informatic[oi]",
    # Acts on the air interface that serve no operator: who answers to them, who they are, where they are.
    rf"(?:{_AIR_EN})[- ](?:\w+[- ]){{0,2}}(?:interrogat\w+|catchers?|grabbers?|interceptors?|intercept(?:ion|ing)?|triangulat\w+|direction[- ]find\w+)(?!\w)",
    rf"(?:interrogat(?:ion|ing)|triangulation|direction[- ]finding|interception) of (?:\w+ ){{0,2}}(?:{_AIR_EN})s?(?!\w)|(?:identity|imei|subscriber)[- ](?:grabber|catcher)s?(?!\w)",
    r"(?:silent|stealth|stille|verdeckte|furtifs?)[- ]sms(?!\w)|sms furtifs?(?!\w)|decoders? for (?:lawful )?intercept\w*|exfiltration (?:implant|agent|tool)s?(?!\w)",
    r"(?:tapping|listening in on|eavesdropping on) (?:\w+['’]? ){0,2}(?:phones?|telephones?|calls|conversations)(?!\w)|metadata of (?:\w+ ){0,2}(?:users|subscribers|persons|citizens)(?!\w)",
    r"(?:calls?|messages?|chats?|phones?|conversations?|e-?mails?|whatsapp\w*) of (?:a |the )?(?:suspects?|targets?|target persons?)(?!\w)|tracking of (?:individuals|persons|citizens|suspects)(?!\w)",
    # French
    rf"{_WATCH_FR}(?: (?:legale?s?|judiciaires?|administratives?|discrete?s?|massive|de masse|a distance))? (?:{_LINKS_FR} ?){{1,3}}(?:{_SPOKEN_FR})(?!\w)",
    r"(?:ecoutes?|interceptions?) (?:telephoniques?|judiciaires?|administratives?|legales?|de securite)(?!\w)",
    r"(?:logiciel|outil|systeme|plateforme)s? (?:d'|de )(?:forensique|investigation numerique|perquisition)(?: \w+)? a distance|forensi(?:que|c)s? a distance|perquisition(?: informatique)? a distance",
    r"(?:logiciel|outil|application)s? (?:d'|de )(?:surveillance|espionnage|captation)(?: \w+)? a distance(?! (?:de |des |d'|du )(?:machine|pompe|installation|equipement|reseau|chantier|temperature|capteur))",
    r"reconnaissance (?:faciale|emotionnelle|des emotions|d'emotions|de la demarche)(?!\w)",
    r"conservation (?:des |de )(?:donnees )?(?:de )?(?:connexion|communications?|trafic)(?!\w)",
)
_PATTERN: Final = re.compile(rf"(?<!\w)(?:{'|'.join(f'(?:{phrase})' for phrase in _PHRASES)})")


_BROKEN: Final = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011\u00ad]\s*\n\s*(?=[^\W\d_])")
"""A hyphen at the end of a line: the word goes on, with the hyphen or without."""


def _unbroken(text: str) -> Iterator[str]:
    for written in dict.fromkeys((text, _BROKEN.sub("-", text), _BROKEN.sub("", text))):
        yield from readings(written)


@lru_cache(maxsize=4096)
def tells_of_surveillance(text: str) -> bool:
    """Whether a text says of something that it watches people or what they say to each other, and does not deny it."""
    return any(
        not is_denied(plain, match.start(), match.end())
        for plain in _unbroken(text)
        for match in _PATTERN.finditer(plain)
    )
