"""Who may open the ledger: the data protection officer. The row security of the tables says the same."""

from typing import Any

from audit.rules import rule


@rule("audit.read_ledger")
def read_ledger(actor: Any) -> str | None:
    """The role decides alone."""
    return None
