"""The figures the coordination steers by: counted when they are read, each by one definition, with the rows behind them."""
