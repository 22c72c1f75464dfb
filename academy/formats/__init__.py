"""How Django itself writes dates, where it differs from the language's default; pages use academy.wording."""
