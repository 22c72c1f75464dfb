"""The verbs: issue, render, revoke and replace certificates; ask for and make information notes."""
