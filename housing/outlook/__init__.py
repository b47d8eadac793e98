"""The beds to come: this evening, and fourteen nights."""
