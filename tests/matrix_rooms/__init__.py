"""The lines that each room adds to `tests/matrix_objects.py`, a module a room; importing this package loads them all."""

from importlib import import_module
from pkgutil import iter_modules

for found in iter_modules(__path__):
    import_module(f"{__name__}.{found.name}")
