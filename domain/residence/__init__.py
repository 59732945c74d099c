"""Residence registration: the pilot in force from 2025-11-11 (rules.md sections 2 to 4)."""
