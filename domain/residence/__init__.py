"""Residence registration: the pilot in force from 2025-11-11 (RES-01 to RES-17)."""
