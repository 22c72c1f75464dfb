"""How long a thing is kept."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import ngettext

# “Le scritture devono essere conservate per dieci anni dalla data dell'ultima registrazione”, with invoices, letters
# and copies of what was sent: art. 2220 of the Italian civil code.
YEARS_OF_ACCOUNTS = 10


@dataclass(frozen=True)
class Until:
    """So many ``years`` and ``days`` from a day that the words ``since`` name (“the end of the edition”)."""

    since: Any
    years: int = 0
    days: int = 0

    def cutoff(self, today: date) -> date:
        """What is counted from a day before this one may go today.

        Two years on 1 March 2028: what began before 1 March 2026. On 29 February the year before has none, and
        28 February stands in, so that a thing is kept a day longer rather than shorter.
        """
        try:
            past = today.replace(year=today.year - self.years)
        except ValueError:
            past = today.replace(year=today.year - self.years, day=28)
        return past - timedelta(days=self.days)

    def __str__(self) -> str:
        words = {"years": self.years, "days": self.days, "since": self.since}
        if self.years:
            return ngettext("one year from %(since)s", "%(years)s years from %(since)s", self.years) % words
        return ngettext("one day from %(since)s", "%(days)s days from %(since)s", self.days) % words


def as_accounts(since: Any) -> Until:
    """As long as the law of accounts asks."""
    return Until(since, years=YEARS_OF_ACCOUNTS)
