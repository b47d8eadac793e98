"""What is done behind the questions: searches are forgotten within the hour, and a new key is laid over every tag."""

from collections.abc import Callable
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Min
from django.utils import timezone

from audit.ledger.actions import record
from audit.queue import schedule_every_minute
from audit.vault import keys, rotations

from .enums import Verb
from .models import Asking, TagSet
from .tags import laid_over

FORGOTTEN_AFTER = timedelta(hours=1)
AT_ONCE = 2000


def forget_searches() -> int:
    """Delete the searches of more than an hour ago: the limits no longer need them. How many."""
    return Asking.objects.filter(at__lt=timezone.now() - FORGOTTEN_AFTER).delete()[0]


def rotate_tags(say: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Lay a new key over every tag, all or none; how many persons. Nobody is asked anything.

    While it runs, and should it fail, searches find everybody: they look under the former keys and the new one. Older
    keys that no tag needs are destroyed at the end; the last one stays for tags being kept in this very moment.
    For the worker or the owner.
    """
    version = keys.add_tag_key()
    with transaction.atomic():
        waiting = TagSet.objects.filter(version__lt=version)
        total, done = waiting.count(), 0
        while rows := list(waiting.order_by("pk").select_for_update()[:AT_ONCE]):
            _lay_over(rows, version)
            done += len(rows)
            say(done, total)
        record(Verb.ROTATED, data={"persons": done, "version": version})
    keys.drop_tag_keys(oldest_needed(version))
    return done


def oldest_needed(newest: int) -> int:
    """The oldest key that must stay: that under which somebody's tags were made, or the one before the newest."""
    oldest: int | None = TagSet.objects.aggregate(oldest=Min("base"))["oldest"]
    return min(newest - 1, newest if oldest is None else oldest)


def _lay_over(rows: list[TagSet], version: int) -> None:
    """Write the next skin of these tags, through every key between theirs and the new one."""
    held = keys.tag_versions()
    lines = []
    for row in rows:
        tags = [bytes(tag) for tag in row.tags]
        for later in (one for one in held if row.version < one <= version):
            tags = [laid_over(tag, later) for tag in tags]
        lines.append((tags, version, row.pk))
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE intake_tagset SET tags = %s::bytea[], version = %s WHERE id = %s", lines)


rotations.register("tags", rotate_tags)
schedule_every_minute("intake.linkage.tasks.forget_searches", "forget the searches of the eight questions")
