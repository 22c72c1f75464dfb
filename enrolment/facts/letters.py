"""Which letter of a sponsor is lost because the virus scanner found something in it, and who is to send another."""

from enrolment.models import Application, Financing, InfectedLetter, Nomination
from enrolment.states import LIVE_APPLICATION


def nomination_of(application: Application) -> Nomination | None:
    """The nomination from which the application comes, if any."""
    return application.nominee.nomination if hasattr(application, "nominee") else None


def lost_letter(application: Application) -> InfectedLetter | None:
    """The infected letter that no other has replaced yet; that of the nomination for who was nominated."""
    if application.letter_id is not None or application.financing != Financing.SPONSOR:
        return None
    return lost_by(nomination_of(application) or application)


def lost_by(owner: Application | Nomination) -> InfectedLetter | None:
    """The same of the application or the nomination itself."""
    return owner.infected_letters.filter(replaced_at=None).last()


def awaits_letter_of_applicant(application: Application) -> bool:
    """Whether the applicant can still send another letter, outside the form: sent, not over, and not nominated."""
    sent = application.state in LIVE_APPLICATION and application.state != "draft"
    return sent and nomination_of(application) is None and lost_letter(application) is not None
