"""The last step of every closure: the database has the last word, and it is said in words."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from audit.rules import Refused
from housing.beds import policies
from housing.beds.models import Closure
from housing.beds.selectors import closure_within


def keep_closure(closure: Closure) -> None:
    """Save a closure; when the database forbids a double, say it in words. The constraint has the last word."""
    try:
        with transaction.atomic():
            closure.save()
    except IntegrityError as error:
        other = closure_within(closure.bed, closure.period.lower, closure.period.upper, closure)
        raise Refused(policies.other_closure(other) or _("This bed has just been closed."), "housing.close_bed") from error
