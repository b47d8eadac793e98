"""The pages of those who manage accounts, and the matrix of roles for everybody who may read it."""
from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require

from . import actions, selectors
from .forms import AccountForm, TeamForm


@require_GET
@require("centre.manage_people")
def staff_list(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, and their teams."""
    return render(request, "staff/list.html", {"colleagues": selectors.colleagues(request.actor)})


@require_http_methods(["GET", "POST"])
@require("centre.manage_people")
def staff_add(request: HttpRequest) -> HttpResponse:
    """A new account; its first password is shown once, to print."""
    form = AccountForm(request.POST or None, initial={"language": "fr"})
    if request.method == "POST" and form.is_valid():
        user, password = actions.create_account(actor=request.actor, **form.cleaned_data)
        return render(request, "staff/slip.html", {"for_user": user, "password": password})
    return render(request, "staff/add.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@require("centre.manage_people")
def staff_member(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: its teams, a new start, closing it."""
    user = selectors.colleague(request.actor, pk)
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.start_membership(actor=request.actor, user=user, team=form.cleaned_data["team"])
        return redirect("staff_member", pk=pk)
    context = {"colleague": user, "form": form, "own": user.pk == request.actor.pk}
    return render(request, "staff/member.html", context, status=422 if form.errors else 200)


@require_POST
@require("centre.manage_people")
def staff_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A new first password for a lost telephone or a forgotten password; shown once."""
    user = selectors.colleague(request.actor, pk)
    password = actions.renew_account(actor=request.actor, user=user)
    return render(request, "staff/slip.html", {"for_user": user, "password": password})


@require_POST
@require("centre.manage_people")
def staff_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account in this second."""
    user = selectors.colleague(request.actor, pk)
    actions.deactivate_account(actor=request.actor, user=user)
    messages.success(request, _("%(name)s can no longer sign in.") % {"name": user})
    return redirect("staff_list")


@require_POST
@require("centre.manage_people")
def staff_end_membership(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody out of a team in this second."""
    membership = selectors.membership_of(request.actor, pk)
    actions.end_membership(actor=request.actor, membership=membership)
    words = _("%(name)s is no longer in %(team)s.") % {"name": membership.user, "team": membership.team.name}
    messages.success(request, words)
    return redirect("staff_member", pk=membership.user_id)


@require_GET
@require("centre.view_roles")
def staff_roles(request: HttpRequest) -> HttpResponse:
    """Who may do what, role by role."""
    roles, lines = selectors.role_matrix(request.actor)
    return render(request, "staff/roles.html", {"roles": roles, "lines": lines})
