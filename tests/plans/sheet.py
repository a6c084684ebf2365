"""A grid as a browser without JavaScript has it: all its fields, to be changed and sent."""

from dataclasses import dataclass

from werkzeug.test import TestResponse

from tests.browser import Browser, page
from tracker.office.models import Unit
from tracker.plans.models import Target


@dataclass
class Sheet:
    """One opening of a grid: what the person has before them."""

    browser: Browser
    address: str

    def __post_init__(self) -> None:
        self.fields = fields_of(self.browser.get(self.address))

    def fill(self, target: Target, unit: Unit, share: str, count: str | None = None) -> "Sheet":
        """Type into a cell."""
        self.fields[f"v{target.id}-{unit.id}"] = share
        if count is not None:
            self.fields[f"n{target.id}-{unit.id}"] = count
        return self

    def save(self) -> TestResponse:
        """Press the button. After a refusal the sheet holds what came back."""
        answer = self.browser.post(self.address, data=self.fields)
        if answer.status_code in (409, 422):
            self.fields = fields_of(answer)
        return answer


def fields_of(answer: TestResponse) -> dict[str, str]:
    """The names and contents of the grid's fields."""
    inputs = page(answer).xpath("//form[.//table]//input")
    return {field.get("name"): field.get("value", "") for field in inputs}
