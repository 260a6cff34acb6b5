"""Between an activity as plain data and the columns of the rooms: one way to write, one to read, room by room."""
