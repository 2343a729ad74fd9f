"""What a person is asked of points that are not executed: a sentence for each kind of them, with where the answer is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from dualuse.assessment.release_holds.point_names import Rows, named, points_of
from dualuse.assessment.release_holds.questions_on_words import (
    activity_in_words,
    circumstance_in_words,
    code_in_words,
    country_in_words,
    denied_in_words,
    entries_in_words,
    figures_in_words,
    goes_on_in_words,
    kind_in_words,
    national_entries_in_words,
    senseless_way,
    transfer_leaves_in_words,
    use_elsewhere,
    use_in_words,
    watcher_unserved,
)
from dualuse.assessment.release_holds.unexecuted import Unexecuted, point_of
from dualuse.assessment.signs.words_met import WordMet
from dualuse.i18n import N_, Message
from dualuse.law.measures import signs
from dualuse.law.measures.not_executed import NotExaminedRow
from dualuse.version import legal_derivation


def question(rows: Rows) -> Message:
    """What of the acts is left to a person, and where the answer is written."""
    text = N_(
        "of the measures this is not executed here and may concern it: {points}; see whether it forbids it or asks for an authorisation that "
        "is not in hand, and state under answers ({answers}) true if it does (it must not leave then) or false if it does not (it is no "
        "longer held for this)"
    )
    by_answer: dict[str, list[NotExaminedRow]] = {}
    for row in rows:
        by_answer.setdefault(point_of(row), []).append(row)
    of_points = tuple(_with_answer(answer, tuple(of_answer)) for answer, of_answer in by_answer.items())
    return Message("release.unexecuted", text, {**points_of(rows), "points": of_points})


def _with_answer(answer: str, rows: Rows) -> Message:
    """The points that one answer is of, with its name."""
    return Message(
        "unexecuted.with_answer", N_("{points} ({answer})"), {"points": named(rows), "answer": answer}
    )


def ban_to_settle(rows: Rows) -> Message:
    """Whether who buys may be supplied at all, before an authorisation is applied for: one under another act lifts no ban."""
    text = N_(
        "it may be forbidden to supply who buys it, whatever is applied for: {points}; do not apply for an authorisation before that is "
        "settled (one under the Dual-use Regulation lifts no ban of another act), and state under answers ({answers}) true if it is "
        "forbidden or false if it is not"
    )
    return Message(BAN_TO_SETTLE, text, points_of(rows))


BAN_TO_SETTLE: Final = "release.ban_to_settle"
"""The code of a reason beside a stop for want of an authorisation."""


def persons(rows: Rows, uncoded: tuple[str, ...] = ()) -> Message:
    """The parties were not compared with an annex that names persons to whom these items must not go: what that means comes first, then where its table is to be had."""
    params = points_of(rows)
    if uncoded:
        text = N_(
            "{points}: its persons must not get certain goods wherever they sit; the parties were not compared with it, and no customs code is "
            "stated of item {items}, which may be one of these. State the code, answer whether a party is named ({answers}), or install its "
            "table (dualuse lists add; the transcription that is published is not for commercial use)"
        )
        return Message("release.persons_not_compared", text, {**params, "items": uncoded})
    text = N_(
        "{points}: its persons must not get these items wherever they sit, and the parties were not compared with it. Answer whether a party "
        "is named ({answers}), or install its table (dualuse lists add; the transcription that is published is not for commercial use)"
    )
    return Message("release.persons_not_compared", text, params)


def owners_not_compared(rows: Rows) -> Message:
    """A party is owned from where persons sit whom annexes name with what they own, and its owners were not compared with these."""
    text = N_(
        "owners in Russia or Belarus control a party, or hold half of it or more, and were not compared with {points}. Answer whether an "
        "owner is named, or owned by somebody who is ({answers}), or install the tables (dualuse lists add; the transcription that is "
        "published is not for commercial use)"
    )
    return Message("release.owners_not_compared", text, points_of(rows))


def goods_without_code(rows: Rows, items: tuple[str, ...]) -> Message:
    """What is said of goods, or who receives them, points to an act that names goods by customs code, and none is stated."""
    text = N_(
        "no customs code is stated of item {items}, and a description, or who receives it, points to {points}: state the full customs code, "
        "or under answers ({answers}) true if it is such goods (it must not leave then) or false if it is not (it is no longer held for this)"
    )
    return Message("release.goods_without_code", text, {**points_of(rows), "items": items})


def service_under_embargo(rows: Rows) -> Message:
    """A military service purchases or receives the items: that no military end use is known of is confirmed by a person."""
    text = N_(
        "a military, paramilitary or intelligence service purchases or receives the items, or stands beside who does, or may, since its "
        "service is not stated, and it, the destination, the purchasing country or another party belongs to a State under an arms embargo, "
        "or may: state what is known of a military end use (knowledge.military_end_use); or state the service; or confirm under answers "
        "({answers}), as false: they are for no military end use, not built into military items, and do not make, test or maintain them "
        "(Art. 4(1)(b))"
    )
    return Message("release.service_under_embargo", text, points_of(rows))


def service_beside(rows: Rows) -> Message:
    """A service of a government buys what nobody of its kind receives, or stands beside."""
    text = N_(
        "a military, paramilitary, police, intelligence or other security service purchases the items, or stands beside who receives them, "
        "and nobody who receives them is stated to be one: state what is known of an end use by such a service (knowledge.security_end_use); "
        "or, if a person has looked and they are not for it, and on behalf of no such service, confirm that under answers ({answers}), as "
        "false"
    )
    return Message("release.service_beside", text, points_of(rows))


def transfer_leaves_union(rows: Rows) -> Message:
    """Somebody outside the Union receives what is stated to stay in it."""
    text = N_(
        "an end user, consignee or intermediary sits outside the Union: do the items go there? If they do, state under destination the place "
        "outside the Union to which they go on, and of a transfer that it is an export (Arts 2(2), 2(3), 3(1), 6 to 8). If they stay in the "
        "Union, and the party is only invoiced there, say, confirm that under answers ({answers}), as false"
    )
    return Message("release.transfer_leaves_union", text, points_of(rows))


def way_in_transit(rows: Rows) -> Message:
    """What is in transit through the Union passes, or may, through a country through which it must not when it is exported."""
    text = N_(
        "the items are in transit through the Union, and pass, or may, through a country through which they must not pass when they are "
        "exported from it: {points}; whether what is in transit is exported is arguable. State false where they do not pass there "
        "({fields}); if they do, have it looked at, and state under answers ({answers}) true if it is forbidden (it must not leave then) or "
        "false if it is not (it is no longer held for this)"
    )
    ways = (row.sign.through for row in rows if isinstance(row.sign, signs.PassesThrough))
    fields = tuple(dict.fromkeys(f"circumstances.{way}" for way in ways))
    return Message("release.way_in_transit", text, {**points_of(rows), "fields": fields})


def entries_by_code(rows: Rows) -> Message:
    """The customs code is of what an entry of Annex I names, and no entry is stated."""
    text = N_(
        "the customs code is of what Annex I lists, and the item is stated not to be listed; is it really in no entry? State the entry "
        "(items.entries), or, if a person has compared it with the entry and it is not listed, confirm that under answers ({answers}), as "
        "false; this concerns: {points}"
    )
    return Message("release.entries_by_code", text, points_of(rows))


def owner_called_a_service(rows: Rows) -> Message:
    """Who owns or controls a receiver is a service by its name, and the receiver is stated to be none, or nothing is stated."""
    text = N_(
        "by its name a service owns or controls a party, or may: state what the party is or acts for (parties.service), or that the item is "
        "none for surveillance (items.cyber_surveillance), or confirm under answers ({answers}), as false, that the owner is no such "
        "service; this concerns: {points}"
    )
    return Message("release.owner_is_a_service", text, points_of(rows))


def licensed_user_is_a_service(rows: Rows) -> Message:
    """The end user that an authorisation names is stated to be a service, and the authorisation says nothing of one."""
    text = N_(
        "the end user is stated to be a military or paramilitary service, and the authorisation that names it says nothing of one: was it granted in knowledge of that? State the service and the end use as they are (parties.service, "
        "authorisations.end_use), or confirm under answers ({answers}), as false, that the authority knew"
    )
    return Message("release.licensed_user_is_a_service", text, points_of(rows))


def receiver_called_a_service(rows: Rows) -> Message:
    """Who receives is a service by its name, and stated to be none, or nothing is stated."""
    text = N_(
        "by its name a party is a military, police, intelligence or security service, and it is not stated to be one: state what it is or "
        "acts for (parties.service), or confirm under answers ({answers}), as false, that it is no such service"
    )
    return Message("release.receiver_is_a_service", text, points_of(rows))


def exporter_elsewhere(rows: Rows) -> Message:
    """The stated exporter is established outside the Union."""
    text = N_(
        "who exports sits outside the Union: {points}; state the contracting party in the Union as exporter, or, where there is none and "
        "nothing stands in the way, confirm that under answers ({answers}), as false"
    )
    return Message("release.exporter_elsewhere", text, points_of(rows))


@legal_derivation("Regulation (EU) 2019/125", "Regulation (EU) No 258/2012", "Regulation (EC) No 111/2005")
def left_by_code(left: Unexecuted) -> tuple[Message, ...]:
    """What a "go" names of acts that name goods by customs code, where none is stated."""
    rows, items = left.left
    if not rows:
        return ()
    text = N_("whether {acts} names item {items}, of which no customs code is stated")
    return (Message("left_out.acts_by_code", text, {"acts": named(rows), "items": items}),)


def reached(rows: Rows) -> Message:
    """A person has said that it is forbidden, or needs an authorisation that is not in hand; what follows is not known here."""
    text = N_(
        "a person has said that this stands in the way, which is not executed here: {points}; do not proceed before that is"
        " settled"
    )
    return Message("release.unexecuted_reached", text, {"points": named(rows)})


_QUESTIONS: Final[tuple[tuple[tuple[type[signs.Sign], ...], Callable[[Rows, Unexecuted], Message]], ...]] = (
    ((signs.ServiceUnderEmbargo,), lambda rows, left: service_under_embargo(rows)),
    ((signs.ServiceBeside,), lambda rows, left: service_beside(rows)),
    ((signs.ReceiverOutsideUnion,), lambda rows, left: transfer_leaves_union(rows)),
    ((signs.LeavesInWords,), lambda rows, left: transfer_leaves_in_words(rows)),
    ((signs.PassesThrough,), lambda rows, left: way_in_transit(rows)),
    ((signs.UseElsewhere,), lambda rows, left: use_elsewhere(rows, left.elsewhere)),
    ((signs.UseInWords,), lambda rows, left: use_in_words(rows, left.fields)),
    ((signs.SurveillanceInWords,), lambda rows, left: kind_in_words(rows)),
    ((signs.WatcherUnserved,), lambda rows, left: watcher_unserved(rows)),
    ((signs.EntryInWords,), lambda rows, left: entries_in_words(rows)),
    ((signs.NationalEntryInWords,), lambda rows, left: national_entries_in_words(rows)),
    ((signs.FigureInWords,), lambda rows, left: figures_in_words(rows)),
    ((signs.EntryByCode,), lambda rows, left: entries_by_code(rows)),
    ((signs.CodeOfOtherGoods,), lambda rows, left: code_in_words(rows)),
    ((signs.SenselessWay,), lambda rows, left: senseless_way(rows, left.way)),
    ((signs.GoesOnInWords,), lambda rows, left: goes_on_in_words(rows)),
    ((signs.CircumstanceInWords,), lambda rows, left: circumstance_in_words(rows)),
    ((signs.ActivityInWords,), lambda rows, left: activity_in_words(rows)),
    ((signs.OwnerIsAService,), lambda rows, left: owner_called_a_service(rows)),
    ((signs.ReceiverIsAService,), lambda rows, left: receiver_called_a_service(rows)),
    ((signs.LicensedUserIsAService,), lambda rows, left: licensed_user_is_a_service(rows)),
    ((signs.CountryInTexts,), lambda rows, left: country_in_words(rows, left.countries)),
    ((signs.ExporterAbroad, signs.ExporterIn), lambda rows, left: exporter_elsewhere(rows)),
    ((signs.PersonsOfAnnex,), lambda rows, left: persons(rows, left.uncoded)),
    ((signs.OwnerNotCompared,), lambda rows, left: owners_not_compared(rows)),
)
"""The forms of sign that have a question of their own, in the order in which they are asked; of all others one is asked together."""


def questions(left: Unexecuted) -> Iterator[Message]:
    """What a person must answer before anything goes."""
    denied, of_codes, others = list[NotExaminedRow](), list[NotExaminedRow](), list[NotExaminedRow]()
    by_form: dict[tuple[type[signs.Sign], ...], list[NotExaminedRow]] = {forms: [] for forms, _ in _QUESTIONS}
    for row in left.asked:
        if row in left.denied:
            denied.append(row)
        elif row in left.left[0]:
            of_codes.append(row)
        else:
            forms = next((forms for forms in by_form if isinstance(row.sign, forms)), None)
            (others if forms is None else by_form[forms]).append(row)
    if denied:
        yield _telling_words(denied_in_words(tuple(denied)), denied, left)
    if others:
        yield _telling_words(question(tuple(others)), others, left)
    if of_codes:
        yield _telling_words(goods_without_code(tuple(of_codes), left.left[1]), of_codes, left)
    for forms, ask in _QUESTIONS:
        if by_form[forms]:
            yield _telling_words(ask(tuple(by_form[forms]), left), by_form[forms], left)


def _telling_words(message: Message, rows: Iterable[NotExaminedRow], left: Unexecuted) -> Message:
    """The question, and behind it which words in which fields it comes from, where a text is read for it."""
    met = dict(left.met)
    by_letters: dict[tuple[str, str], WordMet] = {}
    for word in (word for row in rows for word in met.get(row, ())):
        by_letters.setdefault(("".join(filter(str.isalnum, word.word.casefold())), word.field), word)
    words = tuple(by_letters.values())
    if not words:
        return message
    read = tuple(each.message for each in words)
    params = {
        **message.params,
        "asked": message,
        "read": read,
        "words_met": tuple(each.word for each in words),
        "fields_met": tuple(each.field for each in words),
    }
    return Message(message.code, N_("{asked}; what was read: {read}"), params)
