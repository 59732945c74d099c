"""The made-up city: people, families, dwellings, and the registries' database behind them."""
