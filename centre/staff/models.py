"""Staff, their teams, and who belongs where from when to when."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from audit.history import track
from audit.walls import StaffTable
from centre.access.enums import Compartment

from .roles import ROLES, Role


class Standing(NamedTuple):
    """One active membership: the team, its role, the compartments it may ever hold."""

    team_id: int
    role: str
    compartments: tuple[str, ...]


class UserManager(BaseUserManager["User"]):
    """Accounts are made by a manager of the house; nobody signs up."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Make an account. Without a password it cannot be used until one is set."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def arriving(self, number: int) -> User | None:
        """The active account a request comes from, its memberships and authenticators with it, in one query."""
        teams = Membership.objects.active().filter(user=OuterRef("pk")).order_by("pk")
        devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True).order_by("pk")
        user = self.filter(pk=number, is_active=True).annotate(
            told=ArraySubquery(
                teams.values(told=JSONObject(team="team_id", role="team__role", held="team__compartments"))
            ),
            devices=ArraySubquery(devices.values("pk")),
        ).order_by("pk").first()
        if user is not None:
            user.standing = tuple(Standing(one["team"], one["role"], tuple(one["held"])) for one in user.told)
            user.authenticators = frozenset(f"{TOTPDevice._meta.label_lower}/{pk}" for pk in user.devices)
        return user


class User(AbstractBaseUser):
    """A member of staff. Rights come from the roles of the teams they belong to today, never from the account."""

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    last_login = None

    username = models.CharField(_("user name"), max_length=60, unique=True)
    display_name = models.CharField(_("name shown to colleagues"), max_length=80)
    is_active = models.BooleanField(_("may sign in"), default=True)
    language = models.CharField(_("language"), max_length=2, default="fr")
    theme = models.CharField(_("theme"), max_length=5, default="auto")
    shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True)
    pin = models.CharField(_("PIN"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    #: How a session names the authenticators of this account; None unless it came by `UserManager.arriving`.
    authenticators: frozenset[str] | None = None

    objects = UserManager()
    history = track(excluded_fields=["password", "pin"])
    wall = StaffTable(own="id", own_columns=("password", "pin", "language", "theme", "shortcuts"))
    classified: ClassVar[dict[str, str]] = {
        "username": "operational", "display_name": "operational", "is_active": "operational",
        "language": "none", "theme": "none", "shortcuts": "none", "pin": "operational",
        "password": "operational", "created_at": "none",
    }

    def __str__(self) -> str:
        return self.display_name or self.username

    @cached_property
    def standing(self) -> tuple[Standing, ...]:
        """The active memberships of this moment, read once for each request."""
        if not self.is_active or self.pk is None:
            return ()
        rows = Membership.objects.active().filter(user_id=self.pk).values_list(
            "team_id", "team__role", "team__compartments"
        )
        return tuple(Standing(team, role, tuple(held)) for team, role, held in rows)

    def roles(self) -> set[str]:
        return {one.role for one in self.standing}

    def may(self, permission: str) -> bool:
        """Whether any role of theirs holds this permission (`<app>.<verb>`)."""
        return any(permission in ROLES.get(role, frozenset()) for role in self.roles())

    def compartments(self) -> set[str]:
        """The compartments that their teams may hold."""
        return {held for one in self.standing for held in one.compartments}

    def principals(self) -> list[int]:
        """Who they are to the access table: themselves (id) and each active team (minus its id)."""
        return [self.pk, *(-one.team_id for one in self.standing)] if self.is_active else []

    def teams(self) -> list[Team]:
        return list(Team.objects.filter(pk__in=[one.team_id for one in self.standing]).order_by("name"))

    def has_perm(self, permission: str, obj: Any = None) -> bool:
        from django.contrib.auth import _user_has_perm  # type: ignore[attr-defined]  # the documented backend call

        return bool(_user_has_perm(self, permission, obj))


class Team(Group):
    """A team of the house: one role, and the compartments of a file it may ever hold. Grants go to teams."""

    code = models.SlugField(_("code"), unique=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    compartments = ArrayField(
        models.CharField(max_length=20, choices=Compartment.choices), default=list, blank=True,
        verbose_name=_("compartments"),
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects: ClassVar[models.Manager[Team]]  # type: ignore[assignment]  # teams, where its parent speaks of groups
    history = track()
    wall = StaffTable(fixed=True)
    classified: ClassVar[dict[str, str]] = {
        "code": "none", "role": "operational", "compartments": "operational", "is_active": "operational",
        "name": "operational",
    }


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self, instant: Any = None) -> MembershipQuerySet:
        """Begun, not ended, in an active team, of an active account."""
        now = instant or timezone.now()
        return self.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=now),
            starts_at__lte=now, team__is_active=True, user__is_active=True,
        )


class Membership(models.Model):
    """Somebody belongs to a team for a time. Ending it ends what it gave in the same second."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()
    history = track()
    wall = StaffTable(another="user")
    classified: ClassVar[dict[str, str]] = {
        "user": "operational", "team": "operational", "starts_at": "none", "ends_at": "none",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "team"], condition=Q(ends_at__isnull=True), name="one_open_membership"),
            models.CheckConstraint(condition=Q(ends_at__isnull=True) | Q(ends_at__gte=models.F("starts_at")), name="membership_order"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.team}"
