"""The subcommands of ``tirkeu``: each module adds its arguments and runs."""
