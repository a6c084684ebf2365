"""The office's calendar: days off, make-up days and swapped Saturdays, as data that staff can correct."""
