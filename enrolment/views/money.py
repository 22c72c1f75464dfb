"""What the page of a place says of invoices."""

from academy.accounts.models import User
from enrolment import facts
from enrolment.models import Payer, Place


def papers_of(place: Place, who: User) -> dict[str, object]:
    """What was issued to the person for the place, the newest that asks, who else pays, and what lacks."""
    payers = list(Payer.objects.of_place(place))
    own = next((payer for payer in payers if payer.person_id == who.pk), None)
    papers = list(facts.invoices_of(place).filter(payer=own).select_related("document")) if own else []
    return {
        "papers": papers,
        "invoice": next((one for one in papers if one.reference), None),
        "billed": [payer for payer in payers if payer.is_organization],
        "pays": own is not None,
        "address_lacks": own is not None and bool(facts.lacking_of_payer(own)),
    }
