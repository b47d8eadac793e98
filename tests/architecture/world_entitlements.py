"""One more of what the pages of entitlements list: files, steps of a story, papers, letters, days."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from centre.shifts import clock


class Entitlements:
    """Made by the social worker and the coordinator, through the actions of the house; mixed into the world."""

    act: Any
    person: Any
    next: Any

    def entitlement(self) -> Any:
        from care.entitlements.actions import open_entitlement

        return self.act(
            "ivan", open_entitlement, person=self.person(), kind="amu", due_on=clock.service_day(), client_uuid=uuid.uuid4()
        )

    @cached_property
    def one_entitlement(self) -> Any:
        return self.entitlement()

    def entitlement_line(self) -> None:
        """A paper of its own, an attestation and a letter."""
        from care.entitlements.actions import note_attestation, tick_paper
        from care.entitlements.mailing import keep_letter

        file, number = self.one_entitlement, self.next()
        self.act("ivan", tick_paper, entitlement=file, code="other", words=f"Papier {number}", have=False, client_uuid=uuid.uuid4())
        self.act(
            "ivan", note_attestation, entitlement=file, profession="doctor", provider="Dr X", inami="1-0", plan=number,
            attested_on=clock.service_day(), client_uuid=uuid.uuid4(),
        )
        self.act(
            "ivan", keep_letter, entitlement=file, letter="request", language="fr", to="CPAS", agreed="spoken", client_uuid=uuid.uuid4()
        )

    @cached_property
    def one_entitlement_letter(self) -> Any:
        from care.entitlements.mailing import keep_letter

        return self.act(
            "ivan", keep_letter, entitlement=self.one_entitlement, letter="request", language="fr", to="CPAS", agreed="spoken",
            client_uuid=uuid.uuid4(),
        )

    def deadline_rule(self) -> None:
        from care.entitlements.days import set_rule

        self.act("colette", set_rule, span="appeal", days=self.next() % 700 + 1, source="loi", valid_from=clock.service_day())
