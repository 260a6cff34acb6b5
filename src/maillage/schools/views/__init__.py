"""The faces of schools: Gestion, facilitators' own pages, teachers' public page."""
