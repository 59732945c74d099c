"""Speeds that are promised, measured by `make bench`; no part of the tests."""
