"""A synthetic city: people, families, civil acts, dwellings, registrations and documents."""
