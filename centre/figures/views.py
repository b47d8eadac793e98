"""The coordination's figures over HTTP: the list, one figure with its table, the rows behind it, a month to take along."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.rules import require

from . import actions, documents, selectors, sheets
from .drawing import draw
from .enums import Format
from .forms import PeriodForm

TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.PDF: "application/pdf",
}


@require_GET
@require("centre.view_figures")
def figures(request: HttpRequest) -> HttpResponse:
    """Which figures there are, for which period."""
    form = PeriodForm(request.GET)
    period = form.chosen()
    context = {"form": form, "period": period, "groups": selectors.figures_for(request.actor)}
    return render(request, "figures/list.html", context, status=422 if form.errors else 200)


@require_GET
@require("centre.view_figures")
def figure(request: HttpRequest, slug: str) -> HttpResponse:
    """One figure: chart and table side by side, its definition, when it was counted."""
    found, form = selectors.figure_for(request.actor, slug), PeriodForm(request.GET)
    counted = selectors.counted(request.actor, found, form.chosen())
    chart = draw(found.chart, counted.table, title=str(found.title), slug=found.slug)
    context = {"counted": counted, "figure": found, "form": form, "period": counted.period, "chart": chart}
    return render(request, "figures/figure.html", context, status=422 if form.errors else 200)


@require_GET
@require("centre.view_figures")
def figure_rows(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What stands behind one line, as far as one may see it, and how much more there is."""
    found, period = selectors.figure_for(request.actor, slug), PeriodForm(request.GET).chosen()
    label, behind = selectors.behind(request.actor, found, period, key)
    context = {"figure": found, "period": period, "label": label, "behind": behind}
    return render(request, "figures/rows.html", context)


@require_POST
@require("centre.view_figures")
def figures_file(request: HttpRequest, form: str) -> HttpResponse:
    """Every figure one may read, of one period, in one file that stays inside the house."""
    if form not in Format.values:
        raise Http404
    period = PeriodForm(request.POST).chosen()
    actions.take_figures(actor=request.actor, period=period, form=form)
    counted = selectors.all_counted(request.actor, period)
    make = sheets.book if form == Format.XLSX else documents.pages
    answer = HttpResponse(make(counted, period), content_type=TYPES[Format(form)])
    name = _("internal-figures")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{period.code}.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
