"""The records of every system, page by page over the arrays: sorted, filtered, searched."""
