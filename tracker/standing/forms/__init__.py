"""Forms of compliance lists, ratings and reviews."""
