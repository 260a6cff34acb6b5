"""The record of a meeting as a folder that stands without this software: plain files, a manifest, a chain of digests."""
