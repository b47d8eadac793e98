"""Young people: who is or may be a minor, and what is decided with them. Everything but the consumption room stays open."""
