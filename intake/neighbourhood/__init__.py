"""What the centre does around itself: trainings, meetings, campaigns, schools, the council of its users. No client is in it."""
