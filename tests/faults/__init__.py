"""Hard times: what happens to people's work when machines, disks and keys fail, and what the house says about it."""
