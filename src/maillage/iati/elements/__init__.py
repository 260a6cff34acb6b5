"""An activity of IATI as plain data: each family of elements in its module, told once, read and written by the same words."""
