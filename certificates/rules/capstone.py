"""When a capstone has passed."""

PASS_MARK = 60
"""Points out of 100. The facts name none; the Centre sets it here, and the page says it before anybody hands in."""


def outcome(points: int) -> str:
    """The verb of the transition that a mark leads to: 60 passes, 59 asks for another version."""
    return "pass" if points >= PASS_MARK else "ask-again"
