"""What may leave the house: counts rounded once at the close of a quarter, frozen, and never computed again. Source: PRIVACY 6."""
