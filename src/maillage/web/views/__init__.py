"""The homes, and the error pages."""
