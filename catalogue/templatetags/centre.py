"""``{% centre "campus" as campus %}``: what the Centre says of itself, in the language of the page."""

from django import template

from catalogue import texts

register = template.Library()
register.simple_tag(texts.centre, name="centre")
