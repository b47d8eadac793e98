"""Rooms, beds, closures and the live bed board."""
