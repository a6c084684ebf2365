"""What the templates hold to: they compile, run under a strict policy, and pieces can be put in their place."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
TEMPLATES = sorted((HERE / "templates").rglob("*.html"))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (HERE / "tracker").rglob("*.py"))
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# What a strict Content-Security-Policy blocks, or htmx would have to evaluate.
FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "a handler in an attribute": re.compile(r"\son[a-z]+\s*=|\shx-on", re.IGNORECASE),
    "a script in a value": re.compile(r"[\"']\s*(js|javascript):", re.IGNORECASE),
    "a trigger filter": re.compile(r"hx-trigger\s*=\s*\"[^\"]*\[", re.IGNORECASE),
    "markup that is not escaped": re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE),
}

# Forms that carry a token and no key, since the same again does no harm.
COUNTS_TWICE = {
    "accounts.enter": "a stranger's: who is not known yet must be able to try again",
    "accounts.sign_out": "signed out is signed out",
    "accounts.choose_language": "the same language again",
}


def name_of(path: Path) -> str:
    return path.relative_to(HERE / "templates").as_posix()


def html_of(path: Path) -> str:
    """The template without its comments, macros and statements; what is printed is a word."""
    source = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    source = re.sub(r"\{%-?\s*macro\b.*?endmacro\s*-?%\}", "", source, flags=re.DOTALL)
    source = re.sub(r"\{%.*?%\}", " ", source, flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}", "x", source, flags=re.DOTALL)


class Roots(HTMLParser):
    """The outermost elements of a source: their tags and attributes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        if not self._open:
            self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        if not self._open:
            self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in self._open:
            while self._open.pop() != tag:
                pass


def test_every_template_compiles(app):
    for path in TEMPLATES:
        app.jinja_env.get_template(name_of(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_has_nothing_that_the_policy_blocks(path):
    source = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    mail = {"an inline style"} if path.parent.name == "mail" else set()  # mail programs know no style sheets
    assert not [what for what, pattern in FORBIDDEN.items() if pattern.search(source) and what not in mail]


@pytest.mark.parametrize(
    "path", [p for p in TEMPLATES if p.name.startswith("_") and f'"{name_of(p)}"' in CODE], ids=name_of
)
def test_a_piece_that_is_answered_alone_has_one_root_with_an_id(path):
    """Further places in the same answer are `<hx-partial hx-target="#…">` after the root."""
    roots = Roots(html_of(path)).found
    own = [(tag, attrs) for tag, attrs in roots if tag != "hx-partial"]
    partials = [attrs for tag, attrs in roots if tag == "hx-partial"]
    assert all((attrs.get("hx-target") or "").startswith("#") for attrs in partials)
    if own or not partials:
        assert len(own) == 1, f"roots: {[tag for tag, _ in own]}"
        assert own[0][1].get("id"), f"<{own[0][0]}> has no id"


def test_every_form_that_posts_carries_its_token_and_its_key():
    """`hidden(form)` or `tokens()` of the forms macros: it comes from a page of ours, and counts once."""
    posting = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL)
    careless = [
        name_of(path)
        for path in TEMPLATES
        for form in posting.findall(re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
        if "hidden(" not in form
        and "tokens()" not in form
        and not ("csrf_token" in form and any(f'url_for("{endpoint}")' in form for endpoint in COUNTS_TWICE))
    ]
    assert not careless


def test_own_scripts_evaluate_nothing():
    scripts = [path.read_text(encoding="utf-8") for path in (HERE / "static" / "js").rglob("*.js")]
    assert scripts
    assert not [found for script in scripts for found in re.findall(r"\beval\(|new Function|innerHTML\s*=", script)]
