"""Pages of reports."""

from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = ()
