"""What a norm and its readings do to the whole city: the rules over a year of applications."""
