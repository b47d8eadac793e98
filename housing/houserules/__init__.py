"""What the house has decided about stays: how long a bed is held and kept, how long one may stay, when one counts."""
