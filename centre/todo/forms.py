"""Input about tasks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import form_number, moment
from centre.staff.roles import ROLES, Role

from .selectors import receivers


class TaskForm(forms.Form):
    """What is to be done, for whom, until when. `compartments`: where one about a person may stand."""

    text = forms.CharField(label=_("What is to be done"), max_length=300)
    due_at = moment(_("Due"), required=False, help_text=_("Empty: some day."))
    receiver = forms.ChoiceField(label=_("For"), required=False)
    urgent = forms.BooleanField(label=_("Urgent"), required=False)
    client_uuid = form_number()

    def __init__(self, *args: Any, compartments: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams, people = receivers()
        self._teams, self._people = {f"team-{one.pk}": one for one in teams}, {f"user-{one.pk}": one for one in people}
        roles = [(f"role-{role}", role.label) for role in Role if "centre.view_tasks" in ROLES.get(role, ())]
        self.fields["receiver"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("Everybody")), (_("Role"), roles), (_("Team"), [(key, one.name) for key, one in self._teams.items()]),
            (_("Colleague"), [(key, str(one)) for key, one in self._people.items()]),
        ]
        if compartments is not None:
            self.fields["compartment"] = forms.ChoiceField(label=_("Who may read it"), choices=compartments)
            self.fields["text"].help_text = _("It is sealed; only those with this part of the file read it.")
        else:
            self.fields["text"].help_text = _("Nobody's name and no diagnosis here: every team reads this.")

    def given(self) -> dict[str, Any]:
        """The cleaned values as an action takes them."""
        values = dict(self.cleaned_data)
        chosen = values.pop("receiver")
        role = chosen.removeprefix("role-") if chosen.startswith("role-") else ""
        return values | {"role": role, "team": self._teams.get(chosen), "user": self._people.get(chosen)}


class MoveForm(forms.Form):
    """Another hour for a task."""

    due_at = moment(_("Due"), required=False)
