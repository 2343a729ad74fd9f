"""A determination as a person reads it: the answer first, then why, what is missing, what to do by when."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from dualuse.contract.determination import Determination, Finding, GeneralAuthorisation, ItemResult
from dualuse.wording import N_, translate

WIDTH: Final = 100

EFFECT_WORDS: Final[dict[str, str]] = {
    "not_controlled": N_("no authorisation is required"),
    "general_authorisation": N_("a general authorisation may be used"),
    "notification_required": N_("the authority must be notified first"),
    "authorisation_required": N_("an authorisation is required"),
    "prohibited": N_("it is prohibited"),
    "undetermined": N_("not settled yet"),
}
_RELEASE_WORDS: Final[dict[str, str]] = {
    "go": N_("GO: this may leave now"),
    "stop": N_("STOP: this may not leave now"),
    "ask": N_("ASK FIRST: this may not leave before the open points are settled"),
}
_ASKED_OF: Final[dict[str, str]] = {
    "exporter": N_("your own people"),
    "end_user": N_("the end user"),
    "authority": N_("the authority"),
    "lawyer": N_("a classifier or lawyer"),
}
_VERIFICATION: Final[dict[str, str]] = {
    "official": N_("compared with the official text"),
    "secondary": N_("rests on secondary sources"),
    "unverified": N_("rests on law that is not verified"),
}


_POLICY_WORDS: Final[dict[str, str]] = {"contract default": N_("default where nothing is stated")}
_SHORT_REASONS: Final[dict[str, str]] = {
    "destination": N_("not for this destination"),
    "items.entries": N_("not for this item"),
}


class DeterminationText:
    """Writes one determination in its own language."""

    def __init__(self, determination: Determination, width: int = WIDTH) -> None:
        self._it = determination
        self._width = max(60, width)

    def __str__(self) -> str:
        return "\n".join(self.lines()) + "\n"

    def _say(self, text: str, **params: object) -> str:
        return translate(text, self._it.language).format(**params)

    def _wrapped(self, text: str, first: str = "  ", rest: str = "    ") -> list[str]:
        return textwrap.wrap(
            text, self._width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
        ) or [first.rstrip()]

    def lines(self) -> Iterator[str]:
        """The lines, without line ends."""
        yield from self._headline()
        yield from self._items()
        yield from self._why()
        yield from self._authorisations()
        yield from self._missing()
        yield from self._obligations()
        yield from self._footnotes()

    def _section(self, title: str) -> Iterator[str]:
        yield ""
        yield translate(title, self._it.language)

    def _headline(self) -> Iterator[str]:
        it = self._it
        name = it.reference or self._say(N_("Transaction"))
        yield f"{name} · {it.date}"
        yield from self._wrapped(self._say(_RELEASE_WORDS[it.release]) + ".", "", "")
        yield from self._wrapped(self._answer(), "", "")
        for because in it.release_because:
            yield from self._wrapped(because.text, "  - ", "    ")

    def _answer(self) -> str:
        it = self._it
        if it.outcome != "undetermined":
            basis = list(
                dict.fromkeys(citation for item in it.items for citation in item.basis if item.basis)
            )
            cited = f" ({'; '.join(basis)})" if basis and it.outcome != "not_controlled" else ""
            return self._say(N_("In law: {answer}{cited}."), answer=self._word(it.outcome), cited=cited)
        return self._say(
            N_("In law: not settled, between “{low}” and “{high}”."),
            low=self._word(it.range[0]),
            high=self._word(it.range[1]),
        )

    def _word(self, effect: str) -> str:
        return self._say(EFFECT_WORDS[effect])

    def _items(self) -> Iterator[str]:
        if len(self._it.items) < 2:
            return
        yield from self._section(N_("Items"))
        for item in self._it.items:
            yield from self._wrapped(f"{item.id}: {self._item_answer(item)}")

    def _item_answer(self, item: ItemResult) -> str:
        if item.outcome != "undetermined":
            basis = f" ({'; '.join(item.basis)})" if item.basis else ""
            return self._word(item.outcome) + basis
        return self._say(
            N_("not settled, between “{low}” and “{high}”"),
            low=self._word(item.range[0]),
            high=self._word(item.range[1]),
        )

    def _why(self) -> Iterator[str]:
        applying = [finding for finding in self._it.findings if finding.status == "applies"]
        bearing = {citation for missing in self._it.missing for citation in missing.would_settle}
        still_open = [
            finding
            for finding in self._it.findings
            if finding.status == "undetermined" and finding.provision in bearing
        ]
        if applying:
            yield from self._section(N_("Why"))
            yield from self._findings(applying)
        if still_open:
            yield from self._section(N_("Open"))
            yield from self._findings(still_open)
        if not applying and not still_open and self._it.findings:
            yield from self._section(N_("Why"))
            for finding in self._it.findings:
                reasons = "; ".join(because.text for because in finding.because[:3])
                yield from self._wrapped(
                    self._say(
                        N_("{citation} does not apply: {reasons}"),
                        citation=finding.provision,
                        reasons=reasons,
                    )
                )

    def _findings(self, findings: list[Finding]) -> Iterator[str]:
        several = len(self._it.items) > 1
        grouped: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        texts = {finding.provision: finding.text for finding in findings}
        for finding in findings:
            key = (finding.provision, tuple(because.text for because in finding.because))
            grouped.setdefault(key, []).append(finding.item)
        for (provision, reasons), items in grouped.items():
            which = f" [{', '.join(items)}]" if several else ""
            yield from self._wrapped(f"{provision}{which}: {texts[provision]}.")
            for reason in reasons:
                yield from self._wrapped(reason, "    · ", "      ")

    def _authorisations(self) -> Iterator[str]:
        groups: dict[str, tuple[tuple[GeneralAuthorisation, ...], list[str]]] = {}
        for item in self._it.items:
            if item.general_authorisations and item.range[0] != "prohibited":
                same = repr(item.general_authorisations)
                groups.setdefault(same, (item.general_authorisations, []))[1].append(item.id)
        for authorisations, items in groups.values():
            title = self._say(N_("Union general export authorisations"))
            yield ""
            yield title + (f" [{', '.join(items)}]" if len(self._it.items) > 1 else "")
            yield from self._authorisation_lines(authorisations)

    def _authorisation_lines(self, authorisations: tuple[GeneralAuthorisation, ...]) -> Iterator[str]:
        for authorisation in authorisations:
            if authorisation.status == "available":
                yield from self._wrapped(
                    self._say(N_("{id}: available, on these conditions:"), id=authorisation.id)
                )
                for condition in authorisation.conditions:
                    due = f" [{condition.due}]" if condition.due else ""
                    yield from self._wrapped(f"{condition.text}{due}", "    · ", "      ")
            elif authorisation.status == "undetermined":
                open_reasons = "; ".join(because.text for because in authorisation.because)
                yield from self._wrapped(
                    self._say(N_("{id}: open: {reasons}"), id=authorisation.id, reasons=open_reasons)
                )
            else:
                first = authorisation.because[0]
                reason = self._say(_SHORT_REASONS[first.code]) if first.code in _SHORT_REASONS else first.text
                yield from self._wrapped(
                    self._say(N_("{id}: not available: {reason}"), id=authorisation.id, reason=reason)
                )

    def _missing(self) -> Iterator[str]:
        if not self._it.missing:
            return
        yield from self._section(N_("Missing, what settles most first"))
        for number, missing in enumerate(self._it.missing, 1):
            asked = self._say(_ASKED_OF[missing.asked_of])
            yield from self._wrapped(missing.question, f"  {number}. ", "     ")
            detail = self._say(
                N_("field: {fact} · ask {asked} · would settle: {citations}"),
                fact=missing.fact,
                asked=asked,
                citations="; ".join(missing.would_settle),
            )
            yield from self._wrapped(detail, "     ", "     ")

    def _obligations(self) -> Iterator[str]:
        duties = [duty for duty in self._it.obligations if duty.authorisation is None]
        if not duties:
            return
        yield from self._section(N_("What to do"))
        for duty in sorted(duties, key=lambda duty: duty.due or "9999"):
            when = self._say(N_("by {day}"), day=duty.due) if duty.due else self._say(N_("when asked"))
            yield from self._wrapped(f"{when}: {duty.text} ({duty.citation})", "  - ", "    ")

    def _footnotes(self) -> Iterator[str]:
        it = self._it
        if it.authority:
            yield from self._section(N_("Competent authority"))
            yield from self._wrapped(f"{it.authority.name} · {it.authority.url}")
        if it.assumptions:
            yield from self._section(N_("Assumed, not stated"))
            for assumption in it.assumptions:
                policy = self._say(_POLICY_WORDS.get(assumption.policy, assumption.policy))
                yield from self._wrapped(f"{assumption.text} ({policy})", "  - ", "    ")
        yield from self._section(N_("Mind"))
        for warning in it.warnings:
            yield from self._wrapped(warning.text, "  - ", "    ")
        yield from self._not_examined()
        yield ""
        yield from self._wrapped(self._law(), "", "")

    def _not_examined(self) -> Iterator[str]:
        near = [row for row in self._it.not_examined if row.stops_release]
        far = [row for row in self._it.not_examined if not row.stops_release]
        if near:
            yield from self._section(N_("Not examined here, but in force for this destination"))
            for row in near:
                yield from self._wrapped(f"{row.act}: {row.why}", "  - ", "    ")
        general = [row.act for row in far if not row.national]
        if general:
            yield from self._section(N_("Not examined here"))
            yield from self._wrapped("; ".join(general) + ".", "  ", "  ")
        national = [row for row in far if row.national]
        if national:
            text = N_("National rules that are known but not executed: {rules} (texts: --json)")
            yield from self._wrapped(
                self._say(text, rules="; ".join(row.act for row in national)) + ".", "  ", "  "
            )

    def _law(self) -> str:
        law = self._it.law
        return self._say(
            N_(
                "Law of {date}: Annex I in the edition of {annex}; law known up to {current}; this answer"
                " {verification}. Not legal advice; only the Official Journal is authentic."
            ),
            date=self._it.date,
            annex=law.annex_i,
            current=law.current_to,
            verification=self._say(_VERIFICATION[law.verification]),
        )


def determination_text(determination: Determination, width: int = WIDTH) -> str:
    """The determination as plain text, lines at most ``width`` characters wide where words allow it."""
    return str(DeterminationText(determination, width))
