"""The read-only API, by token and scope."""
