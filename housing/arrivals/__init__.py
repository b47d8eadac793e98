"""Who comes to the bed held for them, who does not, whose kept bed is free again, and two who come together."""
