"""How well a programme keeps to housing first, as its own team sees it."""
