"""Parts that pages are made of: functions from data to Dash components."""
