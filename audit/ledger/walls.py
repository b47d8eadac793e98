"""The SQL that raises the ledger, in the order in which it runs. Source: PRIVACY 4."""

from pathlib import Path

SQL_FILES = tuple(
    Path(__file__).with_name("sql") / name for name in ("ledger.sql", "ledger_evidence.sql", "ledger_seals.sql")
)
