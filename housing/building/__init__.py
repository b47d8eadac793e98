"""Buildings, wards, rooms and beds as the coordinators make and change them."""
