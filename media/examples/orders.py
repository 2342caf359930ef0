"""One day of a mail-order shop, from the file of orders to a report.

Written as such scripts are written, so that there is something to find:
one loop is hot, one line fills the memory, one name gathers references,
and some objects can be freed by the garbage collector alone.
"""

import csv
import io
import random

PRODUCTS = {
    "coffee beans": 14.90, "espresso cups": 22.00, "milk jug": 17.50,
    "paper filters": 4.20, "hand grinder": 59.00, "kitchen scale": 34.90,
    "drip kettle": 48.00, "tea leaves": 11.80, "sugar bowl": 12.40,
    "serving tray": 27.30, "cleaning brush": 6.10, "travel mug": 24.50,
}

# Misspelt name -> name in the catalogue. Every open basket refers to it.
spellings = {}


class Basket:
    """What one customer ordered. Its lines know it: a cycle."""

    def __init__(self, customer, known):
        self.customer = customer
        self.known = known
        self.lines = []

    def add(self, product, quantity):
        self.lines.append(Line(self, self.known[product], quantity))

    def total(self):
        return sum(line.price() for line in self.lines)


class Line:
    def __init__(self, basket, product, quantity):
        self.basket = basket
        self.product = product
        self.quantity = quantity

    def price(self):
        discount = 0.9 if len(self.basket.lines) > 5 else 1.0
        return PRODUCTS[self.product] * self.quantity * discount


def misspell(name, rng):
    """The name with one letter wrong, as people type it."""
    at = rng.randrange(len(name))
    return name[:at] + rng.choice("abcdefghijklmnopqrstuvwxyz") + name[at + 1:]


def write_orders(count, seed):
    """The day's file: customer, product, quantity."""
    rng = random.Random(seed)
    products = list(PRODUCTS)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["customer", "product", "quantity"])
    for _ in range(count):
        product = rng.choice(products)
        if rng.random() < 0.2:
            product = misspell(product, rng)
        customer = rng.randrange(count // 8)
        writer.writerow([f"customer {customer}", product, rng.randint(1, 4)])
    return out.getvalue()


def read_orders(text):
    """Every row as a dictionary of its own: comfortable and large."""
    rows = csv.DictReader(io.StringIO(text))
    return [dict(row) for row in rows]


def distance(a, b):
    """Letters to change, add or drop between two names."""
    before = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        row = [i]
        for j, right in enumerate(b, 1):
            change = before[j - 1] + (left != right)
            row.append(min(change, before[j] + 1, row[j - 1] + 1))
        before = row
    return before[-1]


def recognise(name):
    """The product that was meant."""
    return min(PRODUCTS, key=lambda known: distance(name, known))


def learn_spellings(orders):
    for order in orders:
        name = order["product"]
        if name not in spellings:
            spellings[name] = recognise(name)


def fill_baskets(orders):
    baskets = {}
    for order in orders:
        customer = order["customer"]
        if customer not in baskets:
            baskets[customer] = Basket(customer, spellings)
        baskets[customer].add(order["product"], int(order["quantity"]))
    return baskets


def price(orders, batch):
    """Totals by customer; each batch's baskets are dropped with it."""
    totals = {}
    for start in range(0, len(orders), batch):
        baskets = fill_baskets(orders[start:start + batch])
        for customer, basket in baskets.items():
            totals[customer] = totals.get(customer, 0.0) + basket.total()
    return totals


def report(totals):
    best = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    for customer, total in best[:5]:
        print(f"{customer:<16} {total:10.2f}")
    print(f"{len(totals)} customers, {sum(totals.values()):.2f} in all")


def main():
    orders = read_orders(write_orders(80_000, seed=7))
    learn_spellings(orders)
    report(price(orders, batch=10_000))


if __name__ == "__main__":
    main()
