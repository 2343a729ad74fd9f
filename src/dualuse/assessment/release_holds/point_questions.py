"""What a person is asked of points that are not executed: a sentence for each kind of them, with where the answer is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from dualuse.assessment.field_words import FieldRead
from dualuse.assessment.release_holds.unexecuted import Unexecuted, point_of, use_settling
from dualuse.assessment.signs.diverted import Way
from dualuse.assessment.signs.words_met import WordMet
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.measures import signs
from dualuse.law.measures.not_executed import NotExaminedRow
from dualuse.version import legal_derivation

Rows: TypeAlias = tuple[NotExaminedRow, ...]


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
    return Message("release.unexecuted", text, {**_points(rows), "points": of_points})


def _with_answer(answer: str, rows: Rows) -> Message:
    """The points that one answer is of, with its name."""
    return Message(
        "unexecuted.with_answer", N_("{points} ({answer})"), {"points": _named(rows), "answer": answer}
    )


def _points(rows: Rows) -> dict[str, object]:
    return {"points": _named(rows), "answers": tuple(dict.fromkeys(map(point_of, rows)))}


def ban_to_settle(rows: Rows) -> Message:
    """Whether who buys may be supplied at all, before an authorisation is applied for: one under another act lifts no ban."""
    text = N_(
        "it may be forbidden to supply who buys it, whatever is applied for: {points}; do not apply for an authorisation before that is "
        "settled (one under the Dual-use Regulation lifts no ban of another act), and state under answers ({answers}) true if it is "
        "forbidden or false if it is not"
    )
    return Message(BAN_TO_SETTLE, text, _points(rows))


BAN_TO_SETTLE: Final = "release.ban_to_settle"
"""The code of a reason beside a stop for want of an authorisation."""


def persons(rows: Rows, uncoded: tuple[str, ...] = ()) -> Message:
    """The parties were not compared with an annex that names persons to whom these items must not go: what that means comes first, then where its table is to be had."""
    params = _points(rows)
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
    return Message("release.owners_not_compared", text, _points(rows))


def goods_without_code(rows: Rows, items: tuple[str, ...]) -> Message:
    """What is said of goods, or who receives them, points to an act that names goods by customs code, and none is stated."""
    text = N_(
        "no customs code is stated of item {items}, and a description, or who receives it, points to {points}: state the full customs code, "
        "or under answers ({answers}) true if it is such goods (it must not leave then) or false if it is not (it is no longer held for this)"
    )
    return Message("release.goods_without_code", text, {**_points(rows), "items": items})


def service_under_embargo(rows: Rows) -> Message:
    """A military service purchases or receives the items: that no military end use is known of is confirmed by a person."""
    text = N_(
        "a military, paramilitary or intelligence service purchases or receives the items, or stands beside who does, or may, since its "
        "service is not stated, and it, the destination, the purchasing country or another party belongs to a State under an arms embargo, "
        "or may: state what is known of a military end use (knowledge.military_end_use); or state the service; or confirm under answers "
        "({answers}), as false: they are for no military end use, not built into military items, and do not make, test or maintain them "
        "(Art. 4(1)(b))"
    )
    return Message("release.service_under_embargo", text, _points(rows))


def service_beside(rows: Rows) -> Message:
    """A service of a government buys what nobody of its kind receives, or stands beside."""
    text = N_(
        "a military, paramilitary, police, intelligence or other security service purchases the items, or stands beside who receives them, "
        "and nobody who receives them is stated to be one: state what is known of an end use by such a service (knowledge.security_end_use); "
        "or, if a person has looked and they are not for it, and on behalf of no such service, confirm that under answers ({answers}), as "
        "false"
    )
    return Message("release.service_beside", text, _points(rows))


def transfer_leaves_union(rows: Rows) -> Message:
    """Somebody outside the Union receives what is stated to stay in it."""
    text = N_(
        "an end user, consignee or intermediary sits outside the Union: do the items go there? If they do, state under destination the place "
        "outside the Union to which they go on, and of a transfer that it is an export (Arts 2(2), 2(3), 3(1), 6 to 8). If they stay in the "
        "Union, and the party is only invoiced there, say, confirm that under answers ({answers}), as false"
    )
    return Message("release.transfer_leaves_union", text, _points(rows))


def transfer_leaves_in_words(rows: Rows) -> Message:
    """Words say that what is stated to be transferred within the Union is meant for somebody outside it."""
    text = N_(
        "words of the end use, a source or a description say that the items are meant for export, go on, or are for somebody outside the "
        "Union: are they known to leave it? If the export is yours, state that activity (Arts 2(2), 2(3), 3(1)); if they are transferred "
        "first, state under destination where they go on to (Arts 11(2), 11(9)). If they stay, confirm that under answers ({answers}), as "
        "false"
    )
    return Message("release.transfer_leaves_in_words", text, _points(rows))


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
    return Message("release.way_in_transit", text, {**_points(rows), "fields": fields})


def use_in_words(rows: Rows, fields: tuple[str, ...]) -> Message:
    """Words of the end use, of a name, an address or a description do not fit that no use of concern is stated to be known."""
    text = N_(
        "words of {fields} point to {points}, and no such use is stated to be known: state what is known ({knowledge}), or confirm under "
        "answers ({answers}), as false, that the words mean something else"
    )
    knowledge = tuple(dict.fromkeys(f"knowledge.{use_settling(row)}" for row in rows))
    return Message(
        "release.use_in_words",
        text,
        {**_points(rows), "knowledge": knowledge, "fields": tuple(map(FieldRead, fields))},
    )


def use_elsewhere(rows: Rows, places: tuple[str, ...]) -> Message:
    """A use is known, or words point to it, and it may be in a place to which the items are not stated to go."""
    text = N_(
        "a use is known, or words point to one, and {places} is stated or named beside another destination: {points}; if the items finally "
        "go there, state that under destination, or confirm under answers ({answers}), as false, that they are not for that use there"
    )
    return Message("release.use_elsewhere", text, {**_points(rows), "places": tuple(map(PlaceName, places))})


def denied_in_words(rows: Rows) -> Message:
    """Words say that there is no such use, and what is known of one is not stated."""
    text = N_(
        "words deny what they point to, and what is known of it is not stated: state none ({knowledge}), if none is known of, and that "
        "settles it; or confirm under answers ({answers}), as false, that it is not concerned; they point to: {points}"
    )
    knowledge = tuple(dict.fromkeys(f"knowledge.{use_settling(row)}" for row in rows))
    return Message("release.denied_in_words", text, {**_points(rows), "knowledge": knowledge})


def kind_in_words(rows: Rows) -> Message:
    """Words say that the item is for covert surveillance; that it is not, or nothing, is stated."""
    text = N_(
        "words of a description, the end use or a source point to {points}: is it a cyber-surveillance item (Art. 2(20)), specially designed "
        "to watch natural persons covertly through their data? State it ({fields}), or, if a person has looked and it is none, confirm that "
        "under answers ({answers}), as false"
    )
    return Message("release.kind_in_words", text, {**_points(rows), "fields": ("items.cyber_surveillance",)})


def watcher_unserved(rows: Rows) -> Message:
    """What may watch goes to somebody of whom nobody says whether it is a service, and nothing is stated of what it is for."""
    text = N_(
        "an item may watch, and it is stated neither whether who uses it is a police, intelligence or other security service nor whether it "
        "is specially designed for covert surveillance (Arts 2(20), 5): state whether the end user is such a service (parties.service), or "
        "whether the item is so designed (items.cyber_surveillance), or confirm under answers ({answers}), as false, that it is none and "
        "goes to none"
    )
    return Message("release.watcher_unserved", text, {"answers": _points(rows)["answers"]})


def entries_in_words(rows: Rows) -> Message:
    """A description names what Annex I lists by that name, and no entry is stated."""
    text = N_(
        "a description has the name of what Annex I lists, and the item is stated not to be listed: state the entry (items.entries), or, if "
        "a person has compared it with Annex I and it is not listed, confirm that under answers ({answers}), as false"
    )
    return Message("release.entries_in_words", text, _points(rows))


def national_entries_in_words(rows: Rows) -> Message:
    """A description is of goods that a national list names, and the item is stated to be on none."""
    text = N_(
        "a description is of goods that a national list of dual-use items names, or may, and the item is stated to be on none: state the entry"
        " (items.national_entries), or, if a person has compared it with the list of the exporter's State, and of the State from which it leaves, and it is not named,"
        " confirm that under answers ({answers}), as false"
    )
    return Message("release.national_entries_in_words", text, _points(rows))


def figures_in_words(rows: Rows) -> Message:
    """A figure is stated from which Annex I lists what the item is called, and no entry is stated."""
    text = N_(
        "a figure that is stated is one from which Annex I lists such an item, or may be, and the item is stated not to be listed: state the "
        "entry (items.entries), or, if a person has compared it with the entries and it is not listed, confirm that under answers "
        "({answers}), as false; this concerns: {points}"
    )
    return Message("release.figures_in_words", text, _points(rows))


def entries_by_code(rows: Rows) -> Message:
    """The customs code is of what an entry of Annex I names, and no entry is stated."""
    text = N_(
        "the customs code is of what Annex I lists, and the item is stated not to be listed; is it really in no entry? State the entry "
        "(items.entries), or, if a person has compared it with the entry and it is not listed, confirm that under answers ({answers}), as "
        "false; this concerns: {points}"
    )
    return Message("release.entries_by_code", text, _points(rows))


def code_in_words(rows: Rows) -> Message:
    """What a description says, and the customs code, are of different goods."""
    text = N_(
        "a description and the customs code that is stated are of different goods, and the description points to {points}: state the code of "
        "what is described (items.cn_code), or under answers ({answers}) true if it is such goods (it must not leave then) or false if it is "
        "not (it is no longer held for this)"
    )
    return Message("release.code_in_words", text, _points(rows))


def senseless_way(rows: Rows, way: Way) -> Message:
    """Goods that Russia looks for go by a way that does not fit that nothing goes on: by another country, or to a use that is none of the end user's own."""
    params = {**_points(rows), "end_use": way.end_use, "places": tuple(map(PlaceName, way.places))}
    if way.places:
        text = N_(
            "you state that nothing goes on to Russia or Belarus (knowledge.reexport: none), and a party, the first stop or the purchaser is in another country than the"
            " destination: {places}. State the way as it is (parties, consigned_to), name where it was looked into under sources (document or url), as a source of"
            " knowledge.reexport, or confirm under answers ({answers}), as false, that it was and nothing goes on"
        )
        return Message("release.senseless_way", text, params)
    what = _SENSELESS_USE if way.end_use else _NO_USE_STATED
    return Message("release.senseless_way", what, params)


