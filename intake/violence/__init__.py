"""Violence: how somebody may be reached safely, whom they must not meet, and what they said, inside the women's space alone."""
