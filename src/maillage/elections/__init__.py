"""Choosing persons: seats, candidacies, rules of the outcome, and the mandates that follow."""