_SENSELESS_USE: Final = N_(
    "you state that nothing goes on to Russia or Belarus (knowledge.reexport: none), and such goods often do from there; the end use that was read, “{end_use}”, does not say what the"
    " end user itself makes, mends or does with them, or speaks of trade, of customers or of unmanned aircraft. Say it as it is (end_use: what is made or mended, and in whose works), name"
    " where it was looked into under sources (document or url), as a source of knowledge.reexport, or confirm under answers ({answers}), as false, that it was and nothing goes on"
)
_NO_USE_STATED: Final = N_(
    "you state that nothing goes on to Russia or Belarus (knowledge.reexport: none), such goods often do from there, and no end use is stated. Say what the end user itself makes, mends"
    " or does with them (end_use: what is made or mended, and in whose works), name where it was looked into under sources (document or url), as a source of"
    " knowledge.reexport, or confirm under answers ({answers}), as false, that it was and nothing goes on"
)


def goes_on_in_words(rows: Rows) -> Message:
    """Words say that what is for one destination goes on."""
    text = N_(
        "words say that the items go on from the destination, or are for buyers who are not named: state the country where they finally go (destination), who uses them"
        " there (parties) and for what (end_use), or, if they stay in the destination, confirm that under answers ({answers}), as false"
    )
    return Message("release.goes_on_in_words", text, _points(rows))


