"""What the worker does with an ordered erasure: clear the rows, destroy the key, look again and certify.

Runs as the worker's database role or as the owner, never as the web role. Each step can be repeated: a worker that is
killed in between begins again where it stopped. Source: PRIVACY 5.
"""

import logging
from typing import Any, cast
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone, translation

from audit.ledger import actions as ledger
from audit.ledger.actions import record
from audit.queue import schedule_every_minute
from audit.rights import registry
from audit.rights.enums import State, Verb
from audit.rights.models import ErasureRequest
from audit.vault import keys
from audit.vault.fields import SealedTextField
from audit.walls import Base

logger = logging.getLogger(__name__)
PERSONAL = frozenset({"identity", "health", "social"})


def carry_out_ordered() -> int:
    """Carry out every ordered erasure, each in transactions of its own; how many were finished.

    One that fails stays ordered, leaves nothing half erased, and is tried again the next minute.
    """
    waiting = ErasureRequest.objects.filter(state__in=(State.ORDERED, State.CLEARED)).order_by("requested_at", "pk")
    done = 0
    for pk in waiting.values_list("pk", flat=True):
        try:
            erase(pk)
            done += 1
        except Exception as failure:
            logger.error("erasure %s stopped: %s", pk, type(failure).__name__)
    return done


def erase(request_id: UUID, *, early: bool | None = None) -> ErasureRequest:
    """Erase one ordered request to its end and return it with its certificate.

    early: pass over the waiting time; by default in demonstrations only. Raises django.db.ProgrammingError when the
    database finds fewer than two deciders or the waiting time not over.
    """
    with transaction.atomic():
        request = ErasureRequest.objects.select_for_update().get(pk=request_id)
        if request.state != State.CLEARED:
            subject = _begin(request_id, settings.CENTRE_DEMO if early is None else early)
            request.certificate = forget(subject)
            request.state, request.cleared_at = State.CLEARED, timezone.now()
            request.save()
            record(Verb.CLEARED, subject=subject, obj=request)
    return _finish(request_id)


def forget(subject: UUID) -> dict[str, Any]:
    """Remove what the rooms, the history and the ledger hold about a person: the counts for the certificate.

    The caller holds a transaction. The ledger's entries stay as hashes; the key is destroyed after the commit.
    """
    past = _history_keys(subject)
    rooms = []
    for collector in registry.collectors():
        held = collector.collect(subject)
        with translation.override("en"):  # as written in the code: whoever reads the certificate reads it translated
            words = {"label": str(collector.label), "keeps": str(collector.keeps)}
        rooms.append(words | {"held": held, "erased": collector.erase(subject)})
    for model, found in _history_keys(subject).items():
        past.setdefault(model, set()).update(found)
    versions = sum(_forget_history(model, found) for model, found in past.items())
    return {"collected": rooms, "versions": versions, "events": ledger.forget(subject)}


def traces_of(subject: UUID) -> dict[str, Any]:
    """Look through every table again: how many were searched, where the file's number stands, what is readable.

    `rows` counts rows by table that still hold the uuid; `readable` names the personal columns that are not empty.
    """
    rows = {}
    tables = _searchable_tables()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{subject}%"])
            if found := cursor.fetchone()[0]:
                rows[table] = found
        cursor.execute(
            "SELECT count(*) FROM audit_event WHERE subject = %s AND diff IS NOT NULL"
            " AND verb NOT LIKE 'audit.erasure.%%' AND verb <> 'audit.subject.forgotten'",
            [subject],
        )
        entries = cursor.fetchone()[0]
    readable = {model._meta.db_table: found for model in _walled() if (found := _readable_columns(model, subject))}
    return {"tables": len(tables) + 1, "rows": rows, "readable": readable, "readable_events": entries}


def _begin(request_id: UUID, early: bool) -> UUID:
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit.begin_erasure(%s, %s)", [request_id, early])
        subject: UUID = cursor.fetchone()[0]
    return subject


