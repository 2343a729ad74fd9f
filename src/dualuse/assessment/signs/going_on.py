"""Whether words say that goods go on: the one place that reads this.

Who answers for what was granted to one destination (an individual authorisation, a general one), and for goods that Russia looks for, asks the same of
the same words: resale, re-export, stock, other countries, regions of the world. That they stay with somebody is read in ``own_use``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.assessment.authorisations.naming import plain_name
from dualuse.assessment.signs.outside_the_union import places_outside_the_union
from dualuse.assessment.signs.texts_of_use import TextOfUse, description_of, text_of_party, texts_of_use
from dualuse.assessment.signs.trade_alone import is_stock_of_its_own, tells_trade_alone
from dualuse.free_text.country_names import countries_in
from dualuse.free_text.evidence import FOR_THERE
from dualuse.free_text.patterns import words_in
from dualuse.free_text.regions import regions_in
from dualuse.law.eu_2021_821.authorisations.reading import authorisation_places
from dualuse.law.measures.not_executed import words_called
from dualuse.law.territories import UNION
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a reading of a text something is said."""

    plain: str
    start: int
    end: int


def texts_of_way(transaction: Transaction, items: Iterable[Item]) -> Iterator[TextOfUse]:
    """The texts in which somebody says that goods go on: of the use, of the items, and names and addresses of parties."""
    items = tuple(items)
    yield from texts_of_use(transaction, items)
    yield from map(description_of, items)
    for party in transaction.parties or ():
        yield text_of_party(party.name)
        yield text_of_party(party.address)


# That goods go on.


@legal_derivation(
    "Annex II, EU001", "Annex II, EU005, Part 3(1)(c)", "Regulation (EU) No 833/2014, Art. 12gb"
)
def going_on(
    text: TextOfUse, destination: str | None, day: date, *, stays: bool = False, goods: str | None = None
) -> Iterator[Place]:
    """Where a text says that goods leave the destination, or are for somebody who is not named, and does not deny it.

    What goes to the destination, a Member State or one of the closest partners goes nowhere that is not permitted.

    Args:
        text: the text.
        destination: where they go as stated; None where that is not.
        day: the day judged.
        stays: they are to come back, so that words of re-export and sale alone say nothing of it.
        goods: what listed items are called, of which an end use of keeping or selling alone counts, too; None where that is not asked.
    """
    for plain in text.readings:
        yield from _in_words(text, plain, destination, day, stays=stays, goods=goods)
        yield from _in_regions(text, plain, destination, day)
        yield from _outside(text, plain, destination)
        yield from _outside_the_union(text, plain, destination, day)


def _in_words(
    text: TextOfUse, plain: str, destination: str | None, day: date, *, stays: bool, goods: str | None
) -> Iterator[Place]:
    is_kept_for_sale = goods is not None and not stays and tells_trade_alone(text, plain, goods)
    if is_kept_for_sale or text.is_only(words_called("export alone")):
        yield Place(plain, 0, len(plain))
    for name in _lists(text, stays=stays):
        for word in words_in(words_called(name), plain):
            start, end = word.start(), word.end()
            if stays and _SENT_BACK.match(plain, start):
                continue
            if not (
                _denies(text, plain, start, end)
                or _is_region_of_a_place(plain, start, end)
                or is_stock_of_its_own(plain, start, end)
                or _is_permitted_behind(plain, end, destination, day, leaves=name == "leaves the country")
            ):
                yield Place(plain, start, end)


def _lists(text: TextOfUse, *, stays: bool) -> Iterator[str]:
    """The lists of words that say so in a text; what is to come back is shown abroad, and firms are called after what they do."""
    yield "goes abroad"
    if not stays:
        yield "onward sale"
    if text.role != "party" and not stays:
        yield "leaves the country"


