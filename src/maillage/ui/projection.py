"""Equal Earth projection, shared by the maps and the script that draws them."""

from __future__ import annotations

import math

# Šavrič, Patterson and Jenny, "The Equal Earth map projection", 2018.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2

CENTRE = 10.0  # degrees east: Europe and Africa in the middle, the cut falls in Bering Strait
_HALF_WIDTH = 2.7064
_TOP = 1.29
_SCALE = 1000 / (2 * _HALF_WIDTH)


def equal_earth(lon: float, lat: float) -> tuple[float, float]:
    """(longitude, latitude) in degrees → (x, y) in a 1000-unit-wide box, y downwards."""
    lam = math.radians((lon - CENTRE + 180) % 360 - 180)
    t = math.asin(_M * math.sin(math.radians(lat)))
    t2 = t * t
    t6 = t2**3
    x = lam * math.cos(t) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    y = t * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))
    return (x + _HALF_WIDTH) * _SCALE, (_TOP - y) * _SCALE
