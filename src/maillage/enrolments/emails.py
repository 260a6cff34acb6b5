"""What enrolment writes to people: one letter for each state, and one when an activity changes."""
