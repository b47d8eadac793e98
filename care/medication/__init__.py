"""What people take, what makes them sleepy, and what does not go together."""
