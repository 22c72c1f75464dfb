"""What is drawn on paper: a rosette made of a number or a name, and the code that leads to a page."""

from hashlib import sha256
from math import cos, pi, sin

import segno

STEPS = 120


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
    for step in range(STEPS):
        angle = 2 * pi * step / STEPS
        away = radius + depth * ((1 - lean / 2) * sin(waves * angle + turn) + lean / 2 * cos(2 * waves * angle - turn))
        points.append((100 + away * cos(angle), 100 + away * sin(angle)))
    return smooth(points)


def smooth(points: list[tuple[float, float]]) -> str:
    """A closed path without corners, however large it is drawn: from middle to middle, each point pulling at it."""
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    middles = [((x + right) / 2, (y + below) / 2) for (x, y), (right, below) in pairs]
    turns = [f"Q{spot(point)} {spot(middle)}" for point, middle in zip(points, middles, strict=True)]
    return f"M{spot(middles[-1])}{''.join(turns)}Z"


def spot(point: tuple[float, float]) -> str:
    """A point as a path writes it."""
    return f"{point[0]:.1f} {point[1]:.1f}"


def code(address: str) -> str:
    """The address as a QR code: an ``<svg>`` whose title is the address."""
    symbol = segno.make(address, error="m", micro=False)
    return symbol.svg_inline(border=0, omitsize=True, title=address, svgclass="code", lineclass=None, dark="#122a75")
