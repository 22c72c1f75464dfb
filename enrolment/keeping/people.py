"""What applicants tell, and what is said of them while their applications are read."""

from django.utils.translation import gettext_lazy as _

from academy.keeping.table import Kept
from enrolment.keeping.periods import APPLICATIONS, LAW, NAMED, NOMINEES, NOT_SELECTED, STAYS

SELECTING = _("To decide on your application, and to write your certificate.")
EXPLAINING = _("So that a decision can be explained and checked.")
SPONSORING = _("To ask the sponsor whether it stands by the application.")
NOMINATING = _("To tell the candidates that they are nominated, and who pays.")
APPLICANT = "application__applicant"
CHANGE = "verb source target at why"

ABOUT_PEOPLE = [
    Kept(
        "enrolment.Profile",
        "full_name certificate_name gender nationality country organization position sector years_of_experience "
        "languages changed_at name_key mailbox_key",
        whose="person",
        what=_("Your profile"),
        why=_("So that you need not write everything again in the next application."),
        until=_("as long as your account"),
    ),
    Kept(
        "enrolment.Application",
        "full_name certificate_name gender nationality country organization position sector years_of_experience "
        "languages financing sponsor_name sponsor_contact sponsor_email sponsor_language motivation state started_at "
        "submitted_at",
        whose="applicant",
        files="letter",
        what=_("Your applications, with the sponsorship letter"),
        why=SELECTING,
        until=APPLICATIONS,
        after=_("Of an application with a place that was charged for: name and organization, for the accounts."),
    ),
    Kept(
        "enrolment.ElectiveWish",
        "rank",
        whose=APPLICANT,
        what=_("The electives that you wished for"),
        why=SELECTING,
        until=APPLICATIONS,
    ),
    Kept(
        "enrolment.ApplicationChange",
        CHANGE,
        whose=APPLICANT,
        what=_("Decisions on your applications, with their reasons"),
        why=EXPLAINING,
        until=APPLICATIONS,
    ),
    Kept(
        "enrolment.Question",
        "thing words until asked_at closed_at outcome",
        whose=APPLICANT,
        what=_("What we asked you for after you sent an application"),
        why=EXPLAINING,
        until=APPLICATIONS,
    ),
    Kept(
        "enrolment.Review",
        "scores comment given_at",
        whose=APPLICANT,
        what=_("What reviewers wrote about your applications"),
        why=EXPLAINING,
        until=APPLICATIONS,
    ),
    Kept(
        "enrolment.Conflict",
        "why declared_at",
        whose="reviewer",
        what=_("Conflicts of interest that you declared as a reviewer"),
        why=EXPLAINING,
        until=APPLICATIONS,
    ),
    Kept(
        "enrolment.PassedOver",
        "at why",
        whose=APPLICANT,
        what=_("Why you were passed over on a reserve list"),
        why=EXPLAINING,
        until=APPLICATIONS,
    ),
    Kept(
        "enrolment.Offer",
        "at answer_by reminded_at answered_at outcome",
        whose=APPLICANT,
        what=_("Places that were offered to you"),
        why=EXPLAINING,
        until=APPLICATIONS,
    ),
    Kept(
        "enrolment.SponsorRequest",
        "email language asked_at expires_at ended_at",
        whose=APPLICANT,
        what=_("Letters to your sponsor"),
        why=SPONSORING,
        until=APPLICATIONS,
    ),
    Kept(
        "enrolment.SponsorAnswer",
        "share amount reason name position price at",
        whose="request__application__applicant",
        what=_("What your sponsor answered"),
        why=SPONSORING,
        until=APPLICATIONS,
    ),
    Kept(
        "enrolment.Nomination",
        "organization contact position together share amount language at",
        whose="nominator",
        files="letter",
        what=_("Nominations that you wrote for your organization, with the letter"),
        why=NOMINATING,
        until=NOT_SELECTED,
        after=_("That the organization nominated, and what it pays."),
    ),
    Kept(
        "enrolment.InfectedLetter",
        "title found at replaced_at",
        whose="application__applicant nomination__nominator",
        what=_("Letters in which the virus scanner found something"),
        why=_("To tell staff why a letter is missing, and to know which was asked for again."),
        until=APPLICATIONS,
    ),
    Kept(
        "enrolment.Nominee",
        "name email",
        whose=APPLICANT,
        address="email",
        what=_("That an organization nominated you"),
        why=NOMINATING,
        until=NOMINEES,
    ),
    Kept(
        "enrolment.Substitution",
        "name email language named_at state",
        whose="former__applicant",
        what=_("Whom you named as your substitute"),
        why=_("To write to your substitute."),
        until=NAMED,
    ),
    Kept(
        "enrolment.SubstitutionChange",
        CHANGE,
        whose="substitution__former__applicant",
        what=_("What became of your substitution"),
        why=EXPLAINING,
        until=NAMED,
    ),
    Kept(
        "enrolment.Stay",
        "needs_visa passport_number passport_country passport_until arrives leaves travel diet room emergency_name "
        "emergency_phone changed_at told_at",
        whose=APPLICANT,
        what=_("Passport, journey, diet, room, and whom to call in an emergency"),
        why=_("For your visa, your room and your safety in Turin. Few may read it, and each reading is noted."),
        until=STAYS,
    ),
    Kept(
        "enrolment.SavedView",
        "name query",
        whose="person",
        what=_("Views of the selection that you saved at the desk"),
        why=_("So that you find them again."),
        until=_("as long as your account"),
    ),
    Kept(
        "enrolment.Batch",
        "words",
        whose="by",
        what=_("Decisions that you took at the desk"),
        why=EXPLAINING,
        until=NOT_SELECTED,
        after=LAW,
    ),
]
