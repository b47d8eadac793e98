"""Before somebody has a home: programmes, landlords, dwellings, and the search of each person."""
