"""What passwords, tries and sessions have to hold to: pure, without a database."""
