"""Applications, memberships as periods, dues, delegates."""
