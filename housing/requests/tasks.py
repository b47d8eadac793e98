"""A request that nobody renewed ends with its last night, and is said to have lapsed."""

from django.db import transaction

from audit.queue import schedule_every_minute
from centre.shifts.clock import service_day
from housing.requests.enums import RequestState
from housing.requests.models import BedRequest
from housing.requests.moves import lapse


def lapse_past_nights() -> int:
    """Write down as lapsed the requests whose last night is over; how many. For the worker: no list waits for it."""
    over = BedRequest.objects.filter(state=RequestState.WAITING, last_night__lt=service_day()).order_by("pk")
    done = 0
    for pk in list(over.values_list("pk", flat=True)):
        with transaction.atomic():
            one = BedRequest.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
            if one.state == RequestState.WAITING and one.last_night < service_day():
                lapse(one)
                done += 1
    return done


schedule_every_minute("housing.requests.tasks.lapse_past_nights", "end the requests for a bed whose last night is over")
