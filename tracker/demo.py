"""The demo town."""


def is_empty():
    return True


def build(folder):
    pass
