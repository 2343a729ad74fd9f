"""What customs has reserved and what became of it. A movement is only added, never edited; what stands now is kept beside, and can be reckoned again from them."""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.models import Q

from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.columns import BoundedText

DECLARATIONS: Final = ("MRN", "paper")
VERBS: Final = ("reserve", "override", "consume", "free", "amend", "withdraw")


def _quantity() -> models.DecimalField[Any, Any]:
    return models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)


def _value() -> models.DecimalField[Any, Any]:
    return models.DecimalField(max_digits=24, decimal_places=2, null=True, blank=True)


class LineBalance(models.Model):
    """What stands of a line, through all versions of its authorisation. Amounts are None where the line has no such limit."""

    authorisation = models.ForeignKey(Authorisation, models.PROTECT, related_name="balances")
    line = BoundedText(max_length=40)
    reserved_quantity = _quantity()
    reserved_value = _value()
    consumed_quantity = _quantity()
    consumed_value = _value()
    excess_quantity = _quantity()
    excess_value = _value()
    is_overridden = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authorisation", "line"], name="balance_once_of_its_line")]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.authorisation_id} line {self.line}"


class Reservation(models.Model):
    """What one item of a customs declaration draws on one line. ``accepted``: when the declaration was; ``on``: which day that was at its office."""

    reference = BoundedText(max_length=40, unique=True)
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, related_name="reservations")
    line = BoundedText(max_length=40)
    declaration_type = BoundedText(max_length=10, choices=[(name, name) for name in DECLARATIONS])
    declaration = BoundedText(max_length=60)
    declaration_item = BoundedText(max_length=10)
    exporter_eori = BoundedText(max_length=20)
    destination = BoundedText(max_length=10)
    cn_code = BoundedText(max_length=20, blank=True)
    member_state = BoundedText(max_length=2)
    office = BoundedText(max_length=20)
    accepted = models.DateTimeField()
    on = models.DateField()
    reserved_quantity = _quantity()
    reserved_value = _value()
    consumed_quantity = _quantity()
    consumed_value = _value()
    excess_quantity = _quantity()
    excess_value = _value()
    is_override = models.BooleanField(default=False)
    made = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authorisation", "line", "declaration_type", "declaration", "declaration_item"],
                name="reservation_once_for_its_declaration_item",
            ),
            models.CheckConstraint(name="reserved_not_below_nought", condition=Q(reserved_quantity__isnull=True) | Q(reserved_quantity__gte=0)),
            models.CheckConstraint(name="reserved_value_not_below_nought", condition=Q(reserved_value__isnull=True) | Q(reserved_value__gte=0)),
            models.CheckConstraint(name="consumed_not_below_nought", condition=Q(consumed_quantity__isnull=True) | Q(consumed_quantity__gte=0)),
            models.CheckConstraint(name="consumed_value_not_below_nought", condition=Q(consumed_value__isnull=True) | Q(consumed_value__gte=0)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference


class Movement(models.Model):
    """One thing that customs said: the verb, the amounts, when it was so (``at``) and when it was recorded; ``number`` is that of its event."""

    reservation = models.ForeignKey(Reservation, models.PROTECT, related_name="movements")
    number = models.PositiveIntegerField()
    verb = BoundedText(max_length=10, choices=[(name, name) for name in VERBS])
    quantity = _quantity()
    value = _value()
    at = models.DateTimeField()
    recorded = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["reservation", "number"], name="movements_of_reservation")]

    def __str__(self) -> str:
        return f"{self.reservation_id} {self.verb}"


class CustomsChange(models.Model):
    """What changed of an authorisation, for customs to read. ``cursor`` is given once the change is committed, in that order (:mod:`.changes`)."""

    authorisation = models.ForeignKey(Authorisation, models.PROTECT, related_name="customs_changes")
    reservation = models.ForeignKey(
        Reservation, models.PROTECT, null=True, blank=True, related_name="changes"
    )
    line = BoundedText(max_length=40, blank=True)
    what = BoundedText(max_length=20)
    recorded = models.DateTimeField()
    cursor = models.PositiveBigIntegerField(null=True, blank=True, unique=True)

    class Meta:
        indexes = [models.Index(fields=["id"], name="changes_without_cursor", condition=Q(cursor__isnull=True))]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.authorisation_id} {self.what}"
