"""What people do here. Every transaction, lock, state change, ledger row and letter is in this room."""
