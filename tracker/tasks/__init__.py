"""Tasks: what must be done, each unit's part in it, and how far each part has come."""
