"""Scales that are free to use: what was answered, the sum, and how it changes."""
