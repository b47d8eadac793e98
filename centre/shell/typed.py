"""A form that was refused keeps what was typed when the worker changes the language or the colours.

The page of a refused form stands at an address that a browser cannot ask for again without sending the form again.
So the small forms of the frame carry what was typed, and their answer (307) sends it once more to the same page,
which refuses it as before, in the other language. Secrets are not carried, nor anything of a view under
`@carries_nothing`. Only refused forms are: sending one again does nothing that it did not do before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

MARK = "<!--typed-->"
REFUSED = frozenset({409, 422})
AGAIN = "typed_again"
#: What the frame's own forms send, and the token of every form.
OWN = frozenset({"csrfmiddlewaretoken", "language", "theme", "next", AGAIN})
SECRET = re.compile(r"(^|_)(password\d?|pin|again|code|secret|token)$")


def carries_nothing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose form is never shown again: answers that are kept nowhere, an identity. Outermost of its decorators."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.carries_nothing = True  # type: ignore[attr-defined]  # read below, on the way out
        return view(request, *args, **kwargs)

    return guarded


class SendAgain(HttpResponseRedirect):
    """The same form, sent again to the same page."""

    status_code = 307


def keep(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Put what was typed into the small forms of a page that refuses a form."""
    if getattr(request, "carries_nothing", False):
        return response
    if request.method == "POST" and response.status_code in REFUSED and not response.streaming:
        mark = MARK.encode()
        if mark in response.content:
            response.content = response.content.replace(mark, _fields(request).encode())
            if response.has_header("Content-Length"):
                response["Content-Length"] = str(len(response.content))
    return response


def _fields(request: HttpRequest) -> str:
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in OWN and not SECRET.search(name)
        for value in values
    ]
    told = [(AGAIN, "1"), ("next", request.get_full_path()), *carried]
    return format_html_join("", '<input type="hidden" name="{}" value="{}" data-typed>', told) or SafeString()
