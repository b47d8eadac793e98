"""People and machines at work in processes of their own, so that they can be cut off in the middle.

`python -m tests.faults.hands open | write SECONDS | meet NAME … | tell | erase UUID` with the settings of `tests.faults.settings`.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from uuid import UUID, uuid4

HANDS = 3


def open_house() -> None:
    """Vera, her team, and nothing else: as the owner, on an empty database."""
    from centre.staff.models import Membership, User
    from centre.staff.opening import ensure_teams

    vera = User.objects.create_user("vera", "vera-password-1", display_name="Vera")
    Membership.objects.create(user=vera, team=ensure_teams()["reception"])


def tap(tap_uuid: UUID) -> None:
    """One coffee given without a name."""
    from centre.access.identity import acting
    from centre.staff.models import User
    from intake.desk import actions, selectors

    vera = User.objects.get(username="vera")
    with acting(vera, lifetime=600):
        actions.record_passage(actor=vera, service=selectors.service_by_code("coffee"), client_uuid=tap_uuid)


def write(seconds: float) -> None:
    """Several hands give coffee for a while; what was acknowledged is said on stdout, one uuid a line.

    A tap that got no answer is sent again with the uuid it had, as the page does.
    """
    end, line = time.monotonic() + seconds, threading.Lock()

    def hand() -> None:
        from django.db import DatabaseError, InterfaceError, connection

        while time.monotonic() < end:
            number = uuid4()
            while True:
                try:
                    tap(number)
                except (DatabaseError, InterfaceError):
                    connection.close()
                    time.sleep(0.1)
                    continue
                with line:
                    print(number, flush=True)
                break
        connection.close()

    hands = [threading.Thread(target=hand) for _ in range(HANDS)]
    for one in hands:
        one.start()
    for one in hands:
        one.join()


def meet(*names: str) -> None:
    """Vera opens a file for each of these and warns the desk about them; the numbers of the files, one a line."""
    from datetime import timedelta

    from django.utils import timezone

    from centre.access.identity import acting
    from centre.staff.models import User
    from intake.person.actions import open_file, raise_alert

    vera = User.objects.get(username="vera")
    with acting(vera, lifetime=600):
        for name in names:
            person = open_file(actor=vera, alias=name)
            raise_alert(actor=vera, person=person, text=f"{name} is allergic.", until=timezone.now() + timedelta(days=9))
            print(person.pk, flush=True)


def tell() -> None:
    """Every file the desk has, with its alert opened: `alias: text`, sorted."""
    from centre.access.identity import acting
    from centre.staff.models import User
    from intake.person.models import Alert

    with acting(User.objects.get(username="vera"), lifetime=600):
        rows = [(one.person.alias, one.text) for one in Alert.objects.select_related("person").order_by("pk")]
        print(*sorted(f"{alias}: {'shredded' if text.is_shredded else text.reveal()}" for alias, text in rows), sep="\n")


def erase(person: str) -> None:
    """Carry out an erasure that two people have decided and whose waiting time is over: as the owner."""
    from datetime import timedelta

    from django.utils import timezone

    from audit.rights import tasks
    from audit.rights.models import ErasureRequest

    before = timezone.now() - timedelta(days=1)
    request = ErasureRequest.objects.create(
        subject=UUID(person), ground="consent", requested_by=1, decided_by=2, decided_at=before, restricted_until=before,
        ordered_by=1, state="ordered",
    )
    print(tasks.erase(request.pk, early=False).state)


def cut_off(folder: str, number: str, where: str) -> None:
    """A task of the queue that is cut the first time it runs: `before` or `after` its work is kept."""
    first = not Path(folder, "begun").exists()
    if not first:
        tap(UUID(number))
        Path(folder, "done").touch()
        return
    from django.db import transaction

    if where == "after":
        tap(UUID(number))
        Path(folder, "begun").touch()
        time.sleep(600)
    with transaction.atomic():
        tap(UUID(number))
        Path(folder, "begun").touch()
        time.sleep(600)


def main() -> None:
    """Run the work named on the command line."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.faults.settings")
    django.setup()
    deeds = {"open": open_house, "write": lambda: write(float(sys.argv[2])), "tell": tell}
    deeds |= {"meet": lambda: meet(*sys.argv[2:]), "erase": lambda: erase(sys.argv[2])}
    deeds[sys.argv[1]]()


if __name__ == "__main__":
    main()
