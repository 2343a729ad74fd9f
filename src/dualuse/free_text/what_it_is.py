"""Whether a description says a word of goods for the item itself, or for what it is for, with, or sold beside."""

from __future__ import annotations

import re
from typing import Final

from dualuse.free_text.patterns import end_of_word, occurrences
from dualuse.free_text.readings import readings


def says_what_it_is(words: tuple[str, ...], description: str | None) -> bool:
    """Whether a description has one of the words for the item itself: no pump with ball bearings is one, nor is their grease."""
    return any(
        _BESIDE_GOODS.search(plain[: word.start()]) is None
        and ACCESSORY.match(plain[end_of_word(plain, word.end()) :]) is None
        for plain in readings(description or "")
        for word in occurrences(words, plain)  # a camera drone is one, too
    )


_BESIDE_GOODS: Final = re.compile(
    r"(?<!\w)(?:for|against|gegen|contre|contra|with|without|incl|including|compatible|using|via|fuer|fur|mit|ohne|inkl|zu|zum|zur|pour|avec|sans|para|con|com|sin|per|senza|dla|do|voor|met|icin|ile|для|с|без|к|about|ueber|uber|sur|sobre|toy|spielzeug|jouet|juguete|model|modell|(?:part|piece|piezas?|teile?|zubehor|accessor(?:y|ies)|accessoires?|chemin|bande|galet|book|picture|poster|game|photo)s? (?:of|de|du|des|d'|von|der|di))"
    r"(?>[ :]+[^\s.;:,]+){0,4}[ :]+$|(?<=[^\W\d_]{3})-$"
)
"""Says for, or with, what something is, a few words before; or that the word only ends a longer one."""
ACCESSORY: Final = re.compile(
    r"[ -]?(?:controlled|based|operated|driven|powered|assisted|compatible|ready|free\b|frei\b|industr|grade|ised|ized|gesteuert|gestutzt|basiert|(?:(?!with|incl|and|for|plus|mit|und|fuer|fur|avec|et|con|y)\w+[ -])?(?:batter|akku|charger|ladegerat|ladekoffer|case|bag|koffer|tasche|stand\b|holder|halter|cable|kabel|cover|abdeckung|mount|bracket|grease|fett|oil\b|lubric|schmier|puller"
    r"|abzieher|heater|tool|werkzeug|manual|handbuch|book|buch|software|training|course|schulung|slide|hinge|scharnier|steel|stahl|ring for|sealant|adhesive|label|aufkleber|tray|socket|sockel"
    r"|lamp|light|toy|spielzeug|pad\b|film\b|filament|cleaner|reiniger|coolant|paint|door|curtain|vorhang|show\b|racing game|game|spiel|mat\b|landing|t-shirt|poster|coffee|fan\b|lufter|fitness|trainer|radio\b"
    r"|sleeve|backpack|rucksack|trolley|cart\b|wagen|locker|schrank|cabinet|rack\b|desk|table|tisch|pouch|coque|housse|hulle|protect|schutz|glass|folie|skin|screen|adapter|netzteil|power|tripod|stativ|gimbal"
    r"|housing|enclosure|gehause|canopy|room|shed|dock|caddy|bits?\b|shredder|destroyer|wash|tyre|tire|reifen|model|gauge|detector|sensor|meter|level|fullstand|niveau|de niveau|pointer|printer|drucker|alarm|antidote|test|kit\b|vaccin|impfstoff|antibod|antikorper|anticorps|antigen|antiser|elisa\b|pcr\b|(?:wrist|dive|pocket)?watch|(?:armband|taucher)?uhr|montre|key ?(?:ring|chain|fob)|schlusselanhanger|exit sign|sight|simulator|choir|chor\b|bees?\b|brood|comb\b|resist|repel|bestandig|service|repair|reparatur|rental|image|picture))"
)
"""What stands behind the word of goods and is sold beside them: under a code of its own."""
