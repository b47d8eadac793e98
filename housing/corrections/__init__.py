"""What is written about a stay after it happened: an admission, an end, an end taken back."""
