"""Search over the arrays of a city: which persons, which dwellings fit, the likeliest first."""
