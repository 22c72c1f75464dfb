"""What people take home: information notes, certificates and their verification."""
