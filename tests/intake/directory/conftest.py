"""The language in which words of the network are compared."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    """Words are compared in English, whatever the house speaks by default."""
    with translation.override("en"):
        yield
