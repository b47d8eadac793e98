"""From a first session to work: three phases as goals, steps towards others, what came of it."""
