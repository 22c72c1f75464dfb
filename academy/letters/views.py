"""``/mail/``: what the site would have sent. In demonstration mode only; there is no such address otherwise."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from academy.letters.mailbox import newest


@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """The newest letters; ``?to=`` narrows them to one address."""
    to = request.GET.get("to", "").strip().lower()
    return render(request, "letters/mailbox.html", {"letters": newest(to=to), "to": to})
