"""An account of methadone: opened by Amina with 2,000 mg in it, signed by Nadia."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest


@pytest.fixture
def methadone(as_: Any, amina: Any, nadia: Any) -> Any:
    """Methadone 10 mg/ml: 200 ml of batch M1, good for a year."""
    from care.register.actions import open_account, sign_entry
    from care.register.selectors import last_entry
    from centre.shifts import clock

    with as_(amina, fresh=True):
        account = open_account(
            actor=amina, substance="methadone", form="solution", strength_ug=10_000, premises="Care room", amount_ug=2_000_000,
            batch="M1", expires_on=clock.local().date() + timedelta(days=365),
        )
    with as_(nadia, fresh=True):
        sign_entry(actor=nadia, entry=last_entry(account))
    return account
