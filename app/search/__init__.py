"""Search of the city as people type: words in any spelling, the likeliest first."""
