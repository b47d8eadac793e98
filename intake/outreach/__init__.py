"""Work in the street: rounds, contacts, zones, going along with somebody, and looking for those lost from sight."""
