"""What Vietnamese official text says: files to text, text to a draft, words to dates and units. No database."""
