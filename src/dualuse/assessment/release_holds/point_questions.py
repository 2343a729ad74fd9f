"""What a person is asked of points that are not executed: a sentence for each kind of them, with where the answer is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.assessment.release_holds.unexecuted import Unexecuted, point_of, use_settling
from dualuse.assessment.signs.contradicted_circumstances import circumstance_in_words
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.measures.not_executed import NotExaminedRow
from dualuse.sources.lists.known_lists import known_lists
from dualuse.version import legal_derivation


def question(rows: tuple[NotExaminedRow, ...]) -> Message:
    """What of the acts is left to a person, and where the answer is written."""
    text = N_(
        "of the measures this is not executed here and may concern it: {points}; see whether it forbids it or asks for an"
        " authorisation that is not in hand, and state under answers true if it does (it must not leave then) or false if it does not (it is no"
        " longer held for this): {answers}"
    )
    return Message("release.unexecuted", text, _points(rows))


def _points(rows: tuple[NotExaminedRow, ...]) -> dict[str, object]:
    return {"points": _named(rows), "answers": tuple(dict.fromkeys(map(point_of, rows)))}


def persons(rows: tuple[NotExaminedRow, ...], uncoded: tuple[str, ...] = ()) -> Message:
    """The parties were not compared with an annex that names persons to whom these items must not go: what that means comes first, then where its table is to be had."""
    tables = known_lists()[_TABLES].page
    params = {**_points(rows), "page": tables}
    if uncoded:
        text = N_(
            "the parties were not compared with {points}, whose persons must not get certain goods wherever they sit, and no customs code is"
            " stated that says whether item {items} is one of them: install the tables of the Official Journal (dualuse lists add FILE --edition DAY;"
            " from {page}). Or state the code, or see whether a party is named, and state under answers true if one is (it must not"
            " leave then) or false if none is (it is no longer held for this): {answers}"
        )
        return Message("release.persons_not_compared", text, {**params, "items": uncoded})
    text = N_(
        "the parties were not compared with {points}, whose persons must not get these items wherever they sit: install the tables of the Official"
        " Journal (dualuse lists add FILE --edition DAY; from {page}). Or see whether a party is named, and state under answers true"
        " if one is (it must not leave then) or false if none is (it is no longer held for this): {answers}"
    )
    return Message("release.persons_not_compared", text, params)


_TABLES: Final = "eu_journal"
"""The lists that hold the annexes of acts in which persons are named."""


def questions(left: Unexecuted) -> Iterator[Message]:
    """What a person must answer before anything goes."""
    of_persons = tuple(row for row in left.asked if row.persons_for)
    of_services = tuple(row for row in left.asked if row.under_embargo and row.service)
    of_codes = tuple(row for row in left.asked if row in left.left[0])
    of_words = tuple(row for row in left.asked if row.use and row not in left.denied)
    of_kind = tuple(row for row in left.asked if row.stated_not and row.stated_not != "entries")
    of_entries = tuple(row for row in left.asked if row.stated_not == "entries")
    of_code = tuple(row for row in left.asked if row.coded_otherwise)
    of_exporter = tuple(row for row in left.asked if row.exporter_abroad or row.exporters_in)
    of_circumstance = tuple(row for row in left.asked if row.circumstance)
    of_beside = tuple(row for row in left.asked if row.service_beside)
    of_transfer = tuple(row for row in left.asked if row.receivers_outside)
    of_words_of_transfer = tuple(row for row in left.asked if row.leaves_in_words)
    of_owner = tuple(row for row in left.asked if row.owners_called)
    of_receiver = tuple(row for row in left.asked if row.receivers_called)
    of_country = tuple(row for row in left.asked if row.states_unstated and row not in left.denied)
    apart = (
        *of_persons, *of_services, *of_codes, *of_words, *of_kind, *of_code, *of_exporter, *of_circumstance, *of_owner, *of_receiver, *of_country,
        *of_entries, *of_beside, *of_transfer, *of_words_of_transfer, *left.denied,
    )  # fmt: skip
    others = tuple(row for row in left.asked if row not in apart)
    if left.denied:
        yield denied_in_words(tuple(row for row in left.asked if row in left.denied))
    if others:
        yield question(others)
    if of_codes:
        yield goods_without_code(of_codes, left.left[1])
    if of_services:
        yield service_under_embargo(of_services)
    if of_beside:
        yield service_beside(of_beside)
    if of_transfer:
        yield transfer_leaves_union(of_transfer)
    if of_words_of_transfer:
        yield transfer_leaves_in_words(of_words_of_transfer)
    if of_words:
        yield use_in_words(of_words, left.fields)
    if of_kind:
        yield kind_in_words(of_kind)
    if of_entries:
        yield entries_in_words(of_entries)
    if of_code:
        yield code_in_words(of_code)
    if of_circumstance:
        yield circumstance_in_words(of_circumstance, _points(of_circumstance))
    if of_owner:
        yield owner_called_a_service(of_owner)
    if of_receiver:
        yield receiver_called_a_service(of_receiver)
    if of_country:
        yield country_in_words(of_country, left.countries)
    if of_exporter:
        yield exporter_elsewhere(of_exporter)
    if of_persons:
        yield persons(of_persons, left.uncoded)


def goods_without_code(rows: tuple[NotExaminedRow, ...], items: tuple[str, ...]) -> Message:
    """What is said of goods, or who receives them, points to an act that names goods by customs code, and none is stated."""
    text = N_(
        "no customs code is stated of item {items}, and a description, or who receives it, points to {points}: state the full customs"
        " code, or under answers true if it is such goods (it must not leave then) or false if it is not (it is no longer held for this): {answers}"
    )
    return Message("release.goods_without_code", text, {**_points(rows), "items": items})


def service_under_embargo(rows: tuple[NotExaminedRow, ...]) -> Message:
    """A military service purchases or receives the items: that no military end use is known of is confirmed by a person."""
    text = N_(
        "a military, paramilitary or intelligence service purchases or receives the items, or stands beside who does, or may, since its service is"
        " not stated, and it, the destination, the purchasing country or another party belongs to a State under an arms embargo, or may: state what"
        " is known under knowledge.military_end_use; or state the service; or confirm under answers, as false, {answers}: they are for no military end use, not built"
        " into military items, and do not make, test or maintain them (Art. 4(1)(b))"
    )
    return Message("release.service_under_embargo", text, _points(rows))


def service_beside(rows: tuple[NotExaminedRow, ...]) -> Message:
    """A service of a government buys what nobody of its kind receives, or stands beside."""
    text = N_(
        "a military, paramilitary, police, intelligence or other security service purchases the items, or stands beside who receives them, and nobody"
        " who receives them is stated to be one: state what is known under knowledge.security_end_use; or, if a person has looked and they are not"
        " for it, and on behalf of no such service, confirm that under answers, as false: {answers}"
    )
    return Message("release.service_beside", text, _points(rows))


def transfer_leaves_union(rows: tuple[NotExaminedRow, ...]) -> Message:
    """Somebody outside the Union receives what is stated to be transferred within it."""
    text = N_(
        "an end user, consignee or intermediary sits outside the Union: do the items leave it? If they do, that is an export (Arts 2(2), 2(3), 3(1)):"
        " state that activity, or under destination the place outside the Union to which they go on. If they stay, and the party is only invoiced there,"
        " say, confirm that under answers, as false: {answers}"
    )
    return Message("release.transfer_leaves_union", text, _points(rows))


def transfer_leaves_in_words(rows: tuple[NotExaminedRow, ...]) -> Message:
    """Words say that what is stated to be transferred within the Union is meant for somebody outside it."""
    text = N_(
        "words of the end use, a source or a description say that the items are meant for export, go on, or are for somebody outside the Union: are they known to leave"
        " it? If the export is yours, state that activity (Arts 2(2), 2(3), 3(1)); if they are transferred first, state under destination where they go on to"
        " (Arts 11(2), 11(9)). If they stay, confirm that under answers, as false: {answers}"
    )
    return Message("release.transfer_leaves_in_words", text, _points(rows))


def use_in_words(rows: tuple[NotExaminedRow, ...], fields: tuple[str, ...]) -> Message:
    """Words of the end use, of a name, an address or a description do not fit that no use of concern is stated to be known."""
    text = N_(
        "words of {fields} point to {points}, and no such use is stated to be known: state what is known under {knowledge}, or"
        " confirm under answers, as false, that the words mean something else: {answers}"
    )
    knowledge = tuple(dict.fromkeys(f"knowledge.{row.use}" for row in rows))
    return Message("release.use_in_words", text, {**_points(rows), "knowledge": knowledge, "fields": fields})


def denied_in_words(rows: tuple[NotExaminedRow, ...]) -> Message:
    """Words say that there is no such use, and what is known of one is not stated."""
    text = N_(
        "words deny what they point to, and what is known of it is not stated: state none under {knowledge}, if none is known of, and that"
        " settles it; or confirm under answers, as false, that it is not concerned: {answers}; they point to: {points}"
    )
    knowledge = tuple(dict.fromkeys(f"knowledge.{use_settling(row)}" for row in rows))
    return Message("release.denied_in_words", text, {**_points(rows), "knowledge": knowledge})


def kind_in_words(rows: tuple[NotExaminedRow, ...]) -> Message:
    """Words say that the item is for covert surveillance; that it is not, or nothing, is stated."""
    text = N_(
        "words of a description, the end use or a source point to {points}: is it a cyber-surveillance item (Art. 2(20)), specially designed to"
        " watch natural persons covertly through their data? State it under {fields}, or, if a person has looked and it is none, confirm"
        " that under answers, as false: {answers}"
    )
    fields = tuple(dict.fromkeys(f"items.{row.stated_not}" for row in rows))
    return Message("release.kind_in_words", text, {**_points(rows), "fields": fields})


def entries_in_words(rows: tuple[NotExaminedRow, ...]) -> Message:
    """A description names what Annex I lists by that name, and no entry is stated."""
    text = N_(
        "a description has the name of what Annex I lists, and the item is stated not to be listed: state the entry under items.entries, or, if a person has compared"
        " it with Annex I and it is not listed, confirm that under answers, as false: {answers}"
    )
    return Message("release.entries_in_words", text, _points(rows))


def code_in_words(rows: tuple[NotExaminedRow, ...]) -> Message:
    """What a description says, and the customs code, are of different goods."""
    text = N_(
        "a description and the customs code that is stated are of different goods, and the description points to {points}: state the code of what is"
        " described under items.cn_code, or under answers true if it is such goods (it must not leave then) or false if it is not (it is no longer"
        " held for this): {answers}"
    )
    return Message("release.code_in_words", text, _points(rows))


def owner_called_a_service(rows: tuple[NotExaminedRow, ...]) -> Message:
    """Who owns or controls a receiver is a service by its name, and the receiver is stated to be none, or nothing is stated."""
    text = N_(
        "by its name a service owns or controls a party, or may: state under parties.service what the party is or acts for, or under"
        " items.cyber_surveillance that the item is none for surveillance, or confirm under answers, as false, that the owner is no such service:"
        " {answers}; this concerns: {points}"
    )
    return Message("release.owner_is_a_service", text, _points(rows))


def receiver_called_a_service(rows: tuple[NotExaminedRow, ...]) -> Message:
    """Who receives is a service by its name, and stated to be none."""
    text = N_(
        "by its name a party is a police, intelligence or security service, and it is stated to be none: state under parties.service what it is"
        " or acts for, or confirm under answers, as false, that it is no such service: {answers}"
    )
    return Message("release.receiver_is_a_service", text, _points(rows))


def country_in_words(rows: tuple[NotExaminedRow, ...], countries: tuple[str, ...]) -> Message:
    """A text tells another country than those that are stated."""
    text = N_(
        "a name, an address, the end use, a source or a description tells a country that is not stated: {places}; is it where the items go, or where a"
        " party sits? State it there, or confirm under answers, as false, that they do not go there and nobody who gets them sits there:"
        " {answers}"
    )
    places = tuple(map(PlaceName, countries))
    return Message("release.country_in_words", text, {**_points(rows), "places": places})


def exporter_elsewhere(rows: tuple[NotExaminedRow, ...]) -> Message:
    """The stated exporter is established outside the Union."""
    text = N_(
        "who exports sits outside the Union: {points}; state the contracting party in the Union as exporter, or, where there is none and"
        " nothing stands in the way, confirm that under answers, as false: {answers}"
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


def reached(rows: tuple[NotExaminedRow, ...]) -> Message:
    """A person has said that it is forbidden, or needs an authorisation that is not in hand; what follows is not known here."""
    text = N_(
        "a person has said that this stands in the way, which is not executed here: {points}; do not proceed before that is"
        " settled"
    )
    return Message("release.unexecuted_reached", text, {"points": _named(rows)})


def _named(rows: tuple[NotExaminedRow, ...]) -> tuple[Message, ...]:
    texts = {f"{row.act}, {row.article}": row for row in rows}
    return tuple(_name(row) for row in texts.values())


def _name(row: NotExaminedRow) -> Message:
    article = Message("not_examined", row.article)
    if not row.act:
        return article
    return Message("unexecuted", N_("{act}, {article}"), {"act": row.act, "article": article})
