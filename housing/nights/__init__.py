"""The nights of the house: the round through the rooms, and the bed-nights counted at the census hour."""
