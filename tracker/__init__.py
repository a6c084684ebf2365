"""Giao Ban: what a local government decided, and how far it has come."""
