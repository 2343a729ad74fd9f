"""What a person is asked where words of a transaction point to something that is not stated, or to the reverse of it: a sentence for each kind of words."""

from __future__ import annotations

from typing import Final

from dualuse.assessment.field_words import FieldRead
from dualuse.assessment.release_holds.point_names import Rows, points_of
from dualuse.assessment.release_holds.unexecuted import use_settling
from dualuse.assessment.signs.diverted import Way
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.measures import signs


def transfer_leaves_in_words(rows: Rows) -> Message:
    """Words say that what is stated to be transferred within the Union is meant for somebody outside it."""
    text = N_(
        "words of the end use, a source or a description say that the items are meant for export, go on, or are for somebody outside the "
        "Union: are they known to leave it? If the export is yours, state that activity (Arts 2(2), 2(3), 3(1)); if they are transferred "
        "first, state under destination where they go on to (Arts 11(2), 11(9)). If they stay, confirm that under answers ({answers}), as "
        "false"
    )
    return Message("release.transfer_leaves_in_words", text, points_of(rows))


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
        {**points_of(rows), "knowledge": knowledge, "fields": tuple(map(FieldRead, fields))},
    )


def use_elsewhere(rows: Rows, places: tuple[str, ...]) -> Message:
    """A use is known, or words point to it, and it may be in a place to which the items are not stated to go."""
    text = N_(
        "a use is known, or words point to one, and {places} is stated or named beside another destination: {points}; if the items finally "
        "go there, state that under destination, or confirm under answers ({answers}), as false, that they are not for that use there"
    )
    return Message(
        "release.use_elsewhere", text, {**points_of(rows), "places": tuple(map(PlaceName, places))}
    )


def denied_in_words(rows: Rows) -> Message:
    """Words say that there is no such use, and what is known of one is not stated."""
    text = N_(
        "words deny what they point to, and what is known of it is not stated: state none ({knowledge}), if none is known of, and that "
        "settles it; or confirm under answers ({answers}), as false, that it is not concerned; they point to: {points}"
    )
    knowledge = tuple(dict.fromkeys(f"knowledge.{use_settling(row)}" for row in rows))
    return Message("release.denied_in_words", text, {**points_of(rows), "knowledge": knowledge})


def kind_in_words(rows: Rows) -> Message:
    """Words say that the item is for covert surveillance; that it is not, or nothing, is stated."""
    text = N_(
        "words of a description, the end use or a source point to {points}: is it a cyber-surveillance item (Art. 2(20)), specially designed "
        "to watch natural persons covertly through their data? State it ({fields}), or, if a person has looked and it is none, confirm that "
        "under answers ({answers}), as false"
    )
    return Message(
        "release.kind_in_words", text, {**points_of(rows), "fields": ("items.cyber_surveillance",)}
    )


def watcher_unserved(rows: Rows) -> Message:
    """What may watch goes to somebody of whom nobody says whether it is a service, and nothing is stated of what it is for."""
    text = N_(
        "an item may watch, and it is stated neither whether who uses it is a police, intelligence or other security service nor whether it "
        "is specially designed for covert surveillance (Arts 2(20), 5): state whether the end user is such a service (parties.service), or "
        "whether the item is so designed (items.cyber_surveillance), or confirm under answers ({answers}), as false, that it is none and "
        "goes to none"
    )
    return Message("release.watcher_unserved", text, {"answers": points_of(rows)["answers"]})


def entries_in_words(rows: Rows) -> Message:
    """A description names what Annex I lists by that name, and no entry is stated."""
    text = N_(
        "a description has the name of what Annex I lists, and the item is stated not to be listed: state the entry (items.entries), or, if "
        "a person has compared it with Annex I and it is not listed, confirm that under answers ({answers}), as false"
    )
    return Message("release.entries_in_words", text, points_of(rows))


def national_entries_in_words(rows: Rows) -> Message:
    """A description is of goods that a national list names, and the item is stated to be on none."""
    text = N_(
        "a description is of goods that a national list of dual-use items names, or may, and the item is stated to be on none: state the entry"
        " (items.national_entries), or, if a person has compared it with the list of the exporter's State, and of the State from which it leaves, and it is not named,"
        " confirm that under answers ({answers}), as false"
    )
    return Message("release.national_entries_in_words", text, points_of(rows))


def figures_in_words(rows: Rows) -> Message:
    """A figure is stated from which Annex I lists what the item is called, and no entry is stated."""
    text = N_(
        "a figure that is stated is one from which Annex I lists such an item, or may be, and the item is stated not to be listed: state the "
        "entry (items.entries), or, if a person has compared it with the entries and it is not listed, confirm that under answers "
        "({answers}), as false; this concerns: {points}"
    )
    return Message("release.figures_in_words", text, points_of(rows))


def code_in_words(rows: Rows) -> Message:
    """What a description says, and the customs code, are of different goods."""
    text = N_(
        "a description and the customs code that is stated are of different goods, and the description points to {points}: state the code of "
        "what is described (items.cn_code), or under answers ({answers}) true if it is such goods (it must not leave then) or false if it is "
        "not (it is no longer held for this)"
    )
    return Message("release.code_in_words", text, points_of(rows))


def senseless_way(rows: Rows, way: Way) -> Message:
    """Goods that Russia looks for go by a way that does not fit that nothing goes on: by another country, or to a use that is none of the end user's own."""
    params = {**points_of(rows), "end_use": way.end_use, "places": tuple(map(PlaceName, way.places))}
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
    return Message("release.goes_on_in_words", text, points_of(rows))


def circumstance_in_words(rows: Rows) -> Message:
    """Words say the opposite of a circumstance as it is stated: which of both is right."""
    text = N_(
        "words of the end use, a description, a name or an address point to {points}, and the opposite is stated: state it as it is ({fields}), or "
        "confirm under answers ({answers}), as false, that the words mean something else"
    )
    circumstances = (row.sign.circumstance for row in rows if isinstance(row.sign, signs.CircumstanceInWords))
    fields = tuple(dict.fromkeys(f"circumstances.{name}" for name in circumstances))
    return Message("release.circumstance_in_words", text, {**points_of(rows), "fields": fields})


def activity_in_words(rows: Rows) -> Message:
    """Words say that what is stated to be in transit is re-exported."""
    text = N_(
        "words of the end use, a source or a description of what is stated to be in transit speak of re-export, of a customs warehouse or of "
        "processing in the Union: goods that are placed under such a procedure and leave again are re-exported, and re-export is export (Art. "
        "2(2)(b), Art. 270 of Regulation (EU) No 952/2013). State that activity, or, if they only enter the Union and pass through it (Art. "
        "2(11)), confirm that under answers ({answers}), as false"
    )
    return Message("release.activity_in_words", text, points_of(rows))


def country_in_words(rows: Rows, countries: tuple[str, ...]) -> Message:
    """A text tells another country than those that are stated."""
    text = N_(
        "a name, an address, the end use, a source or a description tells a country that is not stated: {places}; is it where the items go, "
        "or where a party sits? State it there, or confirm under answers ({answers}), as false, that they do not go there and nobody who "
        "gets them sits there"
    )
    places = tuple(map(PlaceName, countries))
    return Message("release.country_in_words", text, {**points_of(rows), "places": places})
