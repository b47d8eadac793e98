"""What follows a count of controlled drugs that does not fit, and the inventories of two persons."""
