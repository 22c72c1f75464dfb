"""What a deed is: something staff can do with a place, on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from academy.accounts.models import User
from enrolment.forms.ledger import OfPlace
from enrolment.models import Place

Lines = list[tuple[Any, Decimal]]


@dataclass(frozen=True)
class Deed:
    """``legal`` decides whether it is offered; ``lines`` is the sum shown first; ``do`` returns what to say.

    ``asks_again`` has the password typed once more before it is done.
    """

    name: str
    title: Any
    permission: str
    form: type[OfPlace]
    legal: Callable[[Place], bool]
    do: Callable[[Place, User, dict[str, Any]], str]
    lines: Callable[[Place, OfPlace], Lines] = lambda place, form: []
    previews: bool = False
    asks_again: bool = False
