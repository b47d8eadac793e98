"""Doses: prepared, given, held, refused, missed."""
