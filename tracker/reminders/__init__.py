"""What is due, from all rooms; when people are told of it, and how: digests, chasing letters, calendar feeds."""
