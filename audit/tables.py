"""The first tables of a fresh house, made at once. Used by migrations alone.

One migration after another, each table is made by an operation of its own, and after each one Django draws every model
that touches it anew: hundreds of models, hundreds of times, minutes on a small machine. Here the state is worked out
first, the models are drawn once, and every table is made as it stands in the end. Source: ADR 21.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class FirstTables(Operation):
    """Makes the tables of all the models that `operations` come to, with their constraints and indexes."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    @property
    def models(self) -> list[str]:
        """The names of the models, in the order in which they are made."""
        return [one.name for one in self.operations if isinstance(one, CreateModel)]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Every model as it stands in the end; nothing is drawn before the last of them is known."""
        state.__dict__.pop("apps", None)
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState) -> None:
        for name in self.models:
            model = to_state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState) -> None:
        for name in reversed(self.models):
            model = from_state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def describe(self) -> str:
        return f"Make {len(self.models)} tables at once"