def circumstance_in_words(rows: Rows) -> Message:
    """Words say the opposite of a circumstance as it is stated: which of both is right."""
    text = N_(
        "words of the end use, a description, a name or an address point to {points}, and the opposite is stated: state it as it is ({fields}), or "
        "confirm under answers ({answers}), as false, that the words mean something else"
    )
    circumstances = (row.sign.circumstance for row in rows if isinstance(row.sign, signs.CircumstanceInWords))
    fields = tuple(dict.fromkeys(f"circumstances.{name}" for name in circumstances))
    return Message("release.circumstance_in_words", text, {**_points(rows), "fields": fields})


def activity_in_words(rows: Rows) -> Message:
    """Words say that what is stated to be in transit is re-exported."""
    text = N_(
        "words of the end use, a source or a description of what is stated to be in transit speak of re-export, of a customs warehouse or of "
        "processing in the Union: goods that are placed under such a procedure and leave again are re-exported, and re-export is export (Art. "
        "2(2)(b), Art. 270 of Regulation (EU) No 952/2013). State that activity, or, if they only enter the Union and pass through it (Art. "
        "2(11)), confirm that under answers ({answers}), as false"
    )
    return Message("release.activity_in_words", text, _points(rows))


def owner_called_a_service(rows: Rows) -> Message:
    """Who owns or controls a receiver is a service by its name, and the receiver is stated to be none, or nothing is stated."""
    text = N_(
        "by its name a service owns or controls a party, or may: state what the party is or acts for (parties.service), or that the item is "
        "none for surveillance (items.cyber_surveillance), or confirm under answers ({answers}), as false, that the owner is no such "
        "service; this concerns: {points}"
    )
    return Message("release.owner_is_a_service", text, _points(rows))


