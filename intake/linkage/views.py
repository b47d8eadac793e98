"""The eight questions when the card is lost. The answers travel in one POST and are in no page, address or log."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.shell.typed import carries_nothing
from intake.person.selectors import person_for

from . import actions, selectors
from .forms import AgreedForm, QuestionsForm
from .policies import paused_words
from .tags import Answers


@carries_nothing
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@require("intake.ask_questions")
@sensitive_variables()
def questions(request: HttpRequest) -> HttpResponse:
    """The questions; whoever answered goes on to a page that only says how many files it may be."""
    until = selectors.paused_until(request.actor)
    if until is not None or request.method == "GET":
        words = [paused_words(until)] if until else []
        return _page(request, words, status=429 if until and request.method == "POST" else 200)
    form = QuestionsForm(request.POST)
    if not form.is_valid():
        return _page(request, form.mistakes, status=422)
    try:
        return redirect("questions_answer", actions.ask_questions(actor=request.actor, answers=form.answers))
    except actions.Paused as pause:
        return _page(request, [paused_words(pause.until)], status=429)


def _page(request: HttpRequest, words: list[str], status: int) -> HttpResponse:
    """The questions, empty: nothing that was typed is ever shown again."""
    return render(request, "linkage/questions.html", {"form": QuestionsForm(), "mistakes": words}, status=status)


@never_cache
@require_GET
@require("intake.confirm_candidate")
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Nobody, one, or how many: to be confirmed with the person."""
    number = selectors.number_found(request.actor, pk)
    return render(request, "linkage/answer.html", {"asking": pk, "number": number, "form": AgreedForm()})


@require_POST
@require("intake.confirm_candidate")
def confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person confirms: the file opens at the desk."""
    try:
        person = actions.confirm_candidate(actor=request.actor, asking=pk)
    except actions.NobodyThere:
        messages.warning(request, _("This search is over. Ask once more."))
        return redirect("questions")
    return redirect("desk_person", person.pk)


@require_POST
@require("intake.open_file")
def open_new_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Nobody was found: a new file, found again by the same answers when the person wants it."""
    form = AgreedForm(request.POST)
    agreed = form.is_valid() and form.cleaned_data["agreed"]
    try:
        person = actions.open_file_of_asking(actor=request.actor, asking=pk, agreed=agreed)
    except actions.NobodyThere:
        messages.warning(request, _("This search is over. Ask once more."))
        return redirect("questions")
    return redirect("person", person.pk)


@carries_nothing
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@require("intake.set_tags")
@sensitive_variables()
def keep(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person wants to be found again without a card."""
    person = person_for(request.actor, pk)
    form, agreed = QuestionsForm(request.POST or None), AgreedForm(request.POST or None)
    words: list[str] = []
    if request.method == "POST":
        try:
            if form.is_valid() and agreed.is_valid():
                said = agreed.cleaned_data["agreed"]
                actions.set_tags(actor=request.actor, person=person, answers=form.answers, agreed=said)
                _say_kept(request, form.answers)
                return redirect("person", person.pk)
            words = form.mistakes
        except Refused as refusal:
            words = [refusal.words]
    known = selectors.findable(request.actor, person)
    context = {"person": person, "form": QuestionsForm(), "agreed": AgreedForm(), "mistakes": words, "known": known}
    return render(request, "linkage/keep.html", context, status=422 if words else 200)


@sensitive_variables()
def _say_kept(request: HttpRequest, answers: Answers) -> None:
    """What the person may count on."""
    if answers.unsaid > 1 or (answers.unsaid and answers.weak):
        messages.warning(request, _("With these answers left out the questions cannot find this person. A card can."))
    elif answers.weak:
        messages.success(request, _("Kept. The answers are not. A first of January is often invented: all eight must be the same next time."))
    elif answers.unsaid:
        messages.success(request, _("Kept. The answers are not. The other seven must be the same next time."))
    else:
        messages.success(request, _("Kept. The answers are not. One wrong answer next time does no harm."))


@require_POST
@require("intake.remove_tags")
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person no longer wants it."""
    person = person_for(request.actor, pk)
    removed = actions.remove_tags(actor=request.actor, person=person)
    messages.success(request, _("Removed. Only a card finds this person again.") if removed else _("There was nothing to remove."))
    return redirect("person", person.pk)


@require_GET
@require("intake.watch_questions")
def pauses(request: HttpRequest) -> HttpResponse:
    """Colleagues whose questions were paused."""
    return render(request, "linkage/pauses.html", {"pauses": selectors.pauses(request.actor), "me": request.actor.pk})


@require_POST
@require("intake.watch_questions")
def pause_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """A coordinator has looked at it."""
    try:
        actions.see_pause(actor=request.actor, pause=selectors.pause_for(request.actor, pk))
    except Refused as refusal:
        messages.warning(request, refusal.words)
    return redirect("question_pauses")
