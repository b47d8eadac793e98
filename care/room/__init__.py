"""The supervised consumption room: what it stands on, who is enrolled, each visit, limits in time, drug checking."""
