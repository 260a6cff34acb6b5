"""The four generic views, and what they share."""
