"""What a worker chooses about the frame itself."""

from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from centre.staff.models import User


@transaction.atomic
def choose_language(*, actor: "User", language: str) -> None:
    """Keep the language (`fr`, `nl`, `en`) of one's own screens. A preference: history keeps it, the ledger does not."""
    actor.language = language
    actor.save(update_fields=["language"])


@transaction.atomic
def choose_theme(*, actor: "User", theme: str) -> None:
    """Keep the theme (`auto`, `day`, `night`) of one's own screens. A preference: history keeps it, the ledger does not."""
    actor.theme = theme
    actor.save(update_fields=["theme"])
