"""The plans of the house, drawn from its own code: state diagrams, roles and permissions, walls."""
