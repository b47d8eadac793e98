"""The invented people of the demonstration and what they live at the door."""

from . import door, equipment, known, neighbourhood, network, outreach, safety  # noqa: F401  each adds its own
