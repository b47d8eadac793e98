"""The account of methadone of the register."""

from tests.care.register.conftest import methadone

__all__ = ["methadone"]
