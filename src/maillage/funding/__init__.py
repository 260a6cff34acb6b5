"""Funders and grants, budgets, transfers to partners, expenses, rates: where the money comes from and goes to."""
