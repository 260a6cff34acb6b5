"""Partnerships with organisations there: agreements, reciprocal assessments, due diligence, shared plans."""
