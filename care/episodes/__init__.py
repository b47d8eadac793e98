"""Treatment episodes and what is told of them once, at entry."""
