"""The back office's four generic views: list, detail, edit, confirm a verb."""
