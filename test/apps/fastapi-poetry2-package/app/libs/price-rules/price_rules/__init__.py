from sortedcontainers import SortedDict

PRICES = SortedDict(tea=3, coffee=4)


def price(name: str) -> int:
    return PRICES.get(name, 0)
