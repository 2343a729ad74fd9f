"""Each authorisation gets the code of its paper."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

import dualuse.licensing.references


def give_codes(apps: Any, schema_editor: Any) -> None:
    """A code for each authorisation that was granted before there were any."""
    for row in apps.get_model("authorisations", "Authorisation").objects.filter(code=None):
        row.code = dualuse.licensing.references.new_code()
        row.save(update_fields=["code"])


class Migration(migrations.Migration):
    dependencies = [("authorisations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="authorisation",
            name="code",
            field=models.CharField(max_length=40, null=True),
        ),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="authorisation",
            name="code",
            field=models.CharField(default=dualuse.licensing.references.new_code, max_length=40, unique=True),
        ),
    ]
