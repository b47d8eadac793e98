"""People and machines at work in processes of their own, so that they can be cut off in the middle.

`python -m tests.faults.hands open | write SECONDS | meet NAME … | tell | erase UUID | engage | prescribe NUMBER | dispense`
with the settings of `tests.faults.settings`.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
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
        from django.db import connection

        while time.monotonic() < end:
            number = uuid4()
            insist(partial(tap, number))
            with line:
                print(number, flush=True)
        connection.close()

    together(hand)


def insist(act: Callable[[], object]) -> None:
    """Do it again, the very same, until the database answers."""
    from django.db import DatabaseError, InterfaceError, connection

    while True:
        try:
            act()
        except (DatabaseError, InterfaceError):
            connection.close()
            time.sleep(0.1)
        else:
            return


def together(hand: Callable[[], None]) -> None:
    """Several hands at the same work, until all have done."""
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


def engage() -> None:
    """Nadia, who gives doses, and Amina, who prescribes them: as the owner."""
    from centre.staff.models import Membership, User
    from centre.staff.opening import ensure_teams

    for name, team in (("nadia", "nurses"), ("amina", "doctors")):
        worker = User.objects.create_user(name, f"{name}-password-1", display_name=name.title())
        Membership.objects.create(user=worker, team=ensure_teams()[team])


def prescribe(number: str) -> None:
    """Amina opens an account of methadone and prescribes two doses a day to so many people."""
    from datetime import timedelta

    from care.prescribing.actions import write_prescription
    from care.register.actions import open_account
    from centre.access.grants import grant_team
    from centre.access.identity import acting
    from centre.shifts import clock
    from centre.staff.models import Team, User
    from intake.person.actions import open_file

    vera, amina, day = User.objects.get(username="vera"), User.objects.get(username="amina"), clock.service_day()
    teams = {one.code: one for one in Team.objects.filter(code__in=["nurses", "doctors"])}
    with acting(vera, lifetime=600):
        people = [open_file(actor=vera, alias=f"Person {place}") for place in range(int(number))]
        for person in people:
            grant_team(person=person, team=teams["doctors"], compartment="desk", days=30, origin="contact")
    with acting(amina, lifetime=600, fresh_until=time.time() + 600):
        account = open_account(
            actor=amina, substance="methadone", form="solution", strength_ug=10_000, premises="Care room", amount_ug=100_000_000, batch="M1",
            expires_on=day + timedelta(days=365),
        )
        for person in people:
            write_prescription(
                actor=amina, person=person, account=account, dose_ug=60_000, least_ug=20_000, afternoon_ug=20_000, starts_on=day, ends_on=day + timedelta(days=9),
                supervised_days=[1, 2, 3, 4, 5, 6, 7], team=teams["nurses"], client_uuid=uuid4(),
            )  # fmt: skip


def dispense() -> None:
    """Several hands give every dose that Nadia is to give today; what was acknowledged is said on stdout, one uuid a line.

    A dose that got no answer is sent again with the number of its form, as the page does.
    """
    from care.dispensing.actions import give_dose
    from care.prescribing.selectors import for_the_day
    from centre.access.identity import acting
    from centre.shifts import clock
    from centre.staff.models import User

    nadia, line = User.objects.get(username="nadia"), threading.Lock()
    with acting(nadia, lifetime=600):
        doses = [(plan, slot, uuid4()) for plan in for_the_day(nadia, clock.service_day()).order_by("pk") for slot in plan.slots]

    def give(plan: Any, slot: str, number: UUID) -> None:
        with acting(nadia, lifetime=600):
            amount = plan.planned(slot)
            give_dose(actor=nadia, prescription=plan, slot=slot, amount_ug=amount, state="alert", identity=("card", "said"), client_uuid=number)

    def hand() -> None:
        from django.db import connection

        while True:
            with line:
                if not doses:
                    break
                plan, slot, number = doses.pop()
            insist(partial(give, plan, slot, number))
            with line:
                print(number, flush=True)
            time.sleep(0.2)
        connection.close()

    together(hand)


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
    deeds |= {"engage": engage, "prescribe": lambda: prescribe(sys.argv[2]), "dispense": dispense}
    deeds[sys.argv[1]]()


if __name__ == "__main__":
    main()
