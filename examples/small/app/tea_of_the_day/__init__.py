"""A tea for each day of the week."""
