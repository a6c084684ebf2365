"""Where units stand: compliance lists, the figures of a period, year-end ratings, and reviews of a programme."""
