"""What somebody looks for again and again in a list, under a name of their own. Nobody else sees it."""

from urllib.parse import parse_qsl, urlencode

from tracker.accounts.models import Account
from tracker.core.errors import N_, RuleBroken

MOST = 40  # of one account: they come along with every page
OF_THE_MOMENT = {"after", "format", "programme", "quarter"}  # a filter that is used again looks at today's


class TooManyFilters(RuleBroken):
    """More than anybody finds again."""

    message = N_("You have saved %(most)s filters, which is as many as there may be. Remove one you no longer need.")


class FilterIsEmpty(RuleBroken):
    """Nothing is looked for."""

    message = N_("Nothing is filtered here yet. Choose or type what to look for, then save it.")


def save_filter(account: Account, *, place: str, name: str, query: str) -> str:
    """Keep what is looked for at a place; one of the same name there is replaced. The query as it is kept.

    Raises FilterIsEmpty, TooManyFilters.
    """
    wanted = kept_query(query)
    if not wanted:
        raise FilterIsEmpty
    others = _others(account, place, name)
    if len(others) >= MOST:
        raise TooManyFilters(most=MOST)
    account.saved_filters = [*others, {"place": place, "name": name, "query": wanted}]
    return wanted


def drop_filter(account: Account, *, place: str, name: str) -> None:
    """Remove one; where there is none, nothing happens."""
    account.saved_filters = _others(account, place, name)


def kept_query(query: str) -> str:
    """What of an address's query is a filter: neither the page nor the moment that it was looked at.

    Nothing where it has more than any list of ours asks for.
    """
    try:
        pairs = parse_qsl(query.removeprefix("?"), max_num_fields=40)
    except ValueError:
        return ""
    return urlencode([(key, value) for key, value in pairs if key not in OF_THE_MOMENT])


def _others(account: Account, place: str, name: str) -> list[dict[str, str]]:
    return [one for one in account.saved_filters if (one["place"], one["name"]) != (place, name)]
