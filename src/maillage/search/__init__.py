"""One index, one row per findable thing; a room registers how it is found."""
