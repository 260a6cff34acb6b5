"""Institutions followed from first contact to renewal, joint positions, studies, the log of who was met and what was asked."""
