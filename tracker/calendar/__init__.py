"""The office's calendar: days off, make-up days and swapped Saturdays, as data that staff can correct.

`days.csv` was made of what the package `holidays` (0.109) knows of Vietnam for 2024 to 2027, but for what falls on
weekends, and of the swaps that were announced, each with both its days. tests/calendar/test_shipped_days.py compares
the two and says where they differ, and why.
"""
