"""The faces of enrolment: the public, the person enrolled, the team."""
