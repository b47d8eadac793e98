"""May this actor do this, in this state? One rule: the role's permission first, then the words of the rule.

A rule is written once and answers three ways: `.check()` raises `Refused` with the words, `.allows()` says yes or
no, `.why_not()` gives the words for the disabled button.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils.translation import gettext as _

#: Every rule by its permission, for the matrix and the guards.
RULES: dict[str, Rule] = {}


class Refused(PermissionDenied):
    """The house says no, in words for the worker. Answered with 403 and kept in the ledger."""

    def __init__(self, words: str, permission: str = ""):
        super().__init__(words)
        self.words = str(words)
        self.permission = permission


class Rule:
    """A permission with its reason: built by `@rule`."""

    def __init__(self, permission: str, reason: Callable[..., Any]):
        self.permission = permission
        self.reason = reason
        self.__doc__ = reason.__doc__
        self.__name__ = reason.__name__

    def why_not(self, actor: Any, **subject: Any) -> str | None:
        """The words of the refusal, or None when it is allowed."""
        if actor is None or not actor.may(self.permission):
            return _("Your role does not include this.")
        words = self.reason(actor, **subject)
        return str(words) if words else None

    def allows(self, actor: Any, **subject: Any) -> bool:
        return self.why_not(actor, **subject) is None

    def check(self, actor: Any, **subject: Any) -> None:
        """Raise `Refused` with the words unless allowed."""
        words = self.why_not(actor, **subject)
        if words is not None:
            raise Refused(words, self.permission)


def rule(permission: str) -> Callable[[Callable[..., Any]], Rule]:
    """Make a rule of a function `(actor, **subject) -> words or None`; its permission is `<app>.<verb>`."""

    def build(reason: Callable[..., Any]) -> Rule:
        RULES[permission] = Rule(permission, reason)
        return RULES[permission]

    return build


class TakesErrors(Protocol):
    """A form: words can be put beside one of its fields, or above them all."""

    def add_error(self, field: str | None, error: Any) -> None: ...


@contextmanager
def said_beside(form: TakesErrors, field: str | None = None) -> Iterator[None]:
    """What is refused inside is said on the form, beside a field or above them all; what follows inside is not done."""
    try:
        yield
    except Refused as refusal:
        form.add_error(field, refusal.words)


Row = TypeVar("Row")


def once(done: Row | None, permission: str, **facts: Any) -> Row | None:
    """What a form has written already. Raises Refused when its number comes back with something else to write."""
    if done is not None and any(getattr(done, name) != value for name, value in facts.items()):
        raise Refused(used_form(), permission)
    return done


@contextmanager
def numbered(permission: str) -> Iterator[None]:
    """Around a save: a form number that is taken, wherever it is, is refused in words. PostgreSQL has the last word."""
    try:
        yield
    except IntegrityError as error:
        if "client_uuid" not in str(error):
            raise
        raise Refused(used_form(), permission) from error


def used_form() -> str:
    """The words when a form number comes back with something else."""
    return _("This form was already used for something else. Nothing was written now. Open the page again and begin anew.")


def require(permission: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A view that needs a role's permission before it does anything: refused with words otherwise."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        from functools import wraps

        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
            if not request.user.may(permission):
                raise Refused(_("Your role does not include this."), permission)
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the guards
        return guarded

    return wrap
