"""Every address says who may use it."""

import re

# Whatever strangers may use. A new one is written here by whoever thought about it.
OPEN_TO_ALL = {
    "feed_files.show",
    "accounts.sign_in",
    "accounts.enter",
    "accounts.choose_language",
    "code.show",
    "code.enter",
    "health.show",
    "links.show",
    "links.set_password",
    "links.forgotten",
    "links.ask",
    "oidc.go",
    "oidc.come_back",
    "setup.show",
    "setup.set_up",
}


def test_every_route_has_a_guard(app):
    unguarded = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and not getattr(app.view_functions[rule.endpoint], "guard", None)
    ]
    assert not unguarded


def test_strangers_may_use_only_what_is_listed(app):
    views = app.view_functions.items()
    assert {name for name, view in views if getattr(view, "guard", None) == "open_to_all"} == OPEN_TO_ALL


def test_one_view_answers_one_verb(app):
    several = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and len(rule.methods - {"HEAD", "OPTIONS"}) > 1
    ]
    assert not several


def test_addresses_are_kebab_case_with_typed_parts(app):
    rules = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    shape = re.compile(r"(/([a-z0-9]+(-[a-z0-9]+)*|<(int|quarter|date|[a-z]+\([^)]*\)):[a-z_]+>)?)+")
    assert not [rule for rule in rules if not shape.fullmatch(rule)]


def test_a_stranger_is_sent_to_the_sign_in_page_by_every_guarded_page(app, client):
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN_TO_ALL or rule.endpoint == "static":
            continue
        address = re.sub(r"<[^>]+>", "1", rule.rule)
        method = "GET" if "GET" in rule.methods else "POST"
        answer = client.open(address, method=method)
        assert answer.status_code == (302 if method == "GET" else 303), address
        assert answer.location.startswith("/sign-in"), address


def test_a_strangers_fragment_is_answered_with_the_whole_sign_in_page(app, client, htmx):
    answer = client.get("/work", headers=htmx)
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/sign-in")
    assert "HX-Request" in answer.headers["Vary"]


def test_a_page_shown_by_get_changes_nothing(app, town, sign_in, count_queries):
    browser = sign_in("staff")
    changing = re.compile(r"\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.arguments or rule.endpoint == "static":
            continue
        with count_queries() as asked:
            browser.get(rule.rule)
        assert not [statement for statement in asked if changing.match(statement)], rule.rule
