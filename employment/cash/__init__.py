"""The petty cash box of day labour: a book that is only added to, with two hands under every line."""
