"""What people type about members: verbs of the team, applications."""
