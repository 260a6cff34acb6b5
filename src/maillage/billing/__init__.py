"""Charges, payments, allocations, invoices, receipts: for members and for anyone else."""
