"""The partner's space: projects, money calendar and one report, on a 2G phone."""
