"""Prescriptions of doses, and what the doctors sign for all of them: missed days, limits, the diacetylmorphine programme."""
