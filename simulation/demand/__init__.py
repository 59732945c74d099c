"""Who applies for what in a year, drawn from the city with what each would state."""
