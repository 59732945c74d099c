"""Renewal of the ID card: the pilot in force from 2025-05-28 (IDC-01 to IDC-19)."""
