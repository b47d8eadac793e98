"""What a real centre refuses to run with, said before the first request. Source: PRIVACY 8."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import Critical, Error, Tags, Warning, register, run_checks
from django.db import connections

SHORTEST_SECRET = 50
FEWEST_SIGNS = 10


@register("house", deploy=True)
def settings_are_safe(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Errors centre.E001 to E004: debugging, a weak secret, no host names, a demonstration in a real centre."""
    found = []
    if settings.DEBUG:
        found.append(Error("DEBUG is on: an error page would show what is in memory.", id="centre.E001"))
    if len(settings.SECRET_KEY) < SHORTEST_SECRET or len(set(settings.SECRET_KEY)) < FEWEST_SIGNS:
        found.append(
            Error(
                f"SECRET_KEY is weak: at least {SHORTEST_SECRET} signs made at random are needed.",
                hint="python3 -c 'import secrets; print(secrets.token_urlsafe(64))'",
                id="centre.E002",
            )
        )
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        found.append(Error("ALLOWED_HOSTS must name the host names of this centre, and no others.", id="centre.E003"))
    if settings.CENTRE_DEMO:
        found.append(Error("CENTRE_DEMO is on: accounts with printed passwords would open this centre.", id="centre.E004"))
    return found


@register(Tags.database)
def requests_stay_inside_the_walls(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[Error]:
    """Error centre.E005: the database role of requests could step over row security.

    Asked only of the process that answers requests, and only where the database may be asked (`--database default`).
    """
    if settings.CENTRE_ROLE != "web" or "default" not in (databases or ()):
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user")
        name, over = cursor.fetchone()
    words = f"Requests reach the database as {name}, whom no wall binds. DATABASE_URL must name centre_web."
    return [Error(words, id="centre.E005")] if over else []


@register(Tags.database)
def the_log_keeps_no_values(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[Warning]:
    """Warning centre.W001: what fails is written to the log of the database with its values, which are about people.

    Asked only where the database may be asked (`--database default`).
    """
    if "default" not in (databases or ()):
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('log_min_error_statement') NOT IN ('fatal', 'panic') OR current_setting('log_error_verbosity') <> 'terse'"
            " OR current_setting('log_min_duration_statement') <> '-1' OR current_setting('log_statement') <> 'none'"
        )
        [told] = cursor.fetchone()
    words = "The log of the database keeps statements with the values in them. The lines `alter role … set log_…` of roles.sql end that."
    return [Warning(words, hint="centre/embedded/roles.sql, by a superuser", id="centre.W001")] if told else []


def refuse_to_start() -> None:
    """End the process with the words of every refusal: a server runs no checks of its own."""
    found = [
        *run_checks(tags=["vault"], include_deployment_checks=not settings.CENTRE_DEMO),
        *run_checks(tags=["house"], include_deployment_checks=not settings.CENTRE_DEMO),
    ]
    words = [one.msg for one in found if isinstance(one, Error | Critical) or one.is_serious()]
    if words:
        sys.exit("The centre does not start:\n" + "\n".join(f"  · {one}" for one in words))