def _in_regions(text: TextOfUse, plain: str, destination: str | None, day: date) -> Iterator[Place]:
    """A region with a place that is not permitted everywhere; a name of a firm bears one, and goods are called after one."""
    if text.role == "party":
        return
    for named in regions_in(plain):
        if text.tells_of_goods and FOR_THERE.search(plain[: named.start]) is None:
            continue
        if not text.denies(plain, named.start, named.end) and not all(
            _is_permitted(place, destination, day) for place in named.region.places
        ):
            yield Place(plain, named.start, named.end)


def _outside(text: TextOfUse, plain: str, destination: str | None) -> Iterator[Place]:
    """Outside the destination, by its name, or that something leaves it."""
    for named in countries_in(plain):
        if destination not in named.codes:
            continue
        before = _OUTSIDE.search(plain, max(0, named.start - _NEAR), named.start)
        if before and not (
            _denies(text, plain, before.start(), before.end()) or _NOT.search(plain[: before.start()])
        ):
            yield Place(plain, before.start(), named.end)
        behind = _LEAVES.match(plain, named.end)
        if behind and not text.denies(plain, named.start, behind.end()):
            yield Place(plain, named.start, behind.end())


def _outside_the_union(text: TextOfUse, plain: str, destination: str | None, day: date) -> Iterator[Place]:
    """Outside the Union or Europe; not where goods lie outside it as stated, and nothing speaks of buyers or a permitted place is named."""
    if text.role == "party":
        return
    for start, end in places_outside_the_union(plain):
        before = plain[:start]
        is_denied = _denies(text, plain, start, end) or _NOT.search(before) or _NO_SALE.search(before)
        if not is_denied and not _tells_where_it_stands(plain, destination, day):
            yield Place(plain, start, end)


def _tells_where_it_stands(plain: str, destination: str | None, day: date) -> bool:
    """Whether "outside the Union" may just be the destination: it lies there, and nobody buys, or a place is named to which goods may go."""
    if destination is None or UNION.contains(destination, day) is not False:
        return False
    return next(words_in(words_called("trade"), plain), None) is None or any(
        all(_is_permitted(code, destination, day) for code in named.codes) for named in countries_in(plain)
    )


_NO_SALE: Final = re.compile(
    r"(?<!\w)(?:no|not|keine?|nicht|pas de|sans|ningun\w*|nessun\w*|geen|zadn\w*) (?:\w+ ){1,2}$"
)
"""A sale that is denied: ``no sale outside the EU``."""


def _denies(text: TextOfUse, plain: str, start: int, end: int) -> bool:
    """Whether a text denies a word, with whatever follows it in the clause without a condition: ``no resale to Pakistan``."""
    clause = _CLAUSE.match(plain, end)
    rest = clause.end() if clause else end
    if text.denies(plain, start, end):
        return True
    without = _WITHOUT.search(plain[:start]) is not None
    return _CONDITION.search(plain, end, rest) is None and (without or text.denies(plain, start, rest))


