"""The profile in force. Cached in each process; the number of its version says when to read it again."""
