"""Measures: pages in process, the import and the index as processes, the cache by load, the first view in a browser."""
