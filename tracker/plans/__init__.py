"""Plans of a year and their targets."""
