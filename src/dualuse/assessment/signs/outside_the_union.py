"""Where a text speaks of what lies outside the Union, the Economic Area or Europe, in the languages of most texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final


def places_outside_the_union(plain: str) -> Iterator[tuple[int, int]]:
    """Where a text without accents says so (``ausserhalb der EU``, ``non-EU customers``, ``hors UE``): from which letter to which."""
    return (place.span() for place in _OUTSIDE.finditer(plain))


_UNION: Final = (
    r"(?:eu|e\.u\.|eea|ewr|eee|ue|european union|european economic area|union|europe|europaischen (?:union|wirtschaftsraum\w*)|europas?|union europeenne|union europea"
    r"|unione europea|uniao europeia|europese unie|unii europejskiej|europy)"
)
_OUTSIDE: Final = re.compile(
    rf"(?<!\w)(?:(?:outside(?: of)?|beyond|ausserhalb(?: von)?|en dehors d[eu]?|hors(?: d[eu]?)?|fuera de|fuori d\w*|al di fuori d\w*|fora d[ao]|buiten|poza)"
    rf"(?:[ '](?:the|der|des|la|l|dell?a?|a|de))?[ ']{_UNION}"
    r"|(?:non|nicht|niet|extra)[ -]?(?:eu|ue|eea|ewr|europ\w*)|extracomunitari\w*)(?!\w)"
)
