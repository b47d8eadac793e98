"""Check-in by peers and volunteers: a code and the services of the day, nothing else. Source: DOMAIN 6."""
