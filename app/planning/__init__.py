"""What the pages of planners share: levers of a scenario, the scenario shown, how far a run is."""
