"""Crisis stays: who sleeps where, from when to when, and the bed-nights they make."""
