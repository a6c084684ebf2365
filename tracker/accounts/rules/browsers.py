"""What a browser says of itself, in words that a person knows their devices by."""

import re

# What to look for, in order: Edge and Opera also call themselves Chrome, and all of them Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_of(said: str) -> str:
    """ "Chrome · Windows"; empty where nothing is known."""
    names = [next((name for sign, name in table if sign in said), "") for table in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, names))


def same_browser(one: str, other: str) -> bool:
    """Whether two texts are of one browser, whatever it was updated to in between."""
    return re.sub(r"[0-9._]+", "", one) == re.sub(r"[0-9._]+", "", other)
