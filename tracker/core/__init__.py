"""What every room stands on: the database, the clock, refusals, guards, words folded for search."""
