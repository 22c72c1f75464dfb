"""Letters of sponsors that several applications share."""

from academy.documents.models import Document
from enrolment.models import Application, Nomination


def throw_away(letter: Document) -> None:
    """Delete a letter that was replaced, unless another application or a nomination still has it."""
    shared = Application.objects.filter(letter=letter).exists() or Nomination.objects.filter(letter=letter).exists()
    if not shared:
        letter.delete()
