"""Pages of tests: which were done, each result apart, who is to be told, and pregnancy tests by themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require, said_beside
from centre.shifts import clock
from intake.person.selectors import person_for

from . import actions, policies, selectors
from .enums import Infection
from .forms import LinkForm, PregnancyForm, ResultForm, StrikeForm, TellingForm, TestForm


@require_GET
@require("care.view_tests")
def tests(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which tests were done and how long ago, and the way to treatment; never a result."""
    person = person_for(request.actor, pk)
    if not policies.view_tests.allows(request.actor, person=person):
        raise Http404
    context = {"person": person, "done": selectors.tests_of(request.actor, person), "links": selectors.links_of(request.actor, person)}
    return render(request, "testing/list.html", context)


@require_GET
@require("care.view_tests")
def results_to_tell(request: HttpRequest) -> HttpResponse:
    """Whose results wait to be told."""
    return render(request, "testing/to_tell.html", {"waiting": selectors.to_tell(request.actor)})


@require_http_methods(["GET", "POST"])
@require("care.record_test")
def test_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a test, or what is known of one."""
    person = person_for(request.actor, pk)
    form = TestForm(request.POST or None, initial={"client_uuid": uuid4(), "infection": Infection.HCV})
    if request.method == "POST" and form.is_valid():
        with said_beside(form, "taken_on"):
            actions.record_test(actor=request.actor, person=person, **form.cleaned_data)
            return redirect("tests", person.pk)
    return _form(request, form, _("Write a test"), person)


def _form(request: HttpRequest, form: Any, title: str, person: Any) -> HttpResponse:
    context = {"form": form, "title": title, "person": person}
    return render(request, "testing/form.html", context, status=422 if form.errors else 200)


@require_GET
@require("care.view_tests")
def infection_test(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One test, its result still apart."""
    return _test(request, pk, TellingForm())


def _test(request: HttpRequest, pk: UUID, form: TellingForm) -> HttpResponse:
    done, remark = selectors.test_opened(request.actor, pk)
    context = {"done": done, "remark": remark, "form": form, "person": done.test.person}
    return render(request, "testing/test.html", context, status=422 if form.errors else 200)


@require_GET
@require("care.view_tests")
def test_result(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The result of one test, opened on purpose."""
    found = selectors.test_for(request.actor, pk)
    return render(request, "testing/result.html", {"test": found, "results": selectors.results_of(request.actor, found)})


@require_http_methods(["GET", "POST"])
@require("care.record_test")
def test_result_write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a result, or correct one: the earlier stays."""
    found = selectors.test_for(request.actor, pk)
    form = ResultForm(request.POST or None, initial={"expected": selectors.number_of_results(request.actor, found)})
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            actions.write_result(actor=request.actor, test=found, **form.cleaned_data)
            messages.success(request, _("The result is sealed."))
            return redirect("infection_test", pk)
    title = _("Result: %(infection)s") % {"infection": found.get_infection_display()}
    return _form(request, form, title, found.person)


@require_POST
@require("care.record_test")
def test_tell(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note whether the person knows."""
    form = TellingForm(request.POST)
    if form.is_valid():
        with said_beside(form, "telling"):
            actions.note_telling(actor=request.actor, test=selectors.test_for(request.actor, pk), **form.cleaned_data)
            return redirect("infection_test", pk)
    return _test(request, pk, form)


@require_http_methods(["GET", "POST"])
@require("care.record_test")
def test_strike(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Strike out a test that was written wrongly."""
    found = selectors.test_for(request.actor, pk)
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with said_beside(form, "because"):
            actions.strike_test(actor=request.actor, test=found, **form.cleaned_data)
            messages.success(request, _("It is struck out. It stays in sight."))
            return redirect("tests", found.person_id)
    return _form(request, form, _("Strike a test out"), found.person)


@require_http_methods(["GET", "POST"])
@require("care.record_test")
def treatment_link_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note a step on the way to a treatment."""
    person = person_for(request.actor, pk)
    form = LinkForm(request.POST or None, initial={"client_uuid": uuid4(), "on": clock.service_day(), "infection": Infection.HCV_RNA})
    if request.method == "POST" and form.is_valid():
        with said_beside(form, "on"):
            actions.link_treatment(actor=request.actor, person=person, **form.cleaned_data)
            return redirect("tests", person.pk)
    return _form(request, form, _("Step towards a treatment"), person)


@require_GET
@require("care.record_pregnancy_test")
def pregnancy_tests(request: HttpRequest, pk: UUID) -> HttpResponse:
    """That there were pregnancy tests and how the person may be reached; each is opened by itself."""
    person = person_for(request.actor, pk)
    if not policies.view_pregnancy.allows(request.actor, person=person):
        raise Http404
    return render(request, "testing/pregnancy_list.html", {"person": person, "found": selectors.pregnancy_tests_of(request.actor, person)})


@require_http_methods(["GET", "POST"])
@require("care.record_pregnancy_test")
def pregnancy_test_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a pregnancy test; how to reach the person is asked first."""
    person = person_for(request.actor, pk)
    form = PregnancyForm(request.POST or None, initial={"client_uuid": uuid4(), "taken_on": clock.service_day()})
    if request.method == "POST" and form.is_valid():
        with said_beside(form, "taken_on"):
            actions.record_pregnancy_test(actor=request.actor, person=person, **form.cleaned_data)
            return redirect("pregnancy_tests", person.pk)
    return _form(request, form, _("Pregnancy test"), person)


@require_GET
@require("care.record_pregnancy_test")
def pregnancy_test(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One pregnancy test, opened on purpose."""
    return _pregnancy(request, pk, TellingForm())


def _pregnancy(request: HttpRequest, pk: UUID, form: TellingForm) -> HttpResponse:
    found = selectors.pregnancy_test_for(request.actor, pk)
    context = {"test": found, "form": form, "opened": selectors.pregnancy_opened(request.actor, found)}
    return render(request, "testing/pregnancy.html", context, status=422 if form.errors else 200)


@require_POST
@require("care.record_pregnancy_test")
def pregnancy_test_tell(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note whether the person knows."""
    form = TellingForm(request.POST)
    if form.is_valid():
        with said_beside(form, "telling"):
            actions.tell_pregnancy_test(actor=request.actor, test=selectors.pregnancy_test_for(request.actor, pk), **form.cleaned_data)
            return redirect("pregnancy_test", pk)
    return _pregnancy(request, pk, form)
