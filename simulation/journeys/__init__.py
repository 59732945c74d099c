"""What people of the pilots do: how they come, and where a verdict sends them next."""
