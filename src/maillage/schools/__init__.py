"""Animations asked by teachers: wished slots, facilitators, kits, from the request to the evaluation."""
