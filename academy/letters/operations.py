"""Writing letters and sending them."""

import re
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from academy import clock
from academy import context as site
from academy.accounts.models import User
from academy.errors import Refused
from academy.jobs import operations as jobs_operations
from academy.letters.models import Letter


def write(name: str, *, to: User, about: str = "", **context: Any) -> Letter:
    """Write the letter ``name`` (``enrolment/accepted``) to a person, in that person's language.

    Its three templates lie in ``templates/<app>/letters/<name>.{subject.txt,txt,html}``. The letter is sent by
    the worker after the present transaction; ``about`` is a key such as ``application:12`` to find it by.
    """
    words = in_words(name, to.language, {"person": to} | context)
    return post(name, to.email, person=to, language=to.language, about=about, **words)


def in_words(name: str, language: str, context: dict[str, Any]) -> dict[str, str]:
    """The ``subject``, ``text`` and ``html`` of the letter ``name`` in ``language``, from its three templates."""
    app, short = name.split("/")
    context = context | {"LETTER": True, **site.facts()}
    parts = {"subject": "subject.txt", "text": "txt", "html": "html"}
    with translation.override(language):
        return {part: render_to_string(f"{app}/letters/{short}.{end}", context) for part, end in parts.items()}


def post(name: str, to: str, *, subject: str, text: str, language: str, **fields: Any) -> Letter:
    """Keep a letter that is already in words and ask the worker to send it."""
    letter = Letter.objects.create(
        name=name,
        to=to,
        subject=" ".join(subject.split()),
        text=re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n",
        language=language,
        written_at=clock.now(),
        **fields,
    )
    jobs_operations.ask(send, letter.pk)
    return letter


def send_again(letter: Letter) -> None:
    """Ask the worker once more for a letter that did not go out. Raises Refused for one that did."""
    if letter.sent_at:
        raise Refused(_("This letter was sent already."))
    jobs_operations.ask(send, letter.pk)


def forget(about: str) -> None:
    """Take away every letter about something that is no more; one that was not sent yet is not sent."""
    Letter.objects.filter(about=about).delete()


def send(letter_id: str) -> None:
    """Hand the letter to the mail server, once; a letter with a secret forgets its words afterwards.

    The row stays locked meanwhile, so that two workers never send the same letter.
    """
    with transaction.atomic():
        letter = Letter.objects.select_for_update().filter(pk=letter_id).first()
        if letter is None or letter.sent_at:
            return
        as_mail(letter).send()
        letter.sent_at = clock.now()
        if letter.confidential:
            letter.text, letter.html, letter.headers = "", "", {}
        letter.save(update_fields=["sent_at", "text", "html", "headers"])


def as_mail(letter: Letter) -> EmailMultiAlternatives:
    """The letter in the shape that Django's mail sends, with a stable Message-ID against doubles."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    mail = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        to=[letter.to],
        headers=letter.headers | {"Message-ID": f"<letter-{letter.pk}@{host}>", "Content-Language": letter.language},
    )
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    if attached := letter.attachment:
        with attached.file.open("rb") as file:
            mail.attach(attached.title, file.read(), attached.content_type)
    return mail
