"""What referrals give to the figures: each sent in the quarter, once, with what came of it."""

from datetime import date

import pytest

from audit.release import catalogue
from centre.shifts import clock
from intake.directory.models import Organization, PartnerService
from intake.network import figures
from intake.network.models import Referral
from intake.person.models import Person

pytestmark = pytest.mark.usefixtures("as_worker", "db")


def sent(day, **fields):
    at = clock.instant(f"{day} 12:00")
    service, _ = PartnerService.objects.get_or_create(name="A", defaults={"organization": Organization.objects.create(name="A")})
    return Referral.objects.create(
        **{"person": Person.objects.create(), "compartment": "social", "service": service, "reason": "x", "state": "requested", "made_at": at,
           "made_by": 1, "moved_at": at, "sent_at": at} | fields
    )


def test_each_referral_of_the_quarter_with_what_came_of_it():
    window = catalogue.Window(2025, 2, date(2025, 4, 1), date(2025, 6, 30), date(2025, 1, 1))
    sent("2025-03-31"), sent("2025-07-02"), sent("2025-05-01", state="entered-in-error"), sent("2025-05-01", direction="in")
    went = sent("2025-04-01", state="completed", outcome="attended", compartment="nursing")
    silent = sent("2025-06-30")
    assert list(figures.referrals(window)) == [
        (went.person_id, {"outcome": "attended", "referred-by": "nursing"}, 1),
        (silent.person_id, {"outcome": "unknown", "referred-by": "social"}, 1),
    ]


def test_the_table_is_in_the_catalogue():
    table = next(one for one in catalogue.tables() if one.code == "referrals-outcome")
    assert catalogue.source(table.source).dimension(table.rows).words("unknown") != ""
