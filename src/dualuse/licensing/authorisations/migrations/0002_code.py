"""Each authorisation gets the code of its paper."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from dualuse.licensing.references import new_code


def give_codes(apps: Any, schema_editor: Any) -> None:
    """A code for each authorisation that was granted before there were any."""
    for row in apps.get_model("authorisations", "Authorisation").objects.filter(code=""):
        row.code = new_code()
        row.save(update_fields=["code"])


class Migration(migrations.Migration):
    dependencies = [("authorisations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="authorisation",
            name="code",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True), fields=("code",), name="code_once"
            ),
        ),
    ]
