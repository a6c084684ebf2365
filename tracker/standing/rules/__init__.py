"""What is so in this room, whatever the database says."""
