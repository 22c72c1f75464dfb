"""What is drawn on a certificate: a rosette made of its number, and the code that leads to its page."""

from hashlib import sha256
from math import cos, pi, sin

import segno

STEPS = 180


def rosette(number: str) -> dict[str, list[str]]:
    """Paths for a square of 200 by 200: two woven rings whose waves follow from the number."""
    chance = sha256(number.encode()).digest()
    outer = ring(radius=74, depth=22, waves=9 + chance[0] % 5, lean=chance[1] / 255, strands=7)
    inner = ring(radius=38, depth=15, waves=6 + chance[2] % 4, lean=chance[3] / 255, strands=5)
    return {"outer": outer, "inner": inner}


def ring(*, radius: float, depth: float, waves: int, lean: float, strands: int) -> list[str]:
    """Strands of one wave, each turned a little further than the one before; ``lean`` (0 to 1) mixes in a second."""
    turns = [2 * pi * strand / strands for strand in range(strands)]
    return [_strand(radius, depth, waves, 0.25 + lean / 2, turn) for turn in turns]


def _strand(radius: float, depth: float, waves: int, lean: float, turn: float) -> str:
    points = []
    for step in range(STEPS):
        angle = 2 * pi * step / STEPS
        away = radius + depth * ((1 - lean / 2) * sin(waves * angle + turn) + lean / 2 * cos(2 * waves * angle - turn))
        points.append(f"{100 + away * cos(angle):.1f} {100 + away * sin(angle):.1f}")
    return f"M{'L'.join(points)}Z"


def code(address: str) -> str:
    """The address as a QR code: an ``<svg>`` whose title is the address."""
    symbol = segno.make(address, error="m", micro=False)
    return symbol.svg_inline(border=0, omitsize=True, title=address, svgclass="code", lineclass=None, dark="#122a75")
