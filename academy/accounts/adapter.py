"""How allauth talks to people: through our letters, in their language."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import translation

from academy.accounts.models import User
from academy.letters.operations import post


class AccountAdapter(DefaultAccountAdapter):
    """Every e-mail of allauth becomes a letter: a row first, sent by the worker."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Keep allauth's message as a letter; its words carry a secret and are forgotten once it is sent."""
        mail = self.render_mail(template_prefix, email, {"email": email, **context})
        post(
            template_prefix,
            email,
            subject=mail.subject,
            text=str(mail.body),
            html=next((str(part[0]) for part in getattr(mail, "alternatives", [])), ""),
            language=translation.get_language() or "en",
            confidential=True,
        )

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Keep the name as it was written and the language in which the person signed up."""
        user.name = form.cleaned_data.get("name", "")
        user.language = translation.get_language() or "en"
        saved: User = super().save_user(request, user, form, commit)
        return saved
