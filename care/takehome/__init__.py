"""Doses that people take home: bottles out and back."""
