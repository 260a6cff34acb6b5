"""The IATI standard: check, import, export, publish frozen snapshots."""
