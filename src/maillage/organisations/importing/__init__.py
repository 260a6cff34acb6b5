"""From somebody's file to the directory: read, compare with what is there, write in batches, undo whole."""
