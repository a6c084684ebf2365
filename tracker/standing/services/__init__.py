"""What is done with compliance lists, ratings and reviews."""
