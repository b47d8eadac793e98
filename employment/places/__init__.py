"""Places in a session: sign-up by card, a fair draw, attendance, the allowance."""