def _finish(request_id: UUID) -> ErasureRequest:
    """Destroy the key, then write what a second look found. The key may already be gone: a repeat changes nothing."""
    with transaction.atomic():
        request = ErasureRequest.objects.select_for_update().get(pk=request_id)
        keys.shred(request.subject)
        rewrapped = keys.rotate_epoch()
        request.certificate |= {
            "key_destroyed": not keys.has_key(request.subject),
            "keys_rewrapped": rewrapped,
            "traces": traces_of(request.subject),
        }
        request.state, request.done_at = State.DONE, timezone.now()
        request.save()
        record(Verb.DONE, subject=request.subject, obj=request)
    return request


def _walled() -> list[type[models.Model]]:
    """Every model whose wall names a person, directly or through a parent."""
    return [model for model in apps.get_models() if model._meta.managed and _way(model) is not None]


def _way(model: type[models.Model]) -> tuple[str, type[models.Model] | None] | None:
    """The field that leads to the person, with the parent model when it leads through one; None for other tables."""
    wall, meta = model.__dict__.get("wall"), cast(Any, model._meta)
    if not isinstance(wall, Base):
        return None
    if through := getattr(wall, "through", ""):
        field = meta.get_field(through)
        return field.attname, field.related_model
    column = wall.person_column(lambda name: meta.get_field(name).column)
    names = [field.attname for field in model._meta.concrete_fields if field.column == column]
    return (names[0], None) if names else None


def _keys_of(model: type[models.Model], subject: UUID) -> set[Any]:
    """Primary keys of a model's rows about a person, past ones too."""
    way = _way(model)
    if way is None:
        return set()
    column, parent = way
    wanted = {f"{column}__in": list(_keys_of(parent, subject)) if parent else [subject]}
    found = set(model._base_manager.filter(**wanted).values_list("pk", flat=True))
    history = _history_model(model)
    if history is not None:
        found |= set(history._base_manager.filter(**wanted).values_list(model._meta.pk.attname, flat=True))
    return found


def _history_model(model: type[models.Model]) -> type[models.Model] | None:
    manager = getattr(model._meta, "simple_history_manager_attribute", None)
    return getattr(model, manager).model if manager else None


def _history_keys(subject: UUID) -> dict[type[models.Model], set[Any]]:
    return {model: _keys_of(model, subject) for model in _walled() if _history_model(model) is not None}


def _forget_history(model: type[models.Model], found: set[Any]) -> int:
    history = _history_model(model)
    assert history is not None
    return history._base_manager.filter(**{f"{model._meta.pk.attname}__in": list(found)}).delete()[0]


def _readable_columns(model: type[models.Model], subject: UUID) -> list[str]:
    """Personal columns of this model that still say something about the person.

    Ciphertext says nothing. Beside the person's own row, neither does a code (a state, a compartment) nor a link to
    another row: without name and number they are nobody's.
    """
    way = _way(model)
    if way is None:
        return []
    classes = getattr(model, "classified", {})
    own_row = way[0] == model._meta.pk.attname
    names = [
        field.attname
        for field in model._meta.concrete_fields
        if classes.get(field.name) in PERSONAL
        and not isinstance(field, SealedTextField)
        and not field.primary_key
        and field.attname != way[0]
        and (own_row or not (field.is_relation or field.choices))
    ]
    rows = model._base_manager.filter(pk__in=list(_keys_of(model, subject))).values(*names) if names else []
    return sorted({name for row in rows for name, value in row.items() if value not in (None, "", [], {}, False)})


def _searchable_tables() -> list[str]:
    """Tables of the application that this role may read; the ledger's are counted apart, by subject."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(c.relname) FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
            " AND c.relkind = 'r' AND has_table_privilege(c.oid, 'SELECT') ORDER BY c.relname"
        )
        return [name for (name,) in cursor.fetchall()]


schedule_every_minute("audit.rights.tasks.carry_out_ordered", "carry out erasures")
