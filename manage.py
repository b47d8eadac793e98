#!/usr/bin/env python3
"""The one entry point: sets the environment up when it is missing, then runs the command asked for."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

#: Which database role a command works as; all others work as the web role does. Source: PRIVACY 3.
ROLES = {
    "qcluster": "worker",
    "bring": "worker",
    "send": "worker",
    "close_quarter": "worker",
    "figures": "worker",
    "register": "worker",
    "tdi": "worker",
    "seal_audit": "worker",
    **dict.fromkeys(
        ("migrate", "makemigrations", "demo", "demo_accounts", "simulate", "bench", "verify_audit", "dbshell",
         "shell", "flush", "rotate_keys", "erase_person", "replay_erasures", "create_manager", "draw"),
        "owner",
    ),
}

#: Commands that do the work of the house, in its language; every other one reports to a terminal.
SERVING = frozenset({"demo", "qcluster", "simulate", "migrate"})


def main() -> None:
    """Hand over to the project's own environment when not run from it, then to Django (or pytest for `test`)."""
    sys.path.insert(0, str(HERE))
    if not sys.prefix.startswith(str(HERE / ".venv")) and not os.environ.get("CENTRE_NO_BOOTSTRAP"):
        from centre import bootstrap

        bootstrap.main(HERE, sys.argv[1:])
        return
    verb = sys.argv[1] if len(sys.argv) > 1 else "help"
    if verb == "test":
        side_by_side = [] if any(one.startswith(("-n", "-p")) for one in sys.argv[2:]) else ["-n", "2"]
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *side_by_side, *sys.argv[2:]])
    os.environ.setdefault("CENTRE_ROLE", ROLES.get(verb, "web"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centre.settings.dev")
    from django.core.management import ManagementUtility

    class Terminal(ManagementUtility):
        """A terminal is spoken to in English, whatever language the house speaks; what serves people is not."""

        def fetch_command(self, subcommand: str) -> object:
            command = super().fetch_command(subcommand)
            from django.apps import apps
            from django.utils import translation

            if apps.ready and subcommand not in SERVING:
                translation.activate("en")
            return command

    Terminal(sys.argv).execute()


if __name__ == "__main__":
    main()
