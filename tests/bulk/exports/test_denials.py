"""Only what denies is offered as a word for "examined, not listed": pasted, the offer must judge no row that says yes, or that nobody looked."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.bulk.exports.denials import denies
from dualuse.bulk.exports.mapping_file import read_mapping
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from tests.support.bulk_runs import TODAY

HEADER = "Auftrag;Datum;Empfangsland;AL-Nummer"


@pytest.mark.parametrize(
    "cell",
    [
        "keine", "-", "–", "0000", "n/a", "none", "nein", "Non soumis", "keine (geprüft)", "frei", "NLR", "Annex I: no", "aucun", "N", "False", "geen", "nessuna",
        "nicht genehmigungspflichtig", "kein Dual-Use", "not applicable", "nein, nicht gelistet", "hors annexe I",
    ],
)  # fmt: skip
def test_denials(cell: str) -> None:
    assert denies(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "ja", "x", "X", "?", "-?", "keine?", "yes", "oui", "sí", "✓", "in Prüfung", "wird geprüft", "noch nicht geprüft", "nicht geprüft", "keine geprüft", "non vérifié",
        "not checked", "not classified", "nicht klassifiziert", "in review", "en cours", "à vérifier", "in verifica", "pending", "tbd", "offen", "unbekannt", "keine Angabe",
        "k.A.", "AL-Nummer", "Güterlistenposition", "Position", "gelistet", "nein, gelistet", "nicht frei", "not free", "keine, offen", "no, yes", "siehe Anhang", "Anhang I",
    ],
)  # fmt: skip
def test_what_denies_nothing(cell: str) -> None:
    assert not denies(cell)


def test_a_column_is_offered_its_denials_alone(tmp_path: Path) -> None:
    cells = ["2B350", "nein", "ja", "x", "?", "in Prüfung", "AL-Nummer", "keine"]
    source = tmp_path / "in.csv"
    rows = [f"{number};20.08.2026;Japan;{cell}" for number, cell in enumerate(cells, 1)]
    source.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    summary = bulk(source, tmp_path / "out.csv", options=Options(TODAY))
    reasons = {row.line: row.reason for row in summary.to_mend}
    assert (summary.rows, summary.bad) == (1, 7)
    offer = '"AL-Nummer" = ["nein", "keine"]'
    assert [offer in reasons[line] for line in sorted(reasons)] == [True, *[False] * 5, True]
    assert all("does not say whether the item was classified" in reason for reason in reasons.values())
    assert all("Write [] if" in reasons[line] for line in range(4, 9))


@pytest.mark.parametrize("column", ["AL-Nummer", "Annex I entry", "Nationale Liste"])
@pytest.mark.parametrize(
    "cell", ["nicht gelistet?", "nicht gelistet ???", "not listed??", "non listé ?", "ungelistet ?", "nicht gelistet *", "keine？"]
)  # fmt: skip
def test_a_sign_of_doubt_behind_the_word_holds_the_row(tmp_path: Path, column: str, cell: str) -> None:
    """Nor does a word that a person settled for the column settle the same word with a doubt."""
    source, mapping = tmp_path / "in.csv", tmp_path / "map.toml"
    source.write_text(
        "\n".join([f"Auftrag;Datum;Empfangsland;{column}", f"1;20.08.2026;Japan;{cell}", "2;20.08.2026;Japan;nicht gelistet"]) + "\n",
        "utf-8",
    )  # fmt: skip
    field = "items.national_entries" if column == "Nationale Liste" else "items.entries"
    mapping.write_text(
        f'format = "dualuse-mapping-1"\n[columns]\n"Auftrag" = "reference"\n"Datum" = "date"\n"Empfangsland" = "destination"\n"{column}" = "{field}"\n'
        + (f'[not_listed]\n"{column}" = ["nicht gelistet", "keine"]\n' if field == "items.entries" else ""),
        "utf-8",
    )
    summary = bulk(source, tmp_path / "out.csv", options=Options(TODAY), mapping=read_mapping(mapping))
    assert (summary.rows, summary.bad) == (1, 1)
