"""The rules of both pilots: dated law, kinship, procedures, and the registries they ask."""