def licensed_user_is_a_service(rows: Rows) -> Message:
    """The end user that an authorisation names is stated to be a service, and the authorisation says nothing of one."""
    text = N_(
        "the end user is stated to be a military or paramilitary service, and the authorisation that names it says nothing of one: was it granted in knowledge of that? State the service and the end use as they are (parties.service, "
        "authorisations.end_use), or confirm under answers ({answers}), as false, that the authority knew"
    )
    return Message("release.licensed_user_is_a_service", text, _points(rows))


def receiver_called_a_service(rows: Rows) -> Message:
    """Who receives is a service by its name, and stated to be none, or nothing is stated."""
    text = N_(
        "by its name a party is a military, police, intelligence or security service, and it is not stated to be one: state what it is or "
        "acts for (parties.service), or confirm under answers ({answers}), as false, that it is no such service"
    )
    return Message("release.receiver_is_a_service", text, _points(rows))


def country_in_words(rows: Rows, countries: tuple[str, ...]) -> Message:
    """A text tells another country than those that are stated."""
    text = N_(
        "a name, an address, the end use, a source or a description tells a country that is not stated: {places}; is it where the items go, "
        "or where a party sits? State it there, or confirm under answers ({answers}), as false, that they do not go there and nobody who "
        "gets them sits there"
    )
    places = tuple(map(PlaceName, countries))
    return Message("release.country_in_words", text, {**_points(rows), "places": places})


def exporter_elsewhere(rows: Rows) -> Message:
    """The stated exporter is established outside the Union."""
    text = N_(
        "who exports sits outside the Union: {points}; state the contracting party in the Union as exporter, or, where there is none and "
        "nothing stands in the way, confirm that under answers ({answers}), as false"
    )
    return Message("release.exporter_elsewhere", text, _points(rows))


@legal_derivation("Regulation (EU) 2019/125", "Regulation (EU) No 258/2012", "Regulation (EC) No 111/2005")
def left_by_code(left: Unexecuted) -> tuple[Message, ...]:
    """What a "go" names of acts that name goods by customs code, where none is stated."""
    rows, items = left.left
    if not rows:
        return ()
    text = N_("whether {acts} names item {items}, of which no customs code is stated")
    return (Message("left_out.acts_by_code", text, {"acts": _named(rows), "items": items}),)


def reached(rows: Rows) -> Message:
    """A person has said that it is forbidden, or needs an authorisation that is not in hand; what follows is not known here."""
    text = N_(
        "a person has said that this stands in the way, which is not executed here: {points}; do not proceed before that is"
        " settled"
    )
    return Message("release.unexecuted_reached", text, {"points": _named(rows)})


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


def _named(rows: Rows) -> tuple[Message, ...]:
    """What the rows are called, each once; of several that one question of a provision answers, the provision alone."""
    by_answer: dict[str, NotExaminedRow] = {}
    for row in rows:
        answer = f"{row.act}, {row.asked_by or row.article}"
        if answer not in by_answer or row.article == row.asked_by:
            by_answer[answer] = row
    return tuple(map(_name, by_answer.values()))


def _name(row: NotExaminedRow) -> Message:
    article = Message("not_examined", row.article)
    if not row.act:
        return article
    # An article that is an act of its own is one that changes the other.
    text = (
        N_("{act} as changed by {article}")
        if row.article.startswith("Regulation")
        else N_("{act}, {article}")
    )
    return Message("unexecuted", text, {"act": row.act, "article": article})
