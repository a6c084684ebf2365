"""Review meetings: where they are held, what the chair concludes, and how conclusions become work."""
