"""What happens over time and over the whole city: the SimPy model, its runs and measures."""
