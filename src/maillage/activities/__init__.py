"""Activities here, with the public: what, when, where, with whom; the calendar, its feeds, tours, dinners, placements."""
