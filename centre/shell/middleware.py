"""Four habits of every answer: its language, nothing kept by the browser, whole pages for sign-ins, words for dead ends."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django_htmx.http import HttpResponseClientRedirect

from . import typed

Answer = Callable[[HttpRequest], HttpResponse]


class Language:
    """Speak the language of the worker; before sign-in that of the workstation's cookie, else of its browser.

    A page that refuses a form lets the language be changed without losing what was typed.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(self._language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = typed.keep(request, self.get_response(request))
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response

    def _language(self, request: HttpRequest) -> str:
        user = getattr(request, "user", None)
        chosen = str(user.language) if user is not None and user.is_authenticated else ""
        known = dict(settings.LANGUAGES)
        return chosen if chosen in known else translation.get_language_from_request(request)


class NoStore:
    """Nothing behind the door stays in a browser: no cache keeps an answer. Source: UX 1.2 rule 9.

    A view that shows nothing of the house may set its own `Cache-Control` for those who have not signed in.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if hasattr(request, "actor") or "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store, private"
        return response


class FragmentLogin:
    """A part of a page that finds the session ended sends the whole page to sign in, instead of swapping it in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not getattr(request, "htmx", False) or response.status_code not in (301, 302, 303):
            return response
        door = response.headers["Location"].split("?")[0]
        if door not in (reverse("sign_in"), reverse("unlock")):
            return response
        page = request.htmx.current_url_abs_path
        return HttpResponseClientRedirect(f"{door}?{urlencode({'next': page})}" if page else door)


class DeadEnd:
    """An address that only takes a form, opened by the back key or a reload, is a page with a way home, not a blank one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET" or not hasattr(request, "actor"):
            return response
        page = render(request, "404.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page
