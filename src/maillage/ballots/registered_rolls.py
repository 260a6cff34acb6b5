"""What rolls and proxies give the house."""
