"""When the screens are dark: blank sheets with a number, and entering them afterwards, each line once."""
