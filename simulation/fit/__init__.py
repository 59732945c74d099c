"""Levers out of a ticket log: arrival rates, service times and patience, with how well they fit."""
