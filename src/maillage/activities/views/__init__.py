"""The faces of activities: the public calendar and pages, the members' proposals, Gestion."""
