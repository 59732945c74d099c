"""The registries' database: its tables, how they are filled, the systems that answer from it."""
