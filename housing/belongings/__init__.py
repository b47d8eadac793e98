"""Lockers, and what is kept for people: in which locker or bag, until when, given back to whom."""
