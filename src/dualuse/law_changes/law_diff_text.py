"""A comparison of two days as a person reads it: what changed, the transaction whose answer changed, the limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any, Final

from dualuse.assessment.text.full import WIDTH
from dualuse.assessment.text.words import range_words
from dualuse.documents.blocks import Block, Bullets, Facts, Paragraph, Part, Row, Verbatim, text
from dualuse.documents.speech import Speech
from dualuse.documents.terminal import Terminal
from dualuse.i18n import N_, PlaceName, labelled, short_day, translate
from dualuse.i18n.statuses import EFFECT
from dualuse.schema.law_diff import AnnexIChanged, Answer, CodeChanged, LawDiff, Witness


def law_diff_text(diff: LawDiff, width: int = WIDTH, *, colours: bool = False) -> str:
    """The comparison as text, lines at most ``width`` characters wide where words allow it."""
    return Terminal(width, colours).text(_Comparison(diff).blocks())


class _Comparison:
    """A comparison as blocks."""

    def __init__(self, diff: LawDiff) -> None:
        self._it = diff
        self._say: Final = Speech.in_language(diff.language).say

    def blocks(self) -> Iterator[Block]:
        """What is compared, then a part for each kind of change, the witness, the limits."""
        it = self._it
        title = self._say(N_("The law of {earlier} and of {later}"), earlier=it.earlier, later=it.later)
        yield Paragraph(text(title))
        if not it.changed:
            yield Paragraph(text(self._say(N_("Nothing that is known here changed between these two days."))))
        yield from self._rules()
        yield from self._places()
        yield from self._section(N_("Arms embargoes"), (embargo.text for embargo in it.embargoes))
        yield from self._section(N_("Options of Member States"), (option.text for option in it.options))
        if it.annex_i is not None:
            yield Part(text(self._say(N_("Annex I"))), tuple(self._annex_i(it.annex_i)))
        yield from self._section(
            N_("Changed, but not executed here"), (change.text for change in it.not_examined)
        )
        if it.changed:
            yield from self._witness()
        yield from self._section(N_("Please note"), (limit.text for limit in it.limits))

    def _section(self, title: str, texts: Iterable[str]) -> Iterator[Block]:
        lines = tuple(text(sentence) for sentence in texts)
        if lines:
            yield Part(text(self._say(title)), (Bullets(lines),))

    def _rules(self) -> Iterator[Block]:
        titles = {
            "ended": N_("Provisions and authorisations that ended"),
            "began": N_("Provisions and authorisations that began"),
            "replaced": N_("Provisions and authorisations that were replaced"),
        }
        for change, title in titles.items():
            yield from self._section(title, (rule.text for rule in self._it.rules if rule.change == change))

    def _places(self) -> Iterator[Block]:
        lists = dict.fromkeys(change.name for change in self._it.places)
        yield from self._section(
            N_("Lists of places"),
            (
                f"{name}: {'; '.join(change.text for change in self._it.places if change.name == name)}"
                for name in lists
            ),
        )

    def _annex_i(self, change: AnnexIChanged) -> Iterator[Block]:
        editions = self._say(
            N_("edition of {before} ({before_act}), then edition of {after} ({after_act})"),
            before=change.before,
            before_act=change.before_act,
            after=change.after,
            after_act=change.after_act,
        )
        yield Bullets((text(editions),))
        heading = N_("came:") if change.complete else N_("known to have come:")
        yield from self._codes(heading, change.came)
        yield from self._codes(N_("went:"), change.went)

    def _codes(self, title: str, codes: tuple[CodeChanged, ...]) -> Iterator[Block]:
        if codes:
            yield Bullets((text(self._say(title)),))
            yield Part((), (Facts(tuple(self._code(code) for code in codes)),))

    def _code(self, code: CodeChanged) -> Row:
        under = self._say(N_(" and {number} under it"), number=code.under) if code.under else ""
        return Row(f"{code.code}{under}", (text(code.title),))

    def _witness(self) -> Iterator[Block]:
        witness = self._it.witness
        if witness is None:
            none = N_("No transaction could be made up here that shows a changed answer.")
            if self._it.tried:
                none = N_(
                    "No transaction tried gets another answer (tried: {number}). That is no proof that none does."
                )
            yield Paragraph(())
            yield Paragraph(text(self._say(none, number=self._it.tried)))
            return
        title = self._say(N_("A transaction whose answer changed"))
        yield Part(text(title), tuple(self._case(witness)))
        for option in self._it.options:
            if option.witness is not None and option.witness.transaction != witness.transaction:
                state = PlaceName(option.state).in_language(self._it.language)
                of_state = N_("A transaction whose answer changed with the option of {state}")
                yield Part(text(self._say(of_state, state=state)), tuple(self._case(option.witness)))

    def _case(self, witness: Witness) -> Iterator[Block]:
        yield Verbatim(tuple(f"  {line}" for line in as_yaml(witness.transaction).splitlines()))
        questions = [f"# {name}: {question}" for name, question in witness.questions.items()]
        if questions:
            yield Part((), tuple(Paragraph(text(question)) for question in questions))
        yield Bullets(tuple(text(sentence) for sentence in self._answers(witness)))

    def _answers(self, witness: Witness) -> Iterator[str]:
        if witness.entries_before is not None:
            sentence = N_(
                "{day}, when {entries} did not exist and if no other entry listed the item: {answer}"
            )
            named = ", ".join(witness.entries_after or ())
            before = self._answer(witness.before)
            yield self._say(sentence, day=self._it.earlier, entries=named, answer=before)
        else:
            yield self._of_day(self._it.earlier, witness.before)
        yield self._of_day(self._it.later, witness.after)

    def _of_day(self, day: str, answer: Answer) -> str:
        language = self._it.language
        return labelled(short_day(day, language), self._answer(answer), language)

    def _answer(self, answer: Answer) -> str:
        if answer.range[0] != answer.range[1]:
            return range_words(*answer.range, self._it.language)
        cited = "; ".join(translate(citation, self._it.language) for citation in answer.basis)
        basis = f" ({cited})" if cited else ""
        return self._say(EFFECT.long[answer.outcome]) + basis


_SHORT = 84
"""Length of a group of fields up to which it stands on one line."""


def as_yaml(transaction: dict[str, Any]) -> str:
    """A transaction as a user would write it: short groups in braces, long ones line by line."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    def laid_out(value: Any) -> Any:
        if isinstance(value, dict) and len(str(value)) > _SHORT:
            value = CommentedMap(value)
            value.fa.set_block_style()
        return value

    writer = YAML(typ="rt")
    writer.default_flow_style = None
    writer.width = 2 * WIDTH
    stream = StringIO()
    writer.dump({name: laid_out(value) for name, value in transaction.items()}, stream)
    return stream.getvalue()
