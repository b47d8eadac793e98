"""Sterile equipment out and back, naloxone kits, and the stock behind them."""
