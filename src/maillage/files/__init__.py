"""Documents with versions, size, access and end date."""
