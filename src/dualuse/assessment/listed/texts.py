"""Listed names in the texts of a transaction: which of them say more than its parties do, and what is asked of them.

Who is named in a text may be the user, or have nothing to do with the supply. It is asked, whoever the parties are: the range is open as it
is for a party that may be listed. Two things answer: the party is stated, and judged as one; or a person decides that another one is meant,
which counts for this text and this entry (``docs/decisions/0033-…``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from dualuse.assessment.field_words import FieldRead
from dualuse.assessment.listed.evidence import TEXT, Subject
from dualuse.assessment.listed.identity import hit_status
from dualuse.i18n import N_, Message
from dualuse.schema.screening import ScreeningHit

_SHOWN: Final = 5
"""Names that a reason tells of."""


def unstated_hits(hits: Sequence[ScreeningHit]) -> tuple[ScreeningHit, ...]:
    """The hits, without hits in texts on somebody who is also stated as a party: the decision about the party holds."""
    of_parties = [hit for hit in hits if hit.role != TEXT]
    return tuple(
        hit for hit in hits if hit.role != TEXT or not any(_carries(party, hit) for party in of_parties)
    )


def _carries(party: ScreeningHit, named: ScreeningHit) -> bool:
    """Whether the entry named in a text is met by a party that counts, or of which it was decided under the same name."""
    if (party.list, party.entity) != (named.list, named.entity):
        return False
    return party.counts or _stands_in(named.queried, party.queried)


def _stands_in(name: str, other: str) -> bool:
    run, words = _words(name), _words(other)
    return any(words[start : start + len(run)] == run for start in range(len(words) - len(run) + 1))


def _words(name: str) -> tuple[str, ...]:
    """The words of a name without its legal forms."""
    from dualuse.screening.names.standing_within import without_forms
    from dualuse.screening.names.words import every_word_of

    return tuple(without_forms(every_word_of(name)[0]))


def open_in_texts(hits: Iterable[ScreeningHit]) -> tuple[ScreeningHit, ...]:
    """The hits in texts that nobody has decided about."""
    return tuple(hit for hit in hits if hit.role == TEXT and hit_status(hit) == "review")


def asked_of_texts(hits: Iterable[ScreeningHit]) -> tuple[Message, ...]:
    """Why the release asks where texts name somebody; none where they do not."""
    named = sorted(open_in_texts(hits), key=lambda hit: -hit.score)
    if not named:
        return ()
    text = N_(
        "the name of somebody on a list stands in {texts}: {names}; is that person or firm involved? State it as a party, or, if"
        " another one is meant or it has no part in the supply, record that (dualuse decide)"
    )
    names = {alike[0].name.casefold(): alike[0].name for alike in reversed(named_alike(named))}
    params = {
        "texts": tuple(map(FieldRead, dict.fromkeys(hit.party for hit in named)))[:_SHOWN],
        "names": tuple(reversed(names.values()))[:_SHOWN],
    }
    return (Message("release.named_in_text", text, params),)


def asked_of_letters(texts: Iterable[Subject]) -> tuple[Message, ...]:
    """Why the release asks where names in texts are hardly found, because of the letters; none where they are."""
    from dualuse.screening.names.unread_letters import is_hardly_read

    unread = tuple(text.path for text in texts if is_hardly_read(text.name))
    if not unread:
        return ()
    text = N_(
        "written in letters in which listed names are hardly found: {texts}; whom that names is not known. Write the same in Latin letters"
        " behind it, after a stroke, or instead of it, and state whoever takes part as a party"
    )
    return (Message("release.text_unread", text, {"texts": tuple(map(FieldRead, unread))}),)


def named_alike(hits: Iterable[ScreeningHit]) -> tuple[tuple[ScreeningHit, ...], ...]:
    """The hits in texts by text and the words of it that met: who is named once is decided about once, on however many lists."""
    alike: dict[tuple[str, tuple[str, ...]], list[ScreeningHit]] = {}
    for hit in hits:
        # Of an address on the internet what met is told by the name on the list, with the legal form that it has there.
        alike.setdefault((hit.party, _words(hit.queried)), []).append(hit)
    return tuple(map(tuple, alike.values()))


def question_of_text(named: Sequence[ScreeningHit]) -> Message:
    """What is asked about somebody who is named in a text: once of all entries that the same words of it met."""
    first = named[0]
    text = N_(
        "{text} names {queried}: is that the listed {name} ({entries}), and involved? State it as a party, or, if another one is meant or it has"
        " no part in the supply, record that with dualuse decide."
    )
    lists: dict[str, list[str]] = {}
    for hit in named:
        lists.setdefault(hit.list, []).append(hit.reference or hit.entity)
    params = {
        "text": FieldRead(first.party),
        "queried": first.queried,
        "name": first.name,
        "entries": tuple(f"{name} {', '.join(dict.fromkeys(entries))}" for name, entries in lists.items()),
    }
    return Message("question.screening.text", text, params)
