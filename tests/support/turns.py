"""Which tests of the whole suite run today: those that take longest run in turn, another part each day (UTC)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

WHOLE: Final = os.environ.get("DUALUSE_TESTS") == "whole"
"""Whether this run looks at everything: ``DUALUSE_TESTS=whole``, as ``make whole`` sets it."""
IN_TURN: Final = {
    "tests/engine/test_proofs_law.py": 6,
    "tests/engine/test_proofs_model.py": 6,
    "tests/engine/test_cases_solver.py": 8,
    "tests/engine/test_reach.py": 3,
    "tests/bulk/test_engines.py": 12,
    "tests/bulk/test_authorisations_held.py": 6,
    "tests/bulk/test_repeats.py": 6,
    "tests/bulk/test_equivalence.py": 6,
    "tests/bulk/test_progress.py::test_pieces_of_any_size": 3,
    "tests/bulk/test_rows_one_by_one.py::test_rows_that_share": 3,
    "tests/bulk/test_walk.py": 3,
    "tests/crash/": 12,
    "tests/schema/test_schema_and_reader.py::test_each_word": 8,
    "tests/transparency/test_site_browser.py": 6,
    "tests/transparency/test_site.py": 4,
    "tests/transparency/test_statistics_twice.py": 6,
    "tests/limits/test_inputs_made.py": 10,
    "tests/limits/": 3,
    "tests/interview/test_questions.py": 8,
    "tests/law/test_mutation.py": 4,
    "tests/law/test_validation.py": 4,
    "tests/law/test_law_version.py": 4,
    "tests/law/test_change_the_law.py": 4,
    "tests/law_changes/test_law_diff.py": 6,
    "tests/law_changes/test_replay.py": 4,
    "tests/repository/test_conformance.py": 8,
    "tests/repository/test_data_folders.py": 4,
    "tests/repository/test_damage.py::test_a_damaged_file_of_any_folder": 6,
    "tests/repository/test_recipe_of_a_language.py": 8,
    "tests/repository/test_recipes.py": 8,
    "tests/repository/test_time_limit.py": 4,
    "tests/repository/test_read_once.py": 10,
    "tests/screening/test_other_names.py::test_whoever_is_named_as_listed": 5,
    "tests/screening/test_rescreen.py": 3,
    "tests/screening/test_names_beside_places.py::test_no_listed": 4,
    "tests/screening/test_scale.py": 3,
    "tests/screening/test_text_properties.py": 8,
    "tests/screening/test_slips.py": 2,
    "tests/screening/test_training_material.py": 3,
    "tests/sources/test_lists_broken.py": 3,
    "tests/sources/test_lists_countries.py::test_every_country_of_the_real_files": 3,
    "tests/sources/test_lists_formats.py::test_the_real_entities": 3,
    "tests/sources/test_lists_hostile.py": 2,
    "tests/sources/test_lists_real.py": 4,
    "tests/sources/test_lists_succession.py": 4,
    "tests/sources/test_lists_us.py": 3,
    "tests/assessment/test_properties.py": 6,
    "tests/dossier/test_spdx.py": 4,
    "tests/assessment/words/test_occurrences.py": 3,
    "tests/record/test_chain.py": 6,
    "tests/documents/test_browser.py": 6,
    "tests/documents/test_pdf.py": 4,
    "tests/diligence/test_properties.py": 6,
    "tests/classification/test_classify_real.py": 8,
    "tests/classification/test_annex_diff.py::test_backwards": 3,
    "tests/classification/test_classify_text.py::test_each_language": 3,
    "tests/classification/test_drafts_real.py": 2,
    "tests/classification/test_sheets_properties.py": 3,
    "tests/dossier/test_assess.py::test_a_dossier_with_any_field_exchanged": 3,
}
"""Files, folders, or tests, that took four fifths of the time of all, with the days within which each of their tests is run.

They ask the same of many cases: of each point at which a process may be killed, of each engine, each page, each epoch. A run of
files that are named, and a whole one, runs all.
"""


def in_turn(names: Sequence[str], day: int) -> list[bool]:
    """Of each test by its name, in the order of the suite, whether its turn is on ``day`` (a number of days)."""
    runs: list[bool] = []
    places: dict[str, int] = {}
    for name in names:
        family = next((words for words in IN_TURN if name.startswith(words)), None)
        if family is None:
            runs.append(True)
            continue
        place = places[family] = places.get(family, -1) + 1
        runs.append((place - day) % IN_TURN[family] == 0)
    return runs
