"""A guided tour of three tasks, one for each kind of user, on the pages themselves."""
