"""The public lists that say which credentials do not stand any more."""

LIST_SIZE = 131072  # bits, the least that Bitstring Status List v1.0 allows, so that one credential hides among many
