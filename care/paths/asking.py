"""The forms of a path: what was typed is done, or what is wrong with it stands beside its own field, for whoever it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from audit.rules import said_beside
from care.notes.policies import outside

from .models import CarePath, PathCover

Given = dict[str, Any]


def ask(
    request: HttpRequest, path: CarePath, form: forms.Form, deed: Callable[[Given], Any], *, beside: str, title: str, send: str,
    faults: Callable[[Given], Mapping[str, str]] = lambda given: {},
) -> HttpResponse:
    """The deed is done with what was typed; `faults` names the fields that cannot be, and any other refusal stands beside
    the field `beside`."""
    if form.is_valid():
        for name, words in faults(form.cleaned_data).items():
            form.add_error(name, words)
    if form.is_valid():
        with said_beside(form, beside):
            deed(form.cleaned_data)
            return after(request, path)
    context = {"path": path, "form": form, "title": title, "send": send}
    return render(request, "care/path_form.html", context, status=422 if form.is_bound else 200)


def after(request: HttpRequest, path: CarePath | PathCover) -> HttpResponse:
    """Back to the path; to the list of paths for whoever stood in and does not follow the person any more."""
    gone = outside(request.actor, path.person_id, path.compartment)
    return redirect("paths") if gone else redirect("path", path.person_id)
