"""What remains: minutes, the register of resolutions, and a record that stands without this software."""
