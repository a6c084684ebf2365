"""What a person sees first: the unit's work, and the deadlines of all."""
