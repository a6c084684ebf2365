"""Forms of accounts, by what is done with them."""
