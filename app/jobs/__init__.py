"""Long runs beside the requests: a table of runs, and a bounded pool of processes."""
