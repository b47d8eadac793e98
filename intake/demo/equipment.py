"""Two months at the equipment counter, invented: deliveries, what was given, what came back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from intake.demo.door import LIFETIME, instant
from intake.supplies.actions import hand_out, receive_stock, save_box, take_back
from intake.supplies.enums import Method, Source, Training
from intake.supplies.models import Box, Item

#: Units delivered at the start, the minimum of the store, and how often somebody asks for it.
DELIVERED = {
    "kit_two_syringes": (1200, 200, 6), "syringe_1ml": (3000, 400, 8), "crack_pipe": (500, 80, 7), "pipe_filter": (600, 80, 4),
    "foil": (500, 60, 3), "cup": (800, 100, 3), "filter": (800, 100, 3), "water": (900, 100, 3), "swab": (1500, 200, 3),
    "acid": (700, 100, 2), "sharps_box_small": (120, 30, 2), "naloxone_kit": (40, 15, 1), "condom": (900, 100, 3), "hygiene_kit": (60, 40, 1),
}  # fmt: skip


def fill_the_store(story: Story) -> None:
    """Two deliveries, minimums, and the containers the house uses; the rates are those of a demonstration."""
    first = story.days[0]
    with clock.at(instant(first, 8, 0)), acting(story.staff["colette"], workstation="1", lifetime=LIFETIME) as actor:
        for fr, nl, en, syringes in (("Petit récupérateur, plein", "Kleine naaldcontainer, vol", "Small sharps box, full", 30), ("Fût", "Vat", "Drum", None)):
            save_box(actor=actor, box=Box(label_fr=fr, label_nl=nl, label_en=en, syringes=syringes))
        for item in Item.objects.filter(code__in=DELIVERED).order_by("order"):
            units, item.minimum, _ = DELIVERED[item.code]
            item.save(update_fields=["minimum"])
            for number, share in (("A", 3), ("B", 1)):
                receive_stock(
                    actor=actor, item=item, units=units * share // 4, number=f"{number}{item.pk:03d}",
                    expires_on=first + timedelta(days=95 if number == "A" else 600), client_uuid=story.form_number(),
                )  # fmt: skip


def serve_the_counter(story: Story) -> None:
    """Each evening some people ask, most without a name; some bring back more than they took."""
    items = {one.code: one for one in Item.objects.filter(code__in=DELIVERED)}
    weights = [DELIVERED[code][2] for code in items]
    box = Box.objects.order_by("pk").first()
    for day in story.days[::2]:
        at = instant(day, 21, story.dice.randint(0, 59))
        if at > clock.now():
            continue
        with clock.at(at), acting(story.staff["walid"], workstation="1", lifetime=LIFETIME) as actor:
            for _ in range(story.dice.randint(2, 5)):
                item = story.dice.choices(list(items.values()), weights)[0]
                hand_out(
                    actor=actor, item=item, packs=story.dice.choice(item.chips), person=_somebody(story, day),
                    others=story.dice.choice((0, 0, 0, 1, 2)), client_uuid=story.form_number(),
                    training=story.dice.choice(Training.values) if item.code == "naloxone_kit" else "",
                )  # fmt: skip
            take_back(actor=actor, method=Method.COUNTED, number=story.dice.randint(2, 40), person=_somebody(story, day), client_uuid=story.form_number())
            if story.dice.random() < 0.3:
                take_back(actor=actor, method=Method.CONTAINER, number=1, box=box, source=Source.PICKED_UP, client_uuid=story.form_number())


def _somebody(story: Story, day: Any) -> Any:
    """One person in three says who they are."""
    known = [person for since, person in story.kept["persons"] if since <= day]
    return story.dice.choice(known) if known and story.dice.random() < 0.33 else None


add(112, "the store of equipment", fill_the_store)
add(114, "two months at the equipment counter", serve_the_counter)
