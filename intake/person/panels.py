"""What this room shows elsewhere: the way to a person from every page, and what erasure finds here."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.rights import registry as rights
from centre.access.scope import visible
from centre.shell.registry import Answer, Hit, Item, Refusal, commands, navigation
from centre.shifts.registry import People, handover
from intake.person import casefile
from intake.person.cards import MistypedCard, looks_like_card
from intake.person.models import Alert, AlertReading, Card, Person, PersonTeamGrant, PersonUserGrant
from intake.person.selectors import (
    UnknownCard,
    approximate_age,
    find_card,
    language_names,
    search_alias,
    subject_of_card,
    words_for,
)

if TYPE_CHECKING:
    from centre.staff.models import User

NAVIGATION_ORDER = 15


def resolve(actor: "User", text: str) -> Answer:
    """The command bar: a card leads to its person, a misread one to words, a word to the aliases like it."""
    if not text.strip():
        return None
    if not looks_like_card(text):
        return [_hit(one.person) for one in search_alias(actor, text)]
    try:
        return reverse("person", args=[find_card(actor, text).pk])
    except (MistypedCard, UnknownCard) as slip:
        return Refusal(words_for(slip))


def _hit(person: Person) -> Hit:
    """One person as a line of results."""
    age = approximate_age(person)
    said = [_("about %(age)s years") % {"age": age}] if age else []
    return Hit(str(person), reverse("person", args=[person.pk]), " · ".join([*said, *language_names(person)]))


def by_card(actor: Any, text: str) -> UUID | None:
    """The file a presented card means, for rooms that ask their own policy; None for anything else."""
    try:
        return subject_of_card(text)
    except (MistypedCard, UnknownCard):
        return None


def names(actor: Any, uuids: list[UUID]) -> dict[UUID, str]:
    """How the persons within reach are called."""
    return {pk: str(person) for pk, person in visible(actor, Person.objects.filter(pk__in=uuids)).in_bulk().items()}


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room."""
    return {
        "file": Person.objects.filter(pk=person_id).exclude(alias="", gender="", birth_year=None, languages=[]).count(),
        "cards": Card.objects.filter(person_id=person_id).count(),
        "alerts": Alert.objects.filter(person_id=person_id).count(),
        "grants": PersonTeamGrant.objects.filter(content_object_id=person_id).count()
        + PersonUserGrant.objects.filter(content_object_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Remove alias, answers, cards, alerts, grants and all their history. Source: PRIVACY 5.

    The bare row stays, because figures of beds and passages point at a uuid that now means nobody.
    """
    found = held_here(person_id)
    alerts = Alert.objects.filter(person_id=person_id)
    AlertReading.history.filter(alert_id__in=list(alerts.values_list("pk", flat=True))).delete()
    AlertReading.objects.filter(alert__in=alerts).delete()
    alerts.delete()
    Alert.history.filter(person_id=person_id).delete()
    Card.objects.filter(person_id=person_id).delete()
    Card.history.filter(person_id=person_id).delete()
    PersonTeamGrant.objects.filter(content_object_id=person_id).delete()
    PersonUserGrant.objects.filter(content_object_id=person_id).delete()
    Person.objects.filter(pk=person_id).update(alias="", gender="", birth_year=None, languages=[])
    Person.history.filter(id=person_id).delete()
    return found


navigation.add(
    Item(
        gettext_lazy("People"),
        "people",
        "users",
        "intake.find_person",
        NAVIGATION_ORDER,
        ("person", "person_edit", "alert_add", "person_open", "card_issue"),
    )
)
commands.add(resolve, permission="intake.find_person", order=10)
casefile.register_act(casefile.Act("note", gettext_lazy("Note"), "note_add", "notebook-pen", "care.write_note", 20))
casefile.register_act(casefile.Act("refer", gettext_lazy("Refer"), "referral_add", "forward", "intake.refer", 30))
casefile.register_act(casefile.Act("bed", gettext_lazy("Bed"), "#panel-bed", "bed", "housing.view_board", 40))
rights.register(
    gettext_lazy("File, cards and alerts"),
    collect=held_here,
    erase=forget,
    keeps=gettext_lazy("An empty row stays, so that figures still add up."),
)
rights.find_by(by_card)
handover.know_people(People(find=by_card, names=names))
