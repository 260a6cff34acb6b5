"""Who comes: places, questions, the waiting list, the desk at the door, certificates."""
