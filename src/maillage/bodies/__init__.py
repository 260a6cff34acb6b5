"""Who sits where: bodies of the network, their seats, and mandates as dated facts."""
