"""Beds out of service: planned, changed, cancelled, a whole room at once; and what happened to a bed."""
