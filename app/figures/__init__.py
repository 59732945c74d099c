"""Charts: functions from numbers to Plotly figures, and the configuration they share."""