_WITHOUT: Final = re.compile(r"(?<!\w)(?:sin|sem) $")
"""A negation in Spanish and Portuguese, which in other languages is a word of another kind."""
_CLAUSE: Final = re.compile(r"[^.,;:!?]*")
_CONDITION: Final = re.compile(
    r"(?<!\w)(?:without|unless|except|until|before|if|only|but|however|though|ohne|sofern|falls|wenn|bevor|vor|nur|aber|sondern|jedoch|sans|sauf|avant|seulement|mais|si"
    r"|sin|salvo|pero|sino|solo|sem|senza|ma|bez|ale|zonder|maar)(?!\w)"
)
_NEAR: Final = 60
"""Letters behind a word within which the place stands that it is about."""
_OUTSIDE: Final = re.compile(
    r"(?<!\w)(?:outside(?: of)?|beyond|out of|other than|ausserhalb(?: von)?|en dehors d[eu]?|hors(?: d[eu])?|fuera de|fuori d\w*|al di fuori d\w*|fora d\w*|buiten|poza"
    r"|mimo|izvan|zunaj|вне|за пределами|поза межами"
    r"|leav(?:e|es|ing)|left|exit(?:s|ing)?|verl(?:a|ae)ss(?:t|en)|quitt\w+|sal(?:e|en|ir|dra|dran) de|lasci\w+|sai(?:r|ra|rao|em)? d\w*|verla(?:at|ten)|opuszcz\w+|opust\w+"
    r"|napust\w*|napusta\w*|zapusc\w+|forlader|lamnar|parase\w+|покида\w+|покин\w+|напуска\w*|напушта\w*)(?:[ '](?:the|der|des|la|le|les|l|el|los|il|o|os|a|as|het|de))?[ ']$"
)
_NOT: Final = re.compile(r"(?<!\w)(?:not|never|nicht|nie|niet|no|non|nao|nunca|mai|ne|не|ні) $")
_LEAVES: Final = re.compile(
    r"[^.;:!?]{0,60}?(?<!\w)(?:verlass(?:en|t)|verlaess(?:en|t)|verlaten|terk ed\w+|elhagy\w*)(?!\w)|['’]?\w{0,4} (?:cik\w+|disi\w*)"
)
"""That something leaves the place, in languages that say so behind its name."""
_SENT_BACK: Final = re.compile(
    r"(?:re-?exp|reexp|wiederausf|wieder ausgef|riesp|wederuit|heruit|geneksp|aterexp|zpetn|ponown)"
)
"""Of what comes back, that it leaves the destination again is its return."""
_REGION: Final = re.compile(r"(?:regi\w+|bolge)$")
_OF_A_PLACE: Final = re.compile(r"\w* (?:of|von|um|d[eu]|di|d[ao]|van|around)(?!\w)")


def _is_region_of_a_place(plain: str, start: int, end: int) -> bool:
    """Whether "the region" is that of a town: ``farms in the region of Bursa``."""
    return _REGION.search(plain, start, end) is not None and _OF_A_PLACE.match(plain, end) is not None


def _is_permitted_behind(
    plain: str, end: int, destination: str | None, day: date, *, leaves: bool = False
) -> bool:
    """Whether the next country named close behind is the destination, or one to which goods may go on, and nothing says "outside" or "from" of it.

    ``leaves``: the words say that goods leave the destination, so that its own name behind them only tells where from ("transit warehouse at Mersin").
    """
    behind = next((named for named in countries_in(plain) if end <= named.start <= end + _NEAR), None)
    if behind is None or _FROM_OR_OUTSIDE.search(plain, end, behind.start) is not None:
        return False
    if leaves and destination in behind.codes:
        return False
    return all(_is_permitted(code, destination, day) for code in behind.codes)


_FROM_OR_OUTSIDE: Final = re.compile(
    r"(?<!\w)(?:from|outside|beyond|out|aus|von|ausserhalb|depuis|hors|dehors|desde|fuera|fuori|fora|vanuit|buiten|z|poza|из|вне)(?!\w)"
)


@lru_cache(maxsize=4096)
def _is_permitted(place: str, destination: str | None, day: date) -> bool:
    """Whether goods for the destination may go to the place: itself, the Union, or a destination of EU001."""
    return (
        place == destination
        or UNION.contains(place, day) is True
        or authorisation_places("EU001").contains(place, day) is True
    )


# That who granted an authorisation knew of it.


def is_granted_for_its_use(transaction: Transaction, day: date) -> bool:
    """Whether an individual or global authorisation that is stated, and has not ended, is for the end use in the same words: who granted it knew of it."""
    if not transaction.end_use or not transaction.authorisations:
        return False
    plain = plain_name(transaction.end_use)
    return any(
        authorisation.kind != "national_general"
        and authorisation.end_use is not None
        and plain_name(authorisation.end_use) == plain
        and (authorisation.valid_until is None or day <= authorisation.valid_until)
        for authorisation in transaction.authorisations
    )
