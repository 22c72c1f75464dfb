"""Filters for money, days and texts; built in, no {% load %} needed."""

from django import template

register = template.Library()
