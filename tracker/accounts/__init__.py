"""Accounts: who is at the keyboard."""
