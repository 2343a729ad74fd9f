"""People, and where they work: nobody may do anything by a name alone, only by a position that is held today.

A person may hold several positions, in several organisations. Exporters work for organisations (and for those that gave theirs a mandate),
officers for authorities; customs and the Union's reader for neither.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import Q

from dualuse.licensing.columns import BoundedText
from dualuse.licensing.permissions import OF_AUTHORITIES, OF_EXPORTERS, ROLES

_ROLES = [(role, role) for role in ROLES]


class Authority(models.Model):
    """A competent authority of a Member State; ``code`` is its name in the contract, ``calendar`` that of its working days."""

    code = BoundedText(max_length=20, unique=True)
    member_state = BoundedText(max_length=2)
    name = BoundedText(max_length=300)
    calendar = BoundedText(max_length=12, blank=True)

    def __str__(self) -> str:
        return self.code


class ClosedDay(models.Model):
    """A day on which an authority is closed although it is no public holiday; ``why`` in its words."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="closed_days")
    day = models.DateField()
    why = BoundedText(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "day"], name="closed_once_on_a_day")]

    def __str__(self) -> str:
        return f"{self.authority} {self.day}"


class Deployment(models.Model):
    """What is true of the whole service; one row, or none. ``demonstration``: everything in it is invented."""

    demonstration = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "demonstration" if self.demonstration else "service"


def is_demonstration() -> bool:
    """Whether everything in the service is invented."""
    return Deployment.objects.filter(demonstration=True).exists()


class Organisation(models.Model):
    """A firm that applies, or acts for one that does; ``eori`` is the number by which customs know it."""

    reference = BoundedText(max_length=40, unique=True)
    name = BoundedText(max_length=300)
    country = BoundedText(max_length=2)
    eori = BoundedText(max_length=17, blank=True)
    address = BoundedText(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.reference


class People(BaseUserManager["Person"]):
    """Makes people: by their e-mail address, in small letters."""

    def create_person(self, email: str, name: str, password: str | None = None) -> Person:
        """A new person; without a password nobody can sign in as it.

        Raises:
            django.db.IntegrityError: the address belongs to somebody already.
        """
        person = self.model(email=email.strip().lower(), name=name)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. ``is_active`` is taken from who leaves; nobody is deleted, as events name people."""

    email = models.EmailField(unique=True)
    name = BoundedText(max_length=200)
    is_active = models.BooleanField(default=True)
    language = BoundedText(max_length=5, default="en")

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is the person's password. The digest is not written anew by it: it changes with an event alone."""
        return check_password(raw_password, self.password)


class InForce(models.Model):
    """What holds from a day to another one; ``until`` None while it holds."""

    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def on(day: date) -> Q:
        """What holds on a day."""
        return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


class Position(InForce):
    """A role that a person has: in an organisation, in an authority, or (customs, the Union's reader) in neither."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="positions")
    role = BoundedText(max_length=20, choices=_ROLES)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="positions"
    )
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="positions")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="position_where_its_role_belongs",
                condition=Q(role__in=sorted(OF_EXPORTERS), organisation__isnull=False, authority__isnull=True)
                | Q(role__in=sorted(OF_AUTHORITIES), organisation__isnull=True, authority__isnull=False)
                | Q(role__in=sorted(set(ROLES) - OF_EXPORTERS - OF_AUTHORITIES), organisation__isnull=True, authority__isnull=True),
            ),
            models.CheckConstraint(name="position_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gte=models.F("since"))),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} {self.role}"


class Mandate(InForce):
    """That an organisation may act for another one (box 7 of Annex III)."""

    agent = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates_held")
    principal = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates_given")

    class Meta:
        constraints = [
            models.CheckConstraint(name="mandate_for_another", condition=~Q(agent=models.F("principal"))),
        ]


class Deputy(InForce):
    """That a person stands in for another one of the same authority: it sees that one's work and may be assigned it; it never signs for it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="stands_in_for")

    class Meta:
        constraints = [
            models.CheckConstraint(name="deputy_of_another", condition=~Q(person=models.F("deputy"))),
        ]


class Token(models.Model):
    """What a program signs in with: only its digest is kept. ``actions`` limits what it may do to some of its person's permissions; None: all."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="tokens")
    digest = BoundedText(max_length=64, unique=True)
    label = BoundedText(max_length=100)
    actions: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.label
