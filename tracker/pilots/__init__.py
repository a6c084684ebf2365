"""Pilot models: what a unit tries out, who pays for it, how well it works, and what came of it."""
