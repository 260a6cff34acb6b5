"""The public calendar: what it is asked, the dates it shows, the same as feeds and as linked data."""
