"""Pages ask the database a fixed number of questions, however many rows they show.

A new list page gets a line in LISTS.
"""

import pytest

MOST = 6  # questions of a page; the sign-in's own are among them

# address, who looks at it, and what the page may ask at most where MOST is not enough
LISTS = [
    ("/work", "officer", MOST),
    ("/deadlines", "staff", MOST),
    ("/deadlines", "chair", MOST),
    ("/tasks/", "staff", MOST),
    ("/tasks/", "officer", MOST),
    ("/plans/", "staff", MOST),
    ("/documents/", "staff", MOST),
    ("/meetings/", "staff", MOST),
    ("/meetings/", "officer", MOST),
    ("/intake/", "staff", MOST),
    ("/units/", "admin", MOST),
]


@pytest.mark.parametrize(("address", "who", "most"), LISTS)
def test_a_list_asks_no_more_when_it_grows(town, sign_in, count_queries, address, who, most):
    browser = sign_in(who)
    with count_queries() as before:
        first = browser.get(address)
    assert first.status_code == 200
    fill(town, 30)
    with count_queries() as after:
        second = browser.get(address)
    assert second.status_code == 200
    assert len(after) == len(before), "\n\n".join(after)
    assert len(after) <= most, "\n\n".join(after)


def fill(town, count):
    """Thirty more of whatever lists show."""
    for n, task in enumerate(town.tasks(count)):
        if n % 2:
            town.assignment(task=task)
    for n in range(count):
        town.new_unit(f"Xã Thử Nghiệm {n}")
        town.new_document(f"{n}/TB-UBND")
        town.new_meeting(f"Họp chuyên đề {n}")
