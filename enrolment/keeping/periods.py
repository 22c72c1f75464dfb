"""How long each thing is kept, in one place."""

from django.utils.translation import gettext_lazy as _

from academy.keeping.rules import Until, as_accounts

END = _("the end of the edition")
DRAFTS = Until(_("the day on which it was begun"), years=1)
NOT_SELECTED = Until(END, years=2)
LETTERS = Until(END, years=1)
STAYS = Until(_("your last day in Turin"), days=30)
NOMINEES = Until(END, years=1)
NAMED = Until(END, years=2)
WORKS = Until(END, years=2)
PLACES = as_accounts(END)
ACCOUNTS = as_accounts(_("the last entry"))

APPLICATIONS = _(
    "drafts one year; two years from the end of the edition when you had no place, and one year for the letter "
    "when you had; name and organization ten years, with the accounts"
)
LAW = _("Italian law asks for accounts to be kept for ten years (article 2220 of the civil code).")
