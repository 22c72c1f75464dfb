"""``{% load desk %}``: the start page of the desk."""

from typing import Any

from django import template

from academy import clock
from academy.desk import colleague
from enrolment.admin import today

register = template.Library()


@register.inclusion_tag("admin/enrolment/today.html", takes_context=True)
def what_to_do(context: template.Context) -> dict[str, Any]:
    """What must be done today by the person who looks."""
    person, day = colleague(context["request"]), clock.today()
    editions = today.editions(person, day)
    at_risk = [line for line in editions if line["needed"]]
    return {"tasks": today.tasks(person, day), "at_risk": at_risk, "editions": editions, "today": day}
