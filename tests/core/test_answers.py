"""What a macro says of each value, asked once."""

import pytest

from tracker.core.templates import AnswersOf


def test_each_value_is_asked_for_once():
    asked = []
    squares = AnswersOf(lambda number: asked.append(number) or number * number)
    assert [squares[number] for number in (2, 3, 2, 2)] == [4, 9, 4, 4]
    assert asked == [2, 3]


def test_several_values_are_given_apart_and_what_is_said_always_goes_along():
    assert AnswersOf(lambda a, b: a - b)[5, 3] == 2
    assert AnswersOf(lambda a, by: a * by, by=10)[5] == 50


@pytest.mark.parametrize("problem", [AttributeError, KeyError, TypeError])
def test_a_fault_in_a_macro_is_not_taken_for_an_entry_that_is_missing(app, problem):
    def faulty(value):
        raise problem(value)

    template = app.jinja_env.from_string("{{ answers_of(faulty)[1] }}")
    with pytest.raises(RuntimeError):
        template.render(faulty=faulty)
