"""Since when an edition can be read."""

from datetime import datetime

from catalogue.models import Edition


def note_published(*, now: datetime) -> None:
    """Note ``now`` for every edition that can be read and has no such moment yet.

    The worker asks every minute, so the moment is noted whoever published the edition and by whatever way.
    """
    Edition.objects.published().filter(published_at=None).update(published_at=now)
