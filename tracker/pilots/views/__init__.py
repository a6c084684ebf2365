"""Pages of pilots."""

from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = ()
