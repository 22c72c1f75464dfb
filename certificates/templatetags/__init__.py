"""What templates may say of notes."""
