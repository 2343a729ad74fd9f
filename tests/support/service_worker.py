"""A process of its own that countersigns one case after the other and says each that was decided, until it is killed.

Run with the address of the database as ``DATABASE_URL`` and the references as arguments: ``python -m tests.support.service_worker EMAIL REFERENCE …``.
"""

from __future__ import annotations

import sys

from tests.support import service_databases as databases


def main(email: str, references: list[str]) -> None:
    """Countersign them in turn; what is decided already, or refused, is passed over."""
    databases.setup()
    from dualuse.licensing.decisions.deciding import countersign
    from dualuse.licensing.moments import now
    from dualuse.licensing.people.actors import actor_of
    from dualuse.licensing.people.models import Person
    from dualuse.licensing.refusals import Guarded

    actor = actor_of(Person.objects.get(email=email), now().date())
    for reference in references:
        try:
            countersign(actor, reference, "")
        except Guarded as refused:
            print(f"refused {reference} {refused.guard}", flush=True)
        else:
            print(f"decided {reference}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
