"""What is drawn on paper: a rosette made of a number or a name, and the code that leads to a page."""

from hashlib import sha256
from math import cos, pi, sin

import segno

POINTS_A_WAVE = 9  # fewer bend the small waves, more cost the worker time


def rosette(name: str) -> dict[str, list[str]]:
    """Paths for a square of 200 by 200: two woven rings whose waves follow from the name."""
    chance = sha256(name.encode()).digest()
    outer = ring(radius=74, depth=22, waves=9 + chance[0] % 5, lean=chance[1] / 255, strands=7)
    inner = ring(radius=38, depth=15, waves=6 + chance[2] % 4, lean=chance[3] / 255, strands=5)
    return {"outer": outer, "inner": inner}


def ring(*, radius: float, depth: float, waves: int, lean: float, strands: int) -> list[str]:
    """Strands of one wave, each turned a little further than the one before; ``lean`` (0 to 1) mixes in a second."""
    turns = [2 * pi * strand / strands for strand in range(strands)]
    return [_strand(radius, depth, waves, 0.25 + lean / 2, turn) for turn in turns]


def _strand(radius: float, depth: float, waves: int, lean: float, turn: float) -> str:
    points: list[tuple[float, float]] = []
    steps = waves * POINTS_A_WAVE
    for step in range(steps):
        angle = 2 * pi * step / steps
        away = radius + depth * ((1 - lean / 2) * sin(waves * angle + turn) + lean / 2 * cos(2 * waves * angle - turn))
        points.append((100 + away * cos(angle), 100 + away * sin(angle)))
    return smooth(points)


def smooth(points: list[tuple[float, float]]) -> str:
    """A closed path without corners, however large it is drawn: from middle to middle, each point pulling at it.

    A middle mirrors the point before it into the one after it, so only the first point need be written (T after Q).
    """
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    middles = [((x + right) / 2, (y + below) / 2) for (x, y), (right, below) in pairs]
    turns = "".join(f"T{spot(middle)}" for middle in middles[1:])
    return f"M{spot(middles[-1])}Q{spot(points[0])} {spot(middles[0])}{turns}Z"


def spot(point: tuple[float, float]) -> str:
    """A point as a path writes it."""
    return f"{point[0]:.2f} {point[1]:.2f}"


def code(address: str) -> str:
    """The address as a QR code: an ``<svg>`` whose title is the address."""
    symbol = segno.make(address, error="m", micro=False)
    return symbol.svg_inline(border=0, omitsize=True, title=address, svgclass="code", lineclass=None, dark="#122a75")
