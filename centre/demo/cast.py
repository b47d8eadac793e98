"""The invented staff of the demonstration: accounts whose passwords and codes are printed, because nobody is real."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from django_otp.plugins.otp_static.models import StaticDevice

from centre.staff import authenticator, second_factor
from centre.staff.models import Membership, User
from centre.staff.opening import ensure_teams
from centre.workstations import pins
from centre.workstations.models import Workstation

from .registry import Story


@dataclass(frozen=True)
class Player:
    """One account of the demonstration."""

    username: str
    name: str
    role: str
    teams: tuple[str, ...]
    language: str
    pin: str

    @property
    def password(self) -> str:
        return f"{self.username}-la-nuit-2026"

    @property
    def secret(self) -> str:
        """The TOTP secret, in base32 as authenticator programs want it."""
        return base64.b32encode(bytes.fromhex(self.key)).decode()

    @property
    def key(self) -> str:
        return hashlib.sha256(f"demonstration {self.username}".encode()).hexdigest()[:40]

    @property
    def recovery(self) -> str:
        """One static recovery code."""
        return hashlib.sha256(f"recovery {self.username}".encode()).hexdigest()[:10]


CAST = (
    Player("vera", "Vera", "desk", ("reception",), "fr", "246813"),
    Player("walid", "Walid", "desk", ("reception",), "nl", "135792"),
    Player("salma", "Salma", "women's space", ("reception", "women"), "fr", "975318"),
    Player("nadia", "Nadia", "nurse", ("nurses",), "fr", "314159"),
    Player("noor", "Noor", "nurse of another team", ("mobile",), "nl", "271828"),
    Player("ivan", "Ivan", "social worker", ("social",), "fr", "161803"),
    Player("amina", "Amina", "doctor", ("doctors",), "fr", "662607"),
    Player("rosa", "Rosa", "consumption room", ("room",), "fr", "602214"),
    Player("robin", "Robin", "consumption room", ("room",), "nl", "667430"),
    Player("hugo", "Hugo", "social worker, homes", ("homes",), "nl", "112358"),
    Player("colette", "Colette", "coordinator", ("coordination",), "fr", "141421"),
    Player("corentin", "Corentin", "coordinator", ("coordination",), "en", "173205"),
    Player("pia", "Pia", "peer worker", ("peers",), "fr", "577215"),
    Player("dora", "Dora", "data protection officer", ("dpo",), "en", "223606"),
    Player("dirk", "Dirk", "data protection officer", ("dpo",), "nl", "244948"),
    Player("felix", "Félix", "figures", ("data",), "fr", "264575"),
    Player("ada", "Ada", "accounts", ("accounts",), "en", "282842"),
    Player("olga", "Olga", "no team: refused everywhere", (), "en", "299792"),
)


#: The workstations at which the story is told.
PLACES = {"1": "Accueil", "3": "Coordination", "4": "Bureau du premier étage"}


def engage(story: Story) -> None:
    """Make the teams, the accounts, their second factors and memberships."""
    teams = ensure_teams()
    for player in CAST:
        user = User.objects.create_user(
            player.username, player.password, display_name=player.name, language=player.language,
        )
        user.pin = pins.kept(user, player.pin)
        user.save(update_fields=["pin"])
        authenticator.make(user, confirmed=True, name="demonstration", key=bytes.fromhex(player.key))
        StaticDevice.objects.create(user=user, name="recovery", confirmed=True).token_set.create(
            token=second_factor.kept(user, player.recovery)
        )
        for code in player.teams:
            Membership.objects.create(user=user, team=teams[code])
        story.staff[player.username] = user
    for number, name in PLACES.items():
        Workstation.objects.create(pk=number, name=name)
    story.kept["teams"] = teams
