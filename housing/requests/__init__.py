"""Asking for a crisis bed: who waits, in which order and why, and who was turned away."""
