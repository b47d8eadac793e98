"""The ledger of this room."""

import pytest

from audit.ledger.models import Event


@pytest.fixture
def verbs(as_, dora):
    """The verbs of a room in the ledger, in order."""

    def told(prefix):
        with as_(dora):
            return list(Event.objects.filter(verb__startswith=prefix).order_by("id").values_list("verb", flat=True))

    return told
