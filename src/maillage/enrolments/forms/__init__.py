"""What people type to enrol, and what the team types to open enrolment."""
