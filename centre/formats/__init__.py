"""How dates are written, where the framework's own choice does not suit a house in Brussels."""
