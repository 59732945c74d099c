"""The printable report of scenarios: one HTML file that needs nothing else, in three languages."""
