"""What people fill in about reminders."""
