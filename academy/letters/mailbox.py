"""Reading back the folder into which the demonstration's mail is written."""

import email
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

MOST = 50


@dataclass(frozen=True)
class Mail:
    """One sent e-mail as a person reads it."""

    to: str
    subject: str
    date: str
    text: str


def newest(to: str = "") -> list[Mail]:
    """The last letters that were written to the folder, newest first, of one address or of all."""
    folder = Path(settings.MAIL_DIR)
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True) if folder.exists() else []
    mails = [mail for file in files for mail in reversed(read(file))]
    return [mail for mail in mails if not to or mail.to.lower() == to][:MOST]


def read(file: Path) -> list[Mail]:
    """The letters of one file; Django's file backend parts them by a line of dashes."""
    parts = file.read_bytes().split(b"\n" + b"-" * 79 + b"\n")
    return [as_mail(part) for part in parts if part.strip()]


def as_mail(raw: bytes) -> Mail:
    """One letter taken apart."""
    message = email.message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    return Mail(str(message["To"]), str(message["Subject"]), str(message["Date"]), text)
