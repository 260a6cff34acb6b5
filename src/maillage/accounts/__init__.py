"""Users, roles on one readable page, sign-in, access rules: deny first."""
